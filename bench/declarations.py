"""Declarations from gates a second, durable, and what they cost the scans beside them in the same run.

Scans alone, declarations alone, then both at once on the same processes: scans as fast as they are answered,
declarations at a fixed rate. The peer is the product's own Django service, one declaration a transaction.
ANTOAN_BENCH_PEOPLE, _PREFILL and _SECONDS make it smaller or longer.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg

from antoan.foundation.db.embedded import running
from bench import scan_city, scan_load
from bench.processes import cost_of
from bench.report import Measurement
from bench.scan import HERE, Bench, Listening, scan_processes

PEOPLE = int(os.environ.get("ANTOAN_BENCH_PEOPLE", "100000"))
PREFILL = int(os.environ.get("ANTOAN_BENCH_PREFILL", "1000000"))
SECONDS = int(os.environ.get("ANTOAN_BENCH_SECONDS", "6"))
CONNECTIONS = 128
BESIDE_RATE = 1_000  # What has to be carried beside the scans.
PEER_DECLARATIONS = 300


def measure() -> Measurement:
    """Run the comparison; under a minute without the city."""
    scan_load.wrk()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="antoan-bench-")))
        postgres = stack.enter_context(running(folder / "data"))
        city = scan_city.build(postgres.url, postgres.data, people=PEOPLE)
        _register(city)
        scan_city.fill_day(city, PREFILL, seed=1)
        bench = Bench(city, postgres, folder / "codes.txt", folder / "tokens.txt")
        bench.codes.write_text("\n".join(city.codes) + "\n")
        bench.tokens.write_text("\n".join(city.tokens) + "\n")
        return _compare(bench, stack.enter_context(scan_processes(bench)))


def _compare(bench: Bench, server: Listening) -> Measurement:
    bench.load(server, connections=CONNECTIONS, seconds=2)
    _declare(bench, server, "closed", 2)
    alone = bench.load(server, connections=CONNECTIONS, seconds=SECONDS)
    before = _rows(bench), cost_of(server.pid)
    declared = _declare(bench, server, "closed", SECONDS)
    app_us = cost_of(server.pid).since(before[1]) / declared["answered"] * 1e6
    lost = declared["answered"] - declared["refused"] - (_rows(bench) - before[0])
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(_declare, bench, server, "rate", SECONDS, BESIDE_RATE)
        beside = bench.load(server, connections=CONNECTIONS, seconds=SECONDS)
        kept = loading.result()
    per_second = declared["answered"] / declared["seconds"]
    beside_rate = (kept["answered"] - kept["refused"]) / kept["seconds"]
    peer = _peer(bench)
    return Measurement(
        name="declarations",
        figures={
            "per_second": per_second,
            "p50_ms": declared["p50_ms"],
            "p99_ms": declared["p99_ms"],
            "app_us": app_us,
            "lost": int(lost),
            "refused": int(declared["refused"] + kept["refused"]),
            "scans_alone_per_second": alone.per_second,
            "scans_beside_per_second": beside.per_second,
            "beside_per_second": beside_rate,
            "beside_p50_ms": kept["p50_ms"],
            "beside_p99_ms": kept["p99_ms"],
            "beside_unanswered": int(kept["sent"] - kept["answered"]),
            "django_service_per_second": peer,
            "people": bench.city.people,
            "visits_before": PREFILL,
        },
        ratios={
            "vs_scans": per_second / alone.per_second,
            "vs_django_service": per_second / peer,
            "scans_beside_vs_alone": beside.per_second / alone.per_second,
        },
    )


def _declare(bench: Bench, server: Listening, kind: str, *numbers: float) -> dict[str, float]:
    return scan_load.elsewhere(
        kind, server.port, bench.codes, bench.tokens, *numbers, module="bench.declaration_load"
    )


def _register(city: scan_city.City) -> None:
    """Give every pass its person: a declaration is about somebody registered."""
    with psycopg.connect(city.url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # No history of what never changes.
        connection.execute(
            "INSERT INTO people_person (id, qid, qid_source, full_name, name_folded, birth_on, birth_day_known,"
            " gender, nationality, address, created_at, updated_at)"
            " SELECT person_id, qid, 'local', 'Nguyễn Văn An', 'nguyen van an', birth_on, true, gender, 'VN', '',"
            " now(), now() FROM passes_pass"
        )
        connection.execute("VACUUM ANALYZE people_person")


def _rows(bench: Bench) -> int:
    time.sleep(0.5)
    with psycopg.connect(bench.city.url) as connection:
        row = connection.execute("SELECT count(*) FROM declarations_declaration").fetchone()
        assert row is not None
        return int(row[0])


def _peer(bench: Bench) -> float:
    """Return how many a second the Django service keeps, one transaction each, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.peer_declaring", str(PEER_DECLARATIONS)],
        env={
            **os.environ,
            "ANTOAN_DATABASE_URL": bench.city.url,
            "ANTOAN_DATA": str(bench.city.data),
            "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
        },
        capture_output=True, text=True, check=True, cwd=HERE,
    )  # fmt: skip
    return float(done.stdout.splitlines()[-1])
