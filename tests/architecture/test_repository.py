"""What may never be in this repository: secrets, registry addresses, hardware identifiers, foreign files."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "json web token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
    "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "password in an address": re.compile(r"[a-z]+://[A-Za-z0-9_]+:[A-Za-z0-9_-]{12,}@"),
}
# Lesson L14: no hardware identifier is ever read or stored.
HARDWARE = re.compile(r"\b(?:imei|mac_address|advertising_?id|androidid|getnode)\b", re.IGNORECASE)
PINS = ("requirements.txt", "package-lock.json", "package.json", "pyproject.toml", ".npmrc")


def tracked() -> list[Path]:
    """Return the files of the repository that hold text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(errors="replace") for path in tracked()}


@pytest.mark.parametrize("what", SECRETS)
def test_no_secret_is_in_the_repository(texts: dict[str, str], what: str) -> None:
    own = str(Path(__file__).relative_to(ROOT))
    assert [name for name, text in texts.items() if name != own and SECRETS[what].search(text)] == []


def test_no_hardware_identifier_is_used(texts: dict[str, str]) -> None:
    code = {name: text for name, text in texts.items() if name.startswith("src/")}
    assert [name for name, text in code.items() if HARDWARE.search(text)] == []


@pytest.mark.parametrize("name", PINS)
def test_pins_hold_no_registry_address(texts: dict[str, str], name: str) -> None:
    addresses = re.findall(r"https?://[^\s\"']+", texts[name])
    assert [
        address for address in addresses if "registry" in address or "files." in address or ".whl" in address
    ] == []
    assert '"resolved"' not in texts[name]


def test_every_python_pin_is_exact(texts: dict[str, str]) -> None:
    lines = [line for line in texts["requirements.txt"].splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s]+", line)] == []


def test_direct_dependencies_are_pinned_as_a_whole(texts: dict[str, str]) -> None:
    import tomllib

    project = tomllib.loads(texts["pyproject.toml"])["project"]
    optional = [one for extra in project["optional-dependencies"].values() for one in extra]
    direct = [*project["dependencies"], *optional]
    pinned = {
        line.split("==")[0].split("[")[0].lower(): line.split("==")[1]
        for line in texts["requirements.txt"].split()
    }
    for requirement in direct:
        name, version = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(.+)", requirement).groups()
        assert pinned.get(name.lower()) == version, requirement


def test_nothing_third_party_is_committed(texts: dict[str, str]) -> None:
    assert [
        name for name in texts if "node_modules" in name or name.endswith((".min.js", ".min.css", ".wasm"))
    ] == []
