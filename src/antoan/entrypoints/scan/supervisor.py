"""Watches the scan processes: starts them, restarts the fallen with a logged reason, stops them in order."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Final

from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.entrypoints.scan.process import Settings
from antoan.foundation.keystore.store import KeyStore
from antoan.kit.errors import NotConfigured

LOOK_SECONDS: Final = 0.1
RESTART_SECONDS: Final = (0.1, 0.5, 1.0, 2.0, 5.0)
STEADY_SECONDS: Final = 30.0  # Who ran so long starts again without waiting.
STOP_SECONDS_MAX: Final = 15.0

logger = logging.getLogger(__name__)


class PortTaken(NotConfigured):
    """Another program listens on this port."""

    code = "installation:port_taken"


class Supervisor:
    """Keeps a number of scan processes running on one port."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self._settings = settings
        self._children: list[Child] = [Child(settings, number) for number in range(1, processes + 1)]
        self._stopping = False

    def run(self) -> int:
        """Run until SIGTERM or SIGINT; return the exit status."""
        logging.basicConfig(
            level=logging.INFO, format="%(asctime)s scan %(levelname)s %(message)s", stream=sys.stderr
        )
        TrustedKeys(self._settings.data)  # A missing key is said once, here, not by each process.
        KeyStore.of(self._settings.data).field_ring()
        reserved = reserve_port(self._settings.host, self._settings.port)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for child in self._children:
            child.start()
        while not self._stopping:
            time.sleep(LOOK_SECONDS)
            for child in self._children:
                child.tend()
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.wait()
        reserved.close()
        return 0

    def _stop(self, *_: object) -> None:
        self._stopping = True


class Child:
    """One scan process."""

    def __init__(self, settings: Settings, number: int) -> None:
        self._number = number
        self._command = [
            sys.executable, "-m", "antoan.entrypoints.scan", "--host", settings.host,
            "--port", str(settings.port), "--number", str(number), "--supervisor", str(os.getpid()),
        ]  # fmt: skip
        if settings.web_socket:
            self._command += ["--web-socket", str(settings.web_socket)]
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._due_at = 0.0
        self._falls = 0

    def start(self) -> None:
        """Start the process."""
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)
        self._started_at = time.monotonic()

    def tend(self) -> None:
        """Restart the process when it has ended, waiting longer each time it falls at once."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._due_at:
                self.start()
            return
        status = self._process.poll()
        if status is None:
            return
        self._falls = 0 if now - self._started_at > STEADY_SECONDS else self._falls + 1
        wait = RESTART_SECONDS[min(self._falls, len(RESTART_SECONDS) - 1)]
        logger.error(
            "process %d ended (%s); starting it again in %.1f s", self._number, _in_words(status), wait
        )
        self._process, self._due_at = None, now + wait

    def ask_to_stop(self) -> None:
        """Let the process finish what it has begun."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait(self) -> None:
        """Wait until the process has ended; kill it when it does not."""
        if self._process is None:
            return
        try:
            self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            logger.error("process %d did not stop and was killed", self._number)
            self._process.kill()
            self._process.wait()


def reserve_port(host: str, port: int) -> socket.socket:
    """Hold the port for the processes; PortTaken when somebody else listens on it, even one who would share it."""
    family, kind, protocol, _, address = _resolve(host, port)
    try:
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
        reserved = socket.socket(family, kind, protocol)
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        reserved.bind(address)
    except OSError as fault:
        raise PortTaken(
            f"cannot listen on {host} port {port}: {fault.strerror}. Stop the other program, or choose --port."
        ) from None
    return reserved


def _resolve(host: str, port: int) -> tuple[int, int, int, str, tuple[str, int]]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]  # type: ignore[return-value]
    except socket.gaierror as fault:
        raise PortTaken(f"{host} is no address of this machine: {fault.strerror}.") from None


def _in_words(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
