"""The scan processes as an operator runs them."""

import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from tests.factories.installation import free_port
from tests.factories.scan import ScanServer, a_citizen, scan_server

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "ANTOAN_DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "antoan.entrypoints.scan", *arguments],
        env=clean | environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def the_line(done: subprocess.CompletedProcess[str]) -> str:
    (line,) = done.stderr.splitlines()
    return line


def test_without_a_database_address_it_says_what_to_do():
    done = run()
    assert done.returncode == 1
    assert "ANTOAN_DATABASE_URL" in the_line(done)


def test_a_missing_key_file_is_named(tmp_path):
    done = run(ANTOAN_DATABASE_URL="postgresql:///none", ANTOAN_DATA=str(tmp_path))
    assert done.returncode == 1
    assert str(tmp_path / "keys") in the_line(done)
    assert "backup" in the_line(done)


@pytest.mark.parametrize("share", [False, True])
def test_a_port_in_use_is_refused_even_when_it_could_be_shared(share):
    with socket.socket() as other:
        if share:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("--port", str(port), ANTOAN_DATABASE_URL="postgresql:///none")
    assert done.returncode == 1
    assert f"port {port}" in the_line(done)


@pytest.mark.parametrize(
    "arguments", [("--port", "0"), ("--port", "70000"), ("--processes", "0"), ("--port", "x")]
)
def test_wrong_usage_is_status_2(arguments):
    assert run(*arguments).returncode == 2


def until_listening(server, times: int, deadline: float) -> None:
    while server.log_text().count("listening on") < times:
        assert time.monotonic() < deadline, server.log_text()
        time.sleep(0.05)


def test_a_killed_process_is_started_again_and_the_reason_logged(db, tmp_path):
    with scan_server(log=tmp_path / "scan.log", processes=2) as server:
        supervisor = psutil.Process(server.process.pid)
        deadline = time.monotonic() + 60
        until_listening(server, 2, deadline)
        first, second = supervisor.children()
        first.kill()
        while len({child.pid for child in supervisor.children()} - {first.pid}) < 2:
            assert time.monotonic() < deadline, server.log_text()
            time.sleep(0.05)
        assert second.is_running()
        assert "ended (killed by SIGKILL)" in server.log_text()
        until_listening(server, 3, deadline)
        assert server.call("GET", "/scan/v1/health").status == 200


def test_sigterm_ends_everything_cleanly_and_soon(db, tmp_path):
    with scan_server(log=tmp_path / "scan.log", processes=2) as server:
        children = psutil.Process(server.process.pid).children()
        with socket.create_connection(("127.0.0.1", server.port)):
            server.process.send_signal(signal.SIGTERM)
            began = time.monotonic()
            assert server.process.wait(15) == 0
        assert time.monotonic() - began < 5
        assert not any(child.is_running() for child in children)
        assert "Traceback" not in server.log_text()


def test_processes_do_not_outlive_a_killed_supervisor(db, tmp_path):
    port = free_port()
    with scan_server(log=tmp_path / "scan.log", processes=2, port=port) as server:
        children = psutil.Process(server.process.pid).children()
        server.process.kill()
        server.process.wait()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []
    with scan_server(log=tmp_path / "again.log", port=port) as server:
        assert server.call("GET", "/scan/v1/health").status == 200


def test_without_a_database_it_serves_503_and_recovers(db, tmp_path):
    nowhere = f"postgresql://nobody:x@/none?host={tmp_path}"
    port = free_port()
    data = os.environ["ANTOAN_DATA"]
    process = subprocess.Popen(
        [sys.executable, "-m", "antoan.entrypoints.scan", "--port", str(port), "--processes", "1"],
        env={**os.environ, "ANTOAN_DATABASE_URL": nowhere, "ANTOAN_DATA": data},
        stderr=subprocess.DEVNULL,
    )
    try:
        server = ScanServer(process, port, tmp_path / "none.log")
        deadline = time.monotonic() + 25
        while True:
            try:
                answer = server.call("GET", "/scan/v1/health")
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert (answer.status, answer.json["code"]) == (503, "scan:database:away")
        answer = server.scan("any-token", a_citizen().code)
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
    finally:
        process.terminate()
        process.wait(20)
