"""`antoan doctor`: one line for each thing an installation needs, and how to mend what is wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import psycopg
import typer

from antoan.domains.codes.keys import SigningRing
from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from antoan.kit.errors import AntoanError

app = typer.Typer(add_completion=False, help="Check an installation.")

DISK_FREE_GB_MIN: Final = 2.0  # About six hours of a large city's scans.
CLOCK_SKEW_MAX: Final = timedelta(seconds=5)
_RELEASED: Final = datetime(2026, 11, 1, tzinfo=UTC)  # No honest clock shows an earlier time.


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    name: str
    is_fine: bool
    words: str


@app.command()
def doctor(
    data: Annotated[Path, typer.Option(help="Data folder of the installation.", envvar="ANTOAN_DATA")] = Path(
        ".data"
    ),
) -> int:
    """Check configuration, database, keys, disk, clock and SMS gateway. Exit status 1 when anything is wrong."""
    findings = list(examine(data.resolve()))
    for finding in findings:
        print(f"{'ok   ' if finding.is_fine else 'FAULT'} {finding.name:<14} {finding.words}")
    return 0 if all(finding.is_fine for finding in findings) else 1


def examine(data: Path) -> Iterator[Finding]:
    """Run every check; a check that itself fails is a finding, not a crash."""
    checks: dict[str, Callable[[Path], str]] = {
        "data folder": _data_folder,
        "keys": _keys,
        "code keys": _code_keys,
        "forms": _forms,
        "disk": _disk,
        "database": _database,
        "tables": _tables,
        "clock": _clock,
        "messages": _messages,
    }
    for name, check in checks.items():
        try:
            yield Finding(name, True, check(data))
        except (Fault, AntoanError, OSError, ValueError) as error:
            yield Finding(name, False, str(error))
        except psycopg.Error as error:
            yield Finding(name, False, str(error).strip().splitlines()[0])


class Fault(Exception):
    """What is wrong, with the way to mend it."""


def _data_folder(data: Path) -> str:
    if not data.is_dir():
        raise Fault(f"{data} does not exist: antoan up makes it, or set ANTOAN_DATA")
    if not os.access(data, os.W_OK):
        raise Fault(f"{data} cannot be written: change its owner to the user that runs An Toàn")
    return str(data)


def _keys(data: Path) -> str:
    store = KeyStore.of(data)
    store.django_secret()
    ring = store.field_ring()
    too_open = [
        path.name for path in store.folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077
    ]
    if too_open:
        raise Fault(f"others may read {', '.join(sorted(too_open))}: chmod 600 the files in {store.folder}")
    return f"sealing key {ring.current} of {len(ring.keys)}"


def _code_keys(data: Path) -> str:
    numbers = sorted(SigningRing.load(data).public_keys())
    if not numbers:
        raise Fault("no key signs codes: antoan codes keys rotate")
    return f"code keys {', '.join(map(str, numbers))}"


def _forms(_: Path) -> str:
    folder = os.environ.get("ANTOAN_QUESTIONNAIRES")
    forms = catalogue(Path(folder) if folder else None).questionnaires
    return f"{len(forms)} questionnaires{f', some from {folder}' if folder else ''}"


def _disk(data: Path) -> str:
    free_gb = shutil.disk_usage(data).free / 1e9
    if free_gb < DISK_FREE_GB_MIN:
        raise Fault(
            f"only {free_gb:.1f} GB free, at least {DISK_FREE_GB_MIN:.0f} needed: make room on {data}"
        )
    return f"{free_gb:.0f} GB free"


def _database_url(data: Path) -> str:
    running = data / "run" / "database-url"
    url = os.environ.get("ANTOAN_DATABASE_URL") or (running.read_text() if running.exists() else "")
    if not url:
        raise Fault("not running: start it with antoan up, or set ANTOAN_DATABASE_URL")
    return url


def _database(data: Path) -> str:
    with psycopg.connect(_database_url(data), connect_timeout=5) as connection:
        row = connection.execute("SHOW server_version").fetchone()
        durable = connection.execute("SHOW synchronous_commit").fetchone()
    if durable != ("on",):
        raise Fault(
            f"synchronous_commit is {durable and durable[0]}: an acknowledged scan could be lost; set it to on"
        )
    return f"PostgreSQL {row and row[0]}"


def _tables(data: Path) -> str:
    with psycopg.connect(_database_url(data), connect_timeout=5) as connection:
        exists = connection.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
        if exists != (True,):
            raise Fault("the tables have not been made: antoan migrate")
        today = connection.execute(
            "SELECT to_regclass(%s) IS NOT NULL", [f"visits_visit_{clock.today():%Y%m%d}"]
        ).fetchone()
    if today != (True,):
        raise Fault(
            "today's partition of visits is missing: antoan migrate (the worker opens days ahead: does it run?)"
        )
    return "made, today's partition is open"


def _clock(data: Path) -> str:
    here = clock.now()
    if here < _RELEASED:
        raise Fault(
            f"the clock shows {here:%Y-%m-%d}, before this version was made: set it, and keep it by NTP"
        )
    with psycopg.connect(_database_url(data), connect_timeout=5) as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    skew = abs(row[0] - clock.now())
    if skew > CLOCK_SKEW_MAX:
        raise Fault(f"this machine and the database differ by {skew.total_seconds():.0f} s: keep both by NTP")
    return f"{clock.local(here):%Y-%m-%d %H:%M:%S} in the city, {skew.total_seconds() * 1000:.0f} ms from the database"


def _messages(data: Path) -> str:
    """Ask the SMS gateway how it is; the bounds of sending must be readable too."""
    os.environ["ANTOAN_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
    from antoan.domains.messaging.gateways import gateway, is_linked, smpp_gateway
    from antoan.domains.messaging.limits import limits

    limits()
    way = smpp_gateway(lambda _: False) if is_linked() else gateway()
    return way.check()
