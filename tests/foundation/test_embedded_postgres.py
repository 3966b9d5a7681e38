"""The embedded server: it keeps data, stops cleanly, and gets over a kill."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from antoan.foundation.db.embedded import DatabaseUnusable, EmbeddedPostgres, running

SMALL = {"shared_buffers": "16MB", "wal_buffers": "1MB"}
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("embedded")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    with running(folder, **SMALL) as server:
        write_a_row(server.url, 1)
    return folder


def write_a_row(url: str, value: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (value int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [value])


def rows(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [value for (value,) in connection.execute("SELECT value FROM kept ORDER BY value")]


def test_data_outlive_a_stop(data: Path) -> None:
    with running(data, **SMALL) as server:
        write_a_row(server.url, 3)
        pid = server.pid
    assert pid is not None
    assert not Path(f"/proc/{pid}").exists()
    with running(data, **SMALL) as server:
        assert 3 in rows(server.url)


def test_only_a_unix_socket_listens(data: Path) -> None:
    with running(data, **SMALL) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert server.sockets.stat().st_mode & 0o077 == 0


def test_the_address_needs_its_password(data: Path) -> None:
    with running(data, **SMALL) as server, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://antoan:wrong@/antoan?host={server.sockets}")


def test_a_killed_server_starts_again_with_what_was_committed(data: Path) -> None:
    server = EmbeddedPostgres(data, SMALL)
    write_a_row(server.start(), 2)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    while server.pid is not None:
        time.sleep(0.01)
    with running(data, **SMALL) as again:
        assert 2 in rows(again.url)


def test_a_server_left_by_a_killed_parent_is_ended_first(data: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from antoan.foundation.db.embedded import EmbeddedPostgres\n"
        f"server = EmbeddedPostgres(Path({str(data)!r}), {SMALL!r}); server.start()\n"
        "print(server.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    orphan = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    with running(data, **SMALL) as server:
        assert server.pid != orphan
        assert 1 in rows(server.url)


def test_a_stale_lock_naming_a_foreign_process_is_dropped(data: Path) -> None:
    lock = data / "postgres" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{data / 'postgres'}\n")
    with running(data, **SMALL) as server:
        assert 1 in rows(server.url)


def test_files_of_another_postgresql_are_refused_in_words(tmp_path: Path) -> None:
    cluster = tmp_path / "postgres"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("99\n")
    with pytest.raises(DatabaseUnusable, match="made by PostgreSQL 99"):
        EmbeddedPostgres(tmp_path, SMALL).start()


def test_a_cut_off_initdb_is_done_again(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(parents=True)
    (tmp_path / "postgres" / "half").write_text("made before the power went")
    with running(tmp_path, **SMALL) as server:
        assert server.pid is not None


def _as_nobody(*command: str) -> list[str]:
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", *command]


def _nobody_can_run_python() -> bool:
    return (
        os.geteuid() == 0
        and subprocess.run(_as_nobody(sys.executable, "-c", ""), capture_output=True, check=False).returncode
        == 0
    )


@pytest.mark.skipif(
    not _nobody_can_run_python(), reason="needs root, and an interpreter another user may run"
)
def test_a_normal_user_runs_it_too() -> None:
    with tempfile.TemporaryDirectory(prefix="antoan-nobody-") as folder:
        os.chown(folder, 65534, 65534)
        program = (
            "from pathlib import Path; from antoan.foundation.db.embedded import running\n"
            f"with running(Path({folder!r}), **{SMALL!r}) as server: print(server.pid)"
        )
        done = subprocess.run(
            _as_nobody(sys.executable, "-c", program), capture_output=True, text=True, check=False
        )
        assert done.stdout.strip().isdigit(), done.stderr
