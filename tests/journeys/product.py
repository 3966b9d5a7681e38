"""Runs the product's own web and scan processes on a database of their own, seeded for the journeys."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from antoan.domains.codes.keys import SigningRing
from antoan.entrypoints.cli.parts import scan_command, web_command
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from tests.factories.installation import free_port

DATABASE = "antoan_journeys"
START_SECONDS_MAX = 60
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Product:
    """A running product and what was put into it."""

    url: str
    seeds: dict[str, Any]
    database_url: str

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
    """Make the database, seed it, start both processes behind one port; end them and drop the database."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    database_url = _new_database(server_url)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
        "ANTOAN_DATABASE_URL": database_url,
        "ANTOAN_DATA": str(folder),
        "ANTOAN_PUBLIC_URL": url,
        "PYTHONPATH": str(ROOT),
    }
    KeyStore.of(folder).create_missing()
    SigningRing.create_missing(folder, today=clock.today() - timedelta(days=30))
    seeds = _seeded(environment)
    socket = folder / "web.sock"
    commands = [
        web_command(socket),
        scan_command(host="127.0.0.1", port=port, web_socket=socket, processes=1),
    ]
    with (folder / "processes.log").open("wb") as log:
        processes = [subprocess.Popen(c, env=environment, stdout=log, stderr=log) for c in commands]
        try:
            _wait_for(f"{url}/readyz", processes, folder / "processes.log")
            _wait_for(f"{url}/scan/v1/health", processes, folder / "processes.log")
            yield Product(url, seeds, database_url)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def _new_database(server_url: str) -> str:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        parts = psycopg.conninfo.conninfo_to_dict(server_url)
    user, password, host = parts["user"], parts["password"], parts["host"]
    return f"postgresql://{user}:{password}@/{DATABASE}?host={host}"


def _seeded(environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.journeys.seeding"],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
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
