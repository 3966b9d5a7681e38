"""One installation on one machine: its data folder, its database, its processes."""

import fcntl
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from antoan.domains.codes.keys import SigningRing
from antoan.entrypoints.cli.parts import messenger_command, scan_command, web_command, worker_command
from antoan.entrypoints.cli.supervision import STOP_SECONDS_MAX, Log, Part, end_with_parent
from antoan.foundation.db.embedded import DatabaseUnusable, EmbeddedPostgres
from antoan.foundation.keystore.store import KeyStore
from antoan.kit.errors import Conflict, NotConfigured

_INSTALLED: Final = "installed"
_DATABASE_URL: Final = "database-url"
_SOCKET_PATH_MAX: Final = 100
DATABASE_RETRY_SECONDS: Final = 5.0


class PortInUse(Conflict):
    """Another program listens on this port."""

    code = "installation:port_in_use"


class AlreadyRunning(Conflict):
    """An Toàn already runs on this data folder."""

    code = "installation:already_running"


class PreparationFailed(NotConfigured):
    """The installation could not be brought up to date; the lines above say why."""

    code = "installation:preparation_failed"


@dataclass
class Installation:
    """Knows where everything of one installation is and how to bring it up."""

    data: Path
    host: str
    port: int
    log: Log
    _postgres: EmbeddedPostgres | None = None
    _database_url: str = ""
    _demo: dict[str, Any] = field(default_factory=dict)
    _database_due: float = 0.0

    @property
    def url(self) -> str:
        """The address people open."""
        return os.environ.get("ANTOAN_PUBLIC_URL") or f"http://{self.host}:{self.port}"

    @property
    def run(self) -> Path:
        """The folder of sockets and of what lives only while we run."""
        return self.data / "run"

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the data folder for this process alone, and make sure the port is free."""
        self.run.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.run / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise AlreadyRunning(
                    f"An Toàn already runs on {self.data}. Stop it first, or choose another --data."
                ) from None
            self._refuse_taken_port()
            yield

    def prepare(self, *, demo: bool, is_stopping: Callable[[], bool]) -> bool:
        """Make or check the keys, start the database, migrate it, fill it for a demo.

        False when Ctrl-C ended it early; whatever was half done is rolled back and done again at the next start.
        """
        self._keys()
        self._start_database()
        self.log("bringing the database up to date")
        command = [sys.executable, "-m", "antoan.entrypoints.cli.prepare_run", *(["--demo"] if demo else [])]
        said = _output_of(command, self._environment(), is_stopping)
        if said is None:
            return False
        self._demo = json.loads(said)
        return True

    def parts(self, *, scan_processes: int) -> list[Part]:
        """Return the processes in the order of their start. PostgreSQL is tended apart: it must outlive them."""
        web_socket = self._web_socket()
        scan = scan_command(host=self.host, port=self.port, web_socket=web_socket, processes=scan_processes)
        environment = self._environment()
        parts = [
            Part("web", web_command(web_socket), environment, self.log),
            Part("worker", worker_command(), environment, self.log),
            Part("scan", scan, environment, self.log),
        ]
        if os.environ.get("ANTOAN_SMS", "").startswith("smpp:"):
            parts.insert(2, Part("messenger", messenger_command(), environment, self.log))
        return parts

    def tend_database(self) -> None:
        """Start the embedded server again when it fell. Scans are refused meanwhile, none is lost.

        A server that cannot start (a full disk) is tried again every few seconds: once the operator has
        made room everything goes on by itself.
        """
        if self._postgres is None or self._postgres.pid is not None or time.monotonic() < self._database_due:
            return
        self.log("PostgreSQL ended; starting it again")
        try:
            self._postgres.start()
        except DatabaseUnusable as error:
            self.log(f"{error.message}; trying again in {DATABASE_RETRY_SECONDS:.0f} s")
            self._database_due = time.monotonic() + DATABASE_RETRY_SECONDS

    def stop_database(self) -> None:
        """Stop the embedded server cleanly."""
        (self.run / _DATABASE_URL).unlink(missing_ok=True)
        if self._postgres is not None:
            self._postgres.stop()

    def answers(self) -> bool:
        """Tell whether both the pages and the scan API answer through the one port."""
        return all(self._status(path) == 200 for path in ("/readyz", "/scan/v1/health"))

    def ready(self) -> dict[str, Any]:
        """Return the content of the ready file (contract §1)."""
        ready = {"url": self.url, "database_url": self._database_url, **self._demo}
        if ticket := ready.pop("enrolment", None):
            ready["gate_link"] = f"{self.url}/gate/enrol#{ticket}"
        return ready

    def _status(self, path: str) -> int:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def _keys(self) -> None:
        """Make keys for a new installation only: new keys could not read an old one's data."""
        store = KeyStore.of(self.data)
        marker = self.data / _INSTALLED
        if not marker.exists():
            store.create_missing()
            SigningRing.create_missing(self.data)
            marker.write_text("1\n")
        store.django_secret()
        store.field_ring()
        SigningRing.load(self.data)

    def _start_database(self) -> None:
        given = os.environ.get("ANTOAN_DATABASE_URL")
        if given:
            self._database_url = given
            return
        self.log("starting PostgreSQL")
        self._postgres = EmbeddedPostgres(self.data)
        self._database_url = self._postgres.start()
        address = self.run / _DATABASE_URL
        address.touch(mode=0o600)
        address.write_text(self._database_url)

    def _environment(self) -> dict[str, str]:
        return {
            "ANTOAN_DATA": str(self.data),
            "ANTOAN_DATABASE_URL": self._database_url,
            "ANTOAN_PUBLIC_URL": self.url,
            "PYTHONUNBUFFERED": "1",
        }

    def _web_socket(self) -> Path:
        path = self.run / "web.sock"
        if len(str(path)) > _SOCKET_PATH_MAX and self._postgres is not None:
            path = self._postgres.sockets / "web.sock"
        path.unlink(missing_ok=True)
        return path

    def _refuse_taken_port(self) -> None:
        with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise PortInUse(
                    f"Cannot listen on {self.host}:{self.port} ({error.strerror}). Choose another --port."
                ) from None


def _output_of(
    command: Sequence[str], environment: Mapping[str, str], is_stopping: Callable[[], bool]
) -> bytes | None:
    """Return what a command prints, None when we stopped it; PreparationFailed when it fails.

    It runs in a group of its own: Ctrl-C reaches only us, and we end it without a word from it.
    """
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        process_group=0,
        preexec_fn=end_with_parent,  # Safe: the supervisor has one thread.
    ) as child:
        try:
            while True:
                try:
                    said, _ = child.communicate(timeout=0.2)
                    break
                except subprocess.TimeoutExpired:
                    if is_stopping():
                        child.terminate()
                        child.wait(STOP_SECONDS_MAX)
                        return None
        finally:
            if child.poll() is None:
                child.kill()
    if child.returncode != 0:
        raise PreparationFailed
    return said
