"""Scans a second, durable, beside a plain Django view and beside COPY into the same partition, in one run.

Everything shares the machine: load generator, scan processes, PostgreSQL with its durable settings, a million
people, a day partition that already holds 50 million visits, a busy day of a city, as in the evening. ANTOAN_BENCH_PEOPLE, _PREFILL and _SECONDS
make it smaller or longer.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from antoan.foundation.db.embedded import EmbeddedPostgres, running
from antoan.kit.errors import NotConfigured
from bench import scan_city, scan_load
from bench.processes import Cost, cost_of, memory_mb
from bench.report import Measurement

PEOPLE = int(os.environ.get("ANTOAN_BENCH_PEOPLE", "1000000"))
PREFILL = int(os.environ.get("ANTOAN_BENCH_PREFILL", "50000000"))
SECONDS = int(os.environ.get("ANTOAN_BENCH_SECONDS", "12"))
ROUNDS = 3
PROCESSES = 2
CONNECTIONS = 256
PEER_CONNECTIONS = 32
COPY_ROWS = 200_000
FIXED_RATE = 5_000
BATCHES = 120
SCANS_FOR_MEMORY = 1_000_000
START_SECONDS_MAX = 120.0
HERE = Path(__file__).resolve().parents[1]


@dataclass(slots=True)
class Load:
    """What one load measured."""

    per_second: float
    p50_ms: float
    p99_ms: float
    app_us: float
    postgres_us: float
    answers: int
    refused: int
    rows_minus_answers: int


@dataclass(slots=True)
class Bench:
    """The city, its servers, and the files that the load generators read."""

    city: scan_city.City
    postgres: EmbeddedPostgres
    codes: Path
    tokens: Path
    loads: list[Load] = field(default_factory=list)

    def load(self, server: "Listening", *, connections: int, seconds: int) -> Load:
        """Load a server as fast as it answers, and account for every process."""
        rows, app, database = scan_city.rows_today(self.city), cost_of(server.pid), self._database()
        told = scan_load.closed_loop(
            server.port, self.codes, self.tokens, connections=connections, seconds=seconds
        )
        answers = int(told["requests"] - told["not_2xx"])
        time.sleep(1)  # Scans in flight when wrk hung up are still committed.
        app_seconds, database_seconds = cost_of(server.pid).since(app), self._database().since(database)
        return Load(
            per_second=told["requests"] / told["seconds"],
            p50_ms=told["p50_ms"],
            p99_ms=told["p99_ms"],
            app_us=app_seconds / answers * 1e6,
            postgres_us=database_seconds / answers * 1e6,
            answers=answers,
            refused=int(told["not_2xx"] + told["socket_errors"]),
            rows_minus_answers=scan_city.rows_today(self.city) - rows - answers,
        )

    def copy(self, round_number: int) -> float:
        """Return the rows a second of a bulk COPY of random visits into today's partition."""
        return COPY_ROWS / scan_city.copy_visits(self.city, COPY_ROWS, seed=1_000 + round_number)

    def _database(self) -> Cost:
        assert self.postgres.pid is not None
        return cost_of(self.postgres.pid)


@dataclass(frozen=True, slots=True)
class Listening:
    """A server under load."""

    pid: int
    port: int


def measure() -> Measurement:
    """Run the whole comparison; about five minutes."""
    scan_load.wrk()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="antoan-bench-")))
        postgres = stack.enter_context(running(folder / "data"))
        bench = _prepare(postgres, folder)
        scan = stack.enter_context(scan_processes(bench))
        peer = stack.enter_context(_django_peer(bench))
        return _compare(bench, scan, peer)


def _prepare(postgres: EmbeddedPostgres, folder: Path) -> Bench:
    city = scan_city.build(postgres.url, postgres.data, people=PEOPLE)
    scan_city.fill_day(city, PREFILL, seed=1)
    bench = Bench(city, postgres, folder / "codes.txt", folder / "tokens.txt")
    bench.codes.write_text("\n".join(city.codes) + "\n")
    bench.tokens.write_text("\n".join(city.tokens) + "\n")
    return bench


