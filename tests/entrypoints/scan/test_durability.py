"""An acknowledged scan is on disk: whatever is killed, none is missing and none is doubled.

Runs on a PostgreSQL of its own with its durable settings; the tests' common one does not flush.
"""

import http.client
import json
import signal
import threading
import time
from dataclasses import dataclass, field
from random import Random

import psutil
import psycopg
import pytest

from antoan.foundation.db.embedded import EmbeddedPostgres
from bench import scan_city
from tests.factories.scan import ScanServer, a_scan, scan_server

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("durability"), pytest.mark.timeout(240)]

CLIENTS = 12
ROUNDS = 3


@dataclass
class Load:
    """Devices that scan, and send again whatever was not acknowledged."""

    server: ScanServer
    city: scan_city.City
    acknowledged: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    retries: int = 0
    is_over: bool = False

    def __enter__(self) -> "Load":
        self.threads = [threading.Thread(target=self.device, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def device(self, number: int) -> None:
        random = Random(number)
        token = self.city.tokens[number]
        while not self.is_over:
            code = random.choice(self.city.codes)
            for direction in ("in", "out"):
                scan = a_scan(code, direction=direction)
                self.sent.add(scan["id"])
                self.send(token, json.dumps(scan).encode(), scan["id"])

    def send(self, token: str, body: bytes, scan_id: str) -> None:
        client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        for _ in range(400):
            try:
                client.request("POST", "/scan/v1/visits", body, {"Authorization": f"Bearer {token}"})
                response = client.getresponse()
                answer = response.read()
                if response.status == 200 and json.loads(answer)["recorded"]:
                    self.acknowledged.add(scan_id)
                    client.close()
                    return
                assert response.status in (200, 503), answer
            except (OSError, http.client.HTTPException):
                client.close()  # It connects anew for the next request.
            self.retries += 1
            time.sleep(0.05)
        raise AssertionError("a scan was never acknowledged")

    def wait_for(self, more: int) -> None:
        """Wait until so many further scans were acknowledged."""
        goal, deadline = len(self.acknowledged) + more, time.monotonic() + 60
        while len(self.acknowledged) < goal:
            assert time.monotonic() < deadline, self.server.log_text()[-3000:]
            time.sleep(0.02)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    server = EmbeddedPostgres(tmp_path_factory.mktemp("durable"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def city(postgres):
    return scan_city.build(postgres.url, postgres.data, people=400, gates=20)


@pytest.fixture
def server(postgres, city, tmp_path):
    with scan_server(log=tmp_path / "scan.log", processes=2, url=postgres.url, data=postgres.data) as running:
        yield running


def check(load: Load) -> None:
    with psycopg.connect(load.city.url) as connection:
        came = connection.execute("SELECT scan_id::text FROM visits_visit").fetchall()
        went = connection.execute(
            "SELECT out_scan_id::text FROM visits_visit WHERE out_scan_id IS NOT NULL AND out_scan_id <> scan_id"
        ).fetchall()
    stored = [row[0] for row in (*came, *went)]
    mine = [scan_id for scan_id in stored if scan_id in load.sent]
    assert len(mine) == len(set(mine)), "a scan was stored twice"
    assert load.acknowledged <= set(mine), "an acknowledged scan is missing"


def test_kill_9_of_a_scan_process_loses_nothing(server, city):
    with Load(server, city) as load:
        for _ in range(ROUNDS):
            load.wait_for(150)
            children = psutil.Process(server.process.pid).children()
            children[0].send_signal(signal.SIGKILL)
        load.wait_for(150)
    assert server.log_text().count("SIGKILL") == ROUNDS
    assert load.retries > 0
    check(load)


def test_kill_9_of_a_postgresql_backend_loses_nothing(server, city):
    with Load(server, city) as load:
        for _ in range(ROUNDS):
            load.wait_for(150)
            with psycopg.connect(city.url) as connection:
                (pid,) = connection.execute(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'antoan-scan' ORDER BY query_start DESC LIMIT 1"
                ).fetchone()
            psutil.Process(pid).send_signal(signal.SIGKILL)
        load.wait_for(150)
    check(load)


def test_kill_9_of_the_whole_postgresql_loses_nothing(server, city, postgres):
    with Load(server, city) as load:
        for _ in range(2):
            load.wait_for(150)
            tree = [psutil.Process(postgres.pid), *psutil.Process(postgres.pid).children(recursive=True)]
            for process in tree:
                process.kill()
            psutil.wait_procs(tree, timeout=20)
            postgres.stop()
            assert server.call("GET", "/scan/v1/health").status == 503
            postgres.start()
        load.wait_for(150)
    assert load.retries > 0
    check(load)
