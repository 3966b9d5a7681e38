"""Runs the product's own web, scan and worker processes on a database of their own, seeded for the journeys."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from antoan.domains.codes.keys import SigningRing
from antoan.entrypoints.cli.parts import scan_command, web_command, worker_command
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from tests.factories.databases import copy_of_template
from tests.factories.installation import STATIC, free_port

DATABASE = f"antoan_journeys_{os.getpid()}"
START_SECONDS_MAX = 60
# Visits of the journeys themselves: what was seeded stays for the journey that needs it.
_CAME = """
CREATE TABLE seeded AS SELECT person_id, t_in, spot_id FROM visits_visit;
CREATE VIEW came AS SELECT * FROM visits_visit AS v
  WHERE NOT EXISTS (SELECT FROM seeded AS s WHERE (s.person_id, s.t_in, s.spot_id) = (v.person_id, v.t_in, v.spot_id));
"""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Product:
    """A running product and what was put into it."""

    url: str
    seeds: dict[str, Any]
    database_url: str
    folder: Path
    environment: Mapping[str, str]

    def run(self, job: str, *arguments: str) -> Any:
        """Run a module of tests/journeys in a process of its own; return what it prints as JSON."""
        return _run(f"tests.journeys.{job}", self.environment, *arguments)

    def work(self, *jobs: str) -> None:
        """Do what the worker would do by and by: see tests/journeys/working.py."""
        self.run("working", *jobs)

    def rows(self, sql: str, *values: object) -> list[tuple]:
        """Read the database behind the product's back."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(sql, values).fetchall()

    def execute(self, sql: str, *values: object) -> None:
        """Change the database behind the product's back."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute(sql, values)


@contextmanager
def product(server_url: str, folder: Path) -> Iterator[Product]:
    """Copy a database, seed it, start its processes behind one port; end them and drop the database."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    database_url = copy_of_template(server_url, DATABASE)
    environment = {
        **os.environ,
        "ANTOAN_STATIC": str(STATIC),
        "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
        "ANTOAN_DATABASE_URL": database_url,
        "ANTOAN_DATA": str(folder),
        "ANTOAN_PUBLIC_URL": url,
        "PYTHONPATH": str(ROOT),
    }
    KeyStore.of(folder).create_missing()
    SigningRing.create_missing(folder, today=clock.today() - timedelta(days=30))
    seeds = _run("tests.journeys.seeding", environment)
    with psycopg.connect(database_url) as connection:
        connection.execute(_CAME)
    socket = folder / "web.sock"
    commands = [
        web_command(socket),
        scan_command(host="127.0.0.1", port=port, web_socket=socket, processes=1),
        worker_command(),
    ]
    with (folder / "processes.log").open("wb") as log:
        processes = [subprocess.Popen(c, env=environment, stdout=log, stderr=log) for c in commands]
        try:
            _wait_for(f"{url}/readyz", processes, folder / "processes.log")
            _wait_for(f"{url}/scan/v1/health", processes, folder / "processes.log")
            yield Product(url, seeds, database_url, folder, environment)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def _run(module: str, environment: Mapping[str, str], *arguments: str) -> Any:
    """Run one of our modules in the product's environment and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *arguments],
        env=dict(environment), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _wait_for(address: str, processes: list[subprocess.Popen[bytes]], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while True:
        assert all(process.poll() is None for process in processes), log.read_text(errors="replace")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.1)
