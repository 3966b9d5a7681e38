"""`antoan codes` answers each line, whatever it holds, and keeps the keys."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from antoan.domains.codes import dynamic, result_slip
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.national import GenderDigit
from tests.factories.certificates import a_certificate, a_signer
from tests.factories.codes import PRIVATE, TODAY, a_head, a_signed_code

ANTOAN = Path(sys.executable).parent / "antoan"
AT = "2026-11-22T12:00:00+07:00"
PEM = PRIVATE.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
).decode()  # fmt: skip


def run(data: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [ANTOAN, "codes", *arguments], input=given, capture_output=True, check=False,
        env={**os.environ, "ANTOAN_DATA": str(data)},
    )  # fmt: skip


def answers(data: Path, *arguments: str, given: bytes) -> list[dict]:
    done = run(data, *arguments, given=given)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.splitlines()]


def line(code: str, **members: object) -> bytes:
    return json.dumps({"code": code, **members}).encode() + b"\n"


@pytest.fixture
def ring(tmp_path: Path) -> SigningRing:
    return SigningRing.create_missing(tmp_path, today=TODAY)


def test_every_line_gets_one_answer_and_none_stops_the_stream(tmp_path: Path) -> None:
    deep = b'{"code": ' + b"[" * 100_000
    given = [
        a_signed_code().encode(), b"\xff\xfe\x00", b"", b"{", b'{"code": 5}', b'{"at": 1}', deep,
        line("x", at="yesterday").strip(), line("x", trust=["no pem"]).strip(), line("x", trust=[5]).strip(),
        line("x", trust=5).strip(), b'{"code": "\\ud800|"}', b"A" * (1 << 21), "xin chào".encode(),
    ]  # fmt: skip
    said = answers(tmp_path, "verify", given=b"\n".join(given))
    assert len(said) == len(given)
    assert [one["kind"] for one in said] == ["personal_signed"] + ["unknown"] * (len(given) - 1)
    assert not any(one["valid"] for one in said)
    assert all(one.keys() == {"kind", "valid", "reason", "fields"} for one in said)


def test_trust_and_time_come_from_the_line_or_from_the_options(tmp_path: Path) -> None:
    pem = tmp_path / "trust.pem"
    pem.write_text(PEM)
    code = a_signed_code()
    said = answers(
        tmp_path / "none",
        "verify", "--trust", str(pem), "--at", AT,
        given=code.encode() + b"\n" + line(code, at="2030-01-01T00:00:00Z") + line(code, trust=[]),
    )  # fmt: skip
    assert [one["reason"] for one in said] == ["ok", "expired", "unknown_key"]
    assert said[0]["fields"]["qid"] == a_head().qid
    assert said[0]["fields"]["full_name"] == "NGUYEN VAN AN"
    assert answers(tmp_path / "none", "verify", given=line(code, at=AT, trust=[PEM]))[0]["valid"]


def test_result_slips_and_dynamic_codes_are_known(tmp_path: Path) -> None:
    at = datetime.fromisoformat(AT)
    slip = result_slip.ResultSlip(
        record_id=7, full_name="Nguyễn Văn An", birth_year=1990, gender=GenderDigit.MALE, number_tail="004567",
        kind="pcr", outcome="negative", sampled_at=at,
    )  # fmt: skip
    signed = result_slip.sign(
        slip, issued_on=TODAY, expires_on=TODAY, base_url="https://an.example", key_number=1, key=PRIVATE
    )
    running = dynamic.show(b"nguyenan", dynamic.step_of(at), bytes(32))
    given = [line(code, at=AT, trust=[PEM]) for code in (signed, signed[:-9] + "AAAAAAAAA", running)]
    given.append(line(running, at="2026-11-22T12:01:00+07:00"))
    said = answers(tmp_path, "verify", given=b"".join(given))
    assert [(one["kind"], one["reason"]) for one in said] == [
        ("result", "ok"), ("result", "forged"), ("dynamic", "ok"), ("dynamic", "stale"),
    ]  # fmt: skip
    assert said[0]["fields"] == {
        "full_name": "NGUYEN VAN AN", "birth_year": 1990, "gender": "male", "number_tail": "004567", "test": "pcr",
        "outcome": "negative", "sampled_at": AT, "resulted_at": None, "record_id": 7, "host": "an.example",
        "key_number": 1, "issued_on": "2026-11-22", "expires_on": "2026-11-22",
    }  # fmt: skip
    assert "full_name" not in said[1]["fields"]


def test_without_trust_the_installations_own_keys_decide(ring: SigningRing, tmp_path: Path) -> None:
    from antoan.domains.codes.payload import sign

    number, key = ring.signing_key()
    code = sign(a_head(), key_number=number, key=key, issued_on=TODAY, expires_on=TODAY)
    for command in ("read", "verify"):
        assert answers(tmp_path, command, given=line(code, at=AT))[0]["reason"] == "ok"
        assert answers(tmp_path / "none", command, given=line(code, at=AT))[0]["reason"] == "unknown_key"


def test_certificates_are_verified_with_the_signers_of_the_line(tmp_path: Path) -> None:
    key, pem = a_signer()
    said = answers(tmp_path, "verify", given=line(a_certificate(key, pem), at=AT, trust=[pem]))[0]
    assert (said["kind"], said["valid"]) == ("hc1", True)
    assert said["fields"]["entries"][0]["dose_number"] == 2


def test_an_answer_comes_before_the_stream_ends(tmp_path: Path) -> None:
    process = subprocess.Popen([ANTOAN, "codes", "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(3):
        process.stdin.write(b"0944713700\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["kind"] == "unknown"
    process.communicate()
    assert process.returncode == 0


def test_keys_are_listed_rotated_and_revoked(ring: SigningRing, tmp_path: Path) -> None:
    assert run(tmp_path, "keys", "rotate").returncode == 0
    assert b"in use" in run(tmp_path, "keys", "list").stdout.splitlines()[1]
    assert run(tmp_path, "keys", "revoke", "1", "--from", "2026-01-01", "--to", "2026-01-31").returncode == 0
    assert run(tmp_path, "keys", "revoke", "1").returncode == 0
    assert run(tmp_path, "keys", "retire", "1").returncode == 0
    listed = json.loads(run(tmp_path, "keys", "list", "--json").stdout)
    assert [key["status"] for key in listed["keys"]] == ["revoked", "active"]
    assert listed["keys"][0]["revoked_days"] == [["2026-01-01", "2026-01-31"]]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["keys", "list"], 1, "ring.json is missing"),
        (["keys", "revoke", "x"], 2, ""),
        (["verify", "--at", "noon"], 2, "--at"),
        (["verify", "--trust", "/nowhere.pem"], 1, "/nowhere.pem"),
        (["verify", "--trust", "/dev/null"], 1, "PEM"),
        (["fly"], 2, ""),
    ],
)
def test_faults_are_one_clear_line(tmp_path: Path, arguments: list[str], status: int, said: str) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == status
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_damaged_ring_is_said_before_anything_is_judged(ring: SigningRing, tmp_path: Path) -> None:
    (ring.folder / "ring.json").write_text("{")
    done = run(tmp_path, "verify", given=b"x\n")
    assert done.returncode == 1
    assert b"ring.json is damaged" in done.stderr


def test_the_moment_is_now_when_nobody_says_otherwise(tmp_path: Path) -> None:
    code = a_signed_code(issued_on=datetime.now(UTC).date())
    assert answers(tmp_path, "verify", given=line(code, trust=[PEM]))[0]["reason"] in ("ok", "expired")
