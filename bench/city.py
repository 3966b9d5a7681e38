"""How fast a synthetic city is made, beside a bare COPY of the same rows into tables without any index."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import psycopg

from antoan.domains.codes.keys import SigningRing
from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from bench.report import Measurement

PEOPLE: Final = 100_000
DAYS: Final = 10
BARE: Final = {"people": "people_person", "visits": "visits_visit"}


def measure() -> Measurement:
    """Make a city in a server of its own, then COPY two of its tables out and into bare ones."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        with running(data) as server:
            report = made_city(server.url, data)
            bare = {name: bare_copy(server.url, table, data / f"{name}.copy") for name, table in BARE.items()}
    pace = {table: rows / report["seconds"][table] for table, rows in report["rows"].items()}
    rows = sum(report["rows"].values())
    return Measurement(
        name="city",
        figures={
            "people": PEOPLE,
            "rows": rows,
            "rows_per_second": round(rows / report["total_seconds"]),
            "seconds": round(report["total_seconds"], 1),
            **{f"{table}_per_second": round(per_second) for table, per_second in pace.items()},
            **{f"bare_{name}_per_second": round(per_second) for name, per_second in bare.items()},
        },
        ratios={f"{name}_vs_bare_copy": pace[table] / bare[name] for name, table in BARE.items()},
    )


def made_city(url: str, data: Path) -> dict[str, Any]:
    """Prepare an installation as `antoan up` does, and have the command make its city."""
    KeyStore.of(data).create_missing()
    SigningRing.create_missing(data, today=clock.today())
    environment = {**os.environ, "ANTOAN_DATABASE_URL": url, "ANTOAN_DATA": str(data)}
    prepare = [sys.executable, "-m", "antoan.entrypoints.cli.prepare_run"]
    subprocess.run(prepare, env=environment, check=True, stdout=subprocess.DEVNULL)
    generate = [
        sys.executable, "-m", "antoan.entrypoints.cli", "city", "generate",
        "--people", str(PEOPLE), "--days", str(DAYS), "--json",
    ]  # fmt: skip
    done = subprocess.run(generate, env=environment, check=True, stdout=subprocess.PIPE)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def bare_copy(url: str, table: str, file: Path) -> float:
    """COPY a table's rows into a table that has no index; return rows a second, commit included."""
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        with (
            file.open("wb") as out,
            cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT BINARY)") as copy,
        ):
            for part in copy:
                out.write(part)
        cursor.execute(f"CREATE TABLE bare AS SELECT * FROM {table} WITH NO DATA")
        began = time.perf_counter()
        with file.open("rb") as rows, cursor.copy("COPY bare FROM STDIN (FORMAT BINARY)") as copy:
            while part := rows.read(1 << 20):
                copy.write(part)
        seconds = time.perf_counter() - began
        count = cursor.rowcount
        cursor.execute("DROP TABLE bare")
    file.unlink()
    return count / seconds
