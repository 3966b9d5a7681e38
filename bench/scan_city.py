"""A synthetic city for the scan measurements: passes, gates, signed codes, and a day that is already full."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import numpy as np
import psycopg

from antoan.domains.codes import payload
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.payload import DeclaredKind, PersonalHead
from antoan.domains.policy import documents
from antoan.foundation.db.days import open_day_statement, partition_name
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock

VISITS = "visits_visit"
POLICY = "hcm-2021-10-01"
GATES = 5_000
CODES = 60_000
STAY_MINUTES = 45
_PG_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = b"\xff\xff"
_NOW = datetime(2021, 11, 1, tzinfo=UTC)
_ROWS_PER_BUFFER = 20_000
_VISIT_COLUMNS = {
    "person_id": ">i8", "t_in": ">i8", "t_eff": ">i8", "received_at": ">i8", "spot_id": ">i4", "gate_id": ">i4",
    "policy_id": ">i4", "rule": ">i2", "colour": ">i2", "source": ">i2", "scan_id": "V16",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """Where the city is, and what to scan in it."""

    url: str
    data: Path
    people: int
    tokens: list[str]
    codes: list[str]
    today: date


def build(url: str, data: Path, *, people: int, gates: int = GATES, seed: int = 7) -> City:
    """Migrate an empty database and fill it; the same seed makes the same city."""
    KeyStore.of(data).create_missing()
    ring = SigningRing.create_missing(data, today=clock.today() - timedelta(days=30))
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env={
            **os.environ,
            "ANTOAN_DATABASE_URL": url,
            "ANTOAN_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
        },
        check=True,
    )
    random = Random(seed)
    today = clock.today()
    tokens = [hashlib.sha256(f"{seed}-{gate}".encode()).hexdigest()[:43] for gate in range(gates)]
    codes = list(_codes(ring, people, random))
    with psycopg.connect(url, autocommit=True) as connection:
        for day in range(-8, 4):
            connection.execute(open_day_statement(VISITS, today + timedelta(days=day)))  # type: ignore[arg-type]
        _load_gates(connection, tokens)
        _load_policy(connection)
        _load_passes(connection, people, codes)
        connection.execute("VACUUM ANALYZE passes_pass")
    return City(url, data, people, tokens, codes, today)


def fill_day(city: City, rows: int, *, seed: int) -> None:
    """Make today's partition hold rows visits all over the day, as it would in the evening.

    The partition is filled bare and indexed afterwards, five times faster than row by row into its indexes.
    """
    name = partition_name(VISITS, city.today)
    first, last = clock.day_start(city.today), clock.day_end(city.today)
    with psycopg.connect(city.url) as connection:
        connection.execute("SET maintenance_work_mem = '2GB'")
        connection.execute(f"ALTER TABLE {VISITS} DETACH PARTITION {name}")  # type: ignore[arg-type]
        connection.execute(f"DROP TABLE {name}")  # type: ignore[arg-type]
        connection.execute(f"CREATE TABLE {name} (LIKE {VISITS} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")  # type: ignore[arg-type]
        _copy(connection, name, _visit_buffers(city, rows, seed=seed, first=first, last=last))
        connection.execute(
            f"ALTER TABLE {VISITS} ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{last}')"  # type: ignore[arg-type]
        )
    with psycopg.connect(city.url, autocommit=True) as connection:
        connection.execute(f"VACUUM ANALYZE {name}")  # type: ignore[arg-type]
        connection.execute("CHECKPOINT")  # What filling it left to be written is not the scans' burden.


def copy_visits(city: City, rows: int, *, seed: int) -> float:
    """COPY random visits of the coming minute into today's partition; return the seconds, commit included.

    The rows are made before the clock starts: what is measured is PostgreSQL.
    """
    now = clock.now()
    buffers = list(_visit_buffers(city, rows, seed=seed, first=now, last=now + timedelta(minutes=1)))
    with psycopg.connect(city.url) as connection:
        began = clock.now()
        _copy(connection, VISITS, buffers)
        connection.commit()
    return (clock.now() - began).total_seconds()


def _copy(connection: psycopg.Connection, table: str, buffers: Iterable[bytes]) -> None:
    columns = (
        "person_id, t_in, t_eff, received_at, spot_id, gate_id, policy_id, rule, colour, source, scan_id"
    )
    statement = f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[arg-type]
        copy.write(_COPY_HEAD)
        for buffer in buffers:
            copy.write(buffer)
        copy.write(_COPY_END)


def rows_today(city: City) -> int:
    """Count the visits of today's partition."""
    with psycopg.connect(city.url) as connection:
        row = connection.execute(f"SELECT count(*) FROM {partition_name(VISITS, city.today)}").fetchone()  # type: ignore[arg-type]
        assert row is not None
        return int(row[0])