def _compare(bench: Bench, scan: Listening, peer: Listening) -> Measurement:
    warm = [bench.load(scan, connections=CONNECTIONS, seconds=5)]
    # Caches and the buffers of large bodies reach their size once; from then on memory must stay.
    scan_load.elsewhere("batch", scan.port, bench.codes, bench.tokens, BATCHES)
    bench.load(peer, connections=PEER_CONNECTIONS, seconds=3)
    memory_before = memory_mb(scan.pid)
    # Before any COPY: what that leaves to be written to disk is not the load of a city.
    fixed = scan_load.elsewhere("rate", scan.port, bench.codes, bench.tokens, FIXED_RATE, SECONDS)
    ours, theirs, copies = [], [], []
    for number in range(ROUNDS):  # Alternating, so that a noisy neighbour disturbs all alike.
        ours.append(bench.load(scan, connections=CONNECTIONS, seconds=SECONDS))
        copies.append(bench.copy(number))
        theirs.append(bench.load(peer, connections=PEER_CONNECTIONS, seconds=max(3, SECONDS // 2)))
    batch_cost = cost_of(scan.pid)
    batch = scan_load.elsewhere("batch", scan.port, bench.codes, bench.tokens, BATCHES)
    batch_us = cost_of(scan.pid).since(batch_cost) / batch["scans"] * 1e6
    done = sum(load.answers for load in (*warm, *ours)) + fixed["answered"] + batch["scans"]
    while done < SCANS_FOR_MEMORY:
        more = bench.load(scan, connections=CONNECTIONS, seconds=SECONDS)
        ours.append(more)
        done += more.answers
    memory_after = memory_mb(scan.pid)

    rate, copy_rate, peer_rate = _of(ours, "per_second"), median(copies), _of(theirs, "per_second")
    batch_rate = batch["scans"] / batch["seconds"]
    return Measurement(
        name="scan",
        figures={
            "per_second": rate,
            "p50_ms": _of(ours, "p50_ms"),
            "p99_ms": _of(ours, "p99_ms"),
            "app_us": _of(ours, "app_us"),
            "postgres_us": _of(ours, "postgres_us"),
            "lost": sum(max(0, -load.rows_minus_answers) for load in ours),
            "rows_minus_answers": sum(load.rows_minus_answers for load in ours),
            "refused": sum(load.refused for load in ours),
            "connections": CONNECTIONS,
            "people": bench.city.people,
            "rows_before": PREFILL,
            "django_orm_per_second": peer_rate,
            "django_orm_app_us": _of(theirs, "app_us"),
            "django_orm_postgres_us": _of(theirs, "postgres_us"),
            "copy_rows_per_second": copy_rate,
            "fixed_rate": FIXED_RATE,
            "fixed_p50_ms": fixed["p50_ms"],
            "fixed_p99_ms": fixed["p99_ms"],
            "fixed_p999_ms": fixed["p999_ms"],
            "fixed_unanswered": fixed["sent"] - fixed["answered"] + fixed["refused"],
            "batch_rows_per_second": batch_rate,
            "batch_app_us": batch_us,
            "memory_mb_before": sum(memory_before),
            "memory_mb_after": sum(memory_after),
            "memory_scans_between": int(done - warm[0].answers),
        },
        ratios={
            "vs_django_orm": rate / peer_rate,
            "vs_copy": rate / copy_rate,
            "cpu_vs_django_orm": (_of(theirs, "app_us") + _of(theirs, "postgres_us"))
            / (_of(ours, "app_us") + _of(ours, "postgres_us")),
            "batch_vs_copy": batch_rate / copy_rate,
        },
    )


def _of(loads: list[Load], name: str) -> float:
    return float(median(getattr(load, name) for load in loads))


@contextmanager
def scan_processes(bench: Bench) -> Iterator[Listening]:
    """Run the scan processes on the city of a measurement."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "antoan.entrypoints.scan",
        "--port",
        str(port),
        "--processes",
        str(PROCESSES),
    ]
    with _running(command, bench, log="scan.log") as process:
        _wait_for(f"http://127.0.0.1:{port}/scan/v1/health", process)
        yield Listening(process.pid, port)


@contextmanager
def _django_peer(bench: Bench) -> Iterator[Listening]:
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(PROCESSES), "--blocking-threads", "8", "--no-ws", "--log-level", "warning",
        "bench.peer_django:application",
    ]  # fmt: skip
    with _running(command, bench, log="peer.log") as process:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield Listening(process.pid, port)


@contextmanager
def _running(command: list[str], bench: Bench, *, log: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "ANTOAN_DATABASE_URL": bench.city.url,
        "ANTOAN_DATA": str(bench.city.data),
        "DJANGO_SETTINGS_MODULE": "bench.peer_settings",
    }
    path = bench.codes.with_name(log)
    with path.open("ab") as output:
        process = subprocess.Popen(command, env=environment, cwd=HERE, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotConfigured(f"the server under measurement does not answer at {url}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
