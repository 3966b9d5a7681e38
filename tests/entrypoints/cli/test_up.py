"""`antoan up` as its operator meets it: one port, restarts, a clean end, clear refusals."""

import http.client
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.factories.installation import (
    Running,
    antoan,
    clean_environment,
    command_of,
    free_port,
    installation,
)

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("installation")]


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new installation that has been started once and stopped: its folder, for copying."""
    data = tmp_path_factory.mktemp("new") / "data"
    with installation(data):
        pass
    return data


@pytest.fixture(scope="module")
def up(new: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with installation(copied(new, tmp_path_factory.mktemp("up"))) as running:
        yield running


def copied(installed: Path, into: Path) -> Path:
    """Return a copy of a stopped installation: making one anew takes as long as all else here."""
    return shutil.copytree(installed, into / "data")


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def eventually(what: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.1)


def part_of(up: Running, name: str) -> psutil.Process:
    """Return a supervised process, waiting while it is between an end and a start."""
    found: dict[str, psutil.Process] = {}
    eventually(lambda: bool(found.update(up.parts())) or name in found)
    return found[name]


def test_pages_and_scans_answer_on_one_port(up: Running) -> None:
    assert status(up.port, "/") == 200
    assert status(up.port, "/healthz") == 200
    assert status(up.port, "/scan/v1/health") == 200
    assert status(up.port, "/no-such-page") == 404


def test_the_ready_file_is_private_and_names_the_database(up: Running) -> None:
    ready_file = up.data.parent / f"{up.data.name}-ready.json"
    assert stat.S_IMODE(ready_file.stat().st_mode) == 0o600
    assert up.ready["url"] == f"http://127.0.0.1:{up.port}"
    assert up.ready["database_url"].startswith("postgresql://")


def test_nothing_but_the_one_port_listens(up: Running) -> None:
    processes = [psutil.Process(up.process.pid), *psutil.Process(up.process.pid).children(recursive=True)]
    listening = {address for process in processes for address in _listens_at(process)}
    assert {(address.ip, address.port) for address in listening} == {("127.0.0.1", up.port)}


def _listens_at(process: psutil.Process) -> list:
    try:
        connections = process.net_connections("inet")
    except psutil.NoSuchProcess:  # PostgreSQL's own come and go.
        return []
    return [one.laddr for one in connections if one.status == psutil.CONN_LISTEN]


def test_the_doctor_finds_a_running_installation_healthy(up: Running) -> None:
    done = antoan("doctor", "--data", str(up.data))
    assert done.returncode == 0, done.stdout
    assert "FAULT" not in done.stdout


@pytest.mark.parametrize("part", ["web", "worker", "scan"])
def test_a_fallen_part_is_started_again_with_its_reason(up: Running, part: str) -> None:
    before = part_of(up, part)
    before.send_signal(signal.SIGKILL)
    eventually(lambda: part_of(up, part).pid != before.pid)
    assert f"{part} ended (killed by SIGKILL)" in up.log_text()
    eventually(lambda: status(up.port, "/readyz") == 200 and status(up.port, "/scan/v1/health") == 200)
    ends = [line for line in up.log_text().splitlines() if " ended (" in line]
    assert all("killed by SIGKILL" in line for line in ends), ends  # Nothing falls that we did not fell.


def test_a_fallen_database_is_started_again(up: Running) -> None:
    before = part_of(up, "postgres")
    before.send_signal(signal.SIGKILL)
    eventually(lambda: "PostgreSQL ended; starting it again" in up.log_text())
    eventually(lambda: status(up.port, "/readyz") == 200 and status(up.port, "/scan/v1/health") == 200)


def test_a_second_start_on_the_same_folder_is_refused(up: Running) -> None:
    done = antoan("up", "--data", str(up.data), "--port", str(free_port()))
    assert done.returncode == 1
    assert "already runs" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = antoan("up", "--data", str(tmp_path), "--port", str(port))
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr


def test_ctrl_c_ends_everything_and_data_are_kept(new: Path, tmp_path: Path) -> None:
    data = copied(new, tmp_path)
    with installation(data) as running:
        children = psutil.Process(running.process.pid).children(recursive=True)
        key_before = (data / "keys" / "web-secret").read_text()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(60) == 0
        assert [
            child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE
        ] == []
        assert "Traceback" not in running.log_text()
    (data / "keys" / "fields.json").rename(data / "keys" / "hidden")
    done = antoan("up", "--data", str(data), "--port", str(free_port()))
    assert done.returncode == 1
    assert "fields.json is missing" in done.stderr
    (data / "keys" / "hidden").rename(data / "keys" / "fields.json")
    with installation(data):
        assert (data / "keys" / "web-secret").read_text() == key_before


def test_two_installations_never_share_a_key(tmp_path: Path, new: Path) -> None:
    other = tmp_path / "data"
    starting = subprocess.Popen(
        command_of("up", "--data", str(other), "--port", str(free_port())), env=clean_environment()
    )
    eventually(
        lambda: (other / "postgres" / "PG_VERSION").exists()
    )  # The last of its keys is the database's.
    starting.send_signal(signal.SIGINT)
    assert starting.wait(60) == 0
    for name in ("web-secret", "fields.json", "postgres"):
        assert (other / "keys" / name).read_bytes() != (new / "keys" / name).read_bytes()
        assert stat.S_IMODE((other / "keys" / name).stat().st_mode) == 0o600


def test_a_killed_supervisor_leaves_no_part_behind(new: Path, tmp_path: Path) -> None:
    data = copied(new, tmp_path)
    with installation(data) as running:
        parts = running.parts()
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait()
        eventually(lambda: not any(parts[name].is_running() for name in ("web", "scan", "worker")))
    with installation(data) as again:
        assert status(again.port, "/readyz") == 200


def test_data_of_a_newer_version_are_refused(new: Path, tmp_path: Path) -> None:
    import psycopg

    from antoan.foundation.db.embedded import running as database_running

    data = copied(new, tmp_path)
    with database_running(data) as server, psycopg.connect(server.url) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_future', now())"
        )
    done = antoan("up", "--data", str(data), "--port", str(free_port()))
    assert done.returncode == 1
    assert "newer An Toàn" in done.stderr
    assert "Traceback" not in done.stderr