def _visit_buffers(city: City, rows: int, *, seed: int, first: datetime, last: datetime) -> Iterator[bytes]:
    """Yield rows in the order of their times, in the binary COPY format: each value behind its length in bytes."""
    random = np.random.default_rng(seed)
    stay_us = STAY_MINUTES * 60_000_000
    layout = [("columns", ">i2")]
    for name, kind in _VISIT_COLUMNS.items():
        layout += [(f"{name}_bytes", ">i4"), (name, kind)]
    first_us, step_us = _microseconds(first), (last - first) / timedelta(microseconds=rows)
    for start in range(0, rows, _ROWS_PER_BUFFER):
        row = np.zeros(min(_ROWS_PER_BUFFER, rows - start), np.dtype(layout))
        row["columns"] = len(_VISIT_COLUMNS)
        for name in _VISIT_COLUMNS:
            row[f"{name}_bytes"] = row.dtype[name].itemsize
        row["person_id"] = random.integers(1, city.people, row.size)
        row["t_in"] = row["received_at"] = first_us + (np.arange(start, start + row.size) * step_us).astype(
            int
        )
        row["t_eff"] = row["t_in"] + stay_us
        row["spot_id"] = row["gate_id"] = random.integers(1, len(city.tokens), row.size)
        row["policy_id"] = row["colour"] = 1
        row["scan_id"] = np.frombuffer(random.bytes(16 * row.size), "V16")
        yield row.tobytes()


def _microseconds(moment: datetime) -> int:
    return (moment - _PG_EPOCH) // timedelta(microseconds=1)


def _codes(ring: SigningRing, people: int, random: Random) -> Iterator[str]:
    number, key = ring.signing_key()
    today = clock.today()
    for person in random.sample(range(1, people + 1), min(CODES, people)):
        head = PersonalHead(
            "******004567", "NGUYEN VAN AN", date(1990, 5, 17), DeclaredKind.SELF, _qid(person)
        )
        yield payload.sign(
            head, key_number=number, key=key, issued_on=today, expires_on=today + timedelta(days=180)
        )


def _qid(person: int) -> str:
    return f"79{person:016d}"


def _load_gates(connection: psycopg.Connection, tokens: list[str]) -> None:
    count = len(tokens)
    connection.execute(
        "INSERT INTO places_place (id, name, kind, address, created_at, updated_at) "
        "SELECT n, 'Chợ ' || n, 'market', '', now(), now() FROM generate_series(1, %s) n",
        [count],
    )
    connection.execute(
        "INSERT INTO places_spot (id, place_id, name, usual_stay_minutes) "
        "SELECT n, n, '', %s FROM generate_series(1, %s) n",
        [STAY_MINUTES, count],
    )
    connection.execute(
        "INSERT INTO places_gate (id, spot_id, name, mode, created_at, updated_at) "
        "SELECT n, n, 'Cổng chính', 'auto', now(), now() FROM generate_series(1, %s) n",
        [count],
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO places_device (gate_id, name, token_digest, created_at, updated_at) "
            "VALUES (%s, 'Máy cổng', %s, now(), now())",
            [(gate, hashlib.sha256(token.encode()).digest()) for gate, token in enumerate(tokens, 1)],
        )


def _load_policy(connection: psycopg.Connection) -> None:
    document = documents.load_shipped(POLICY)
    connection.execute(
        "INSERT INTO policy_policy (id, key, version, document, created_at, updated_at) "
        "VALUES (1, %s, %s, %s, now(), now())",
        [document.policy, document.version, psycopg.types.json.Jsonb(document.source)],
    )
    connection.execute(
        "INSERT INTO policy_policyactivation (policy_id, place_kind, starts_at, created_at, updated_at) "
        "VALUES (1, '', now() - interval '30 days', now(), now())"
    )


def _load_passes(connection: psycopg.Connection, people: int, codes: list[str]) -> None:
    digests = {code.split("|")[4]: payload.digest(code) for code in codes}
    columns = (
        "person_id, qid, qid_is_local, label, gender, code_digest, code_expires_on, birth_on, doses_valid, "
        "course_doses, first_dose_on, last_dose_on, case_active, declared_at, declaration_risk, has_records, updated_at"
    )
    today = clock.today()
    expires = today + timedelta(days=180)
    random = Random(11)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY passes_pass ({columns}) FROM STDIN") as copy,  # type: ignore[arg-type]
    ):
        for person in range(1, people + 1):
            qid = _qid(person)
            digest = digests.get(qid) or random.randbytes(16)
            doses = 2 if person % 10 else person // 10 % 2
            last = today - timedelta(days=20 + person % 150) if doses else None
            copy.write_row(
                (
                    person, qid, True, "N.V. An", "male", digest, expires, date(1940 + person % 70, 1 + person % 12, 5),
                    doses, 2, last, last, person % 97 == 0, _NOW, person % 53 == 0, True, _NOW,
                )
            )  # fmt: skip


def scan_id(number: int) -> str:
    """Return the id of the n-th scan of a load."""
    return str(UUID(int=number << 64 | 0x7000_8000_0000_0000_0000))
