"""A real Kannel with Kannel's own fake operator, on free ports of this machine."""

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from antoan.domains.messaging.gateways.address import GatewayAddress, read_address
from antoan.domains.messaging.gateways.kannel_configuration import kannel_configuration
from antoan.kit.errors import NotConfigured

FAKESMSC = "/usr/lib/kannel/test/fakesmsc"
START_SECONDS_MAX = 20
PROGRAMS = ("/usr/sbin/bearerbox", "/usr/sbin/smsbox", FAKESMSC)
OURS = "1022"
_SEND_PASSWORD = "mat-khau-gui"
_OPERATOR = """
group = smsc
smsc = fake
smsc-id = fake
host = 127.0.0.1
port = {port}
connect-allow-ip = 127.0.0.1
"""


@dataclass
class Kannel:
    """A running Kannel; its operator may be connected and taken away."""

    folder: Path
    url: str  # As ANTOAN_SMS has it.
    operator_port: int
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> GatewayAddress:
        return read_address(self.url)

    def start(self, *names: str) -> None:
        """Start bearerbox, smsbox."""
        for name in names:
            self._start(name, [f"/usr/sbin/{name}", "-v", "4", str(self.folder / "kannel.conf")])
            self._wait(lambda name=name: self._is_up(name))

    def stop(self, name: str, *, kill: bool = False) -> None:
        process = self._running.pop(name)
        process.kill() if kill else process.terminate()
        process.wait(20)

    def connect_operator(self, *incoming: str) -> None:
        """Let the operator connect; it takes what waits, and sends these texts first, one second apart."""
        # fakesmsc sends one of its texts at random; so each text has a run of its own, the last one stays.
        for text in incoming[:-1]:
            run = [FAKESMSC, "-H", "127.0.0.1", "-r", str(self.operator_port), "-i", "0.01", "-m", "1", text]
            self._start("operator", run)
            self._wait(lambda text=text: self._sent() >= 1)
            time.sleep(0.3)
            self.stop("operator")
        last = ["-m", "1", incoming[-1]] if incoming else ["-m", "0", "1 2 text none"]
        self._start(
            "operator", [FAKESMSC, "-H", "127.0.0.1", "-r", str(self.operator_port), "-i", "0.01", *last]
        )
        self._wait(lambda: "(online" in self.page("status.txt"))

    def disconnect_operator(self) -> None:
        self.stop("operator")

    def delivered(self) -> list[tuple[str, str]]:
        """Return number and text of every message the operator got, in order."""
        log = "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("operator*.log")))
        got = re.findall(r"Got message \d+: <\S+ (\S+) (text|ucs-2) (.*)>", log)
        return [(number, _of_ucs2(text) if letters == "ucs-2" else text) for number, letters, text in got]

    def page(self, name: str) -> str:
        password = self.address.options["status-password"]
        port = self.address.options["admin-port"]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}?password={password}", timeout=5) as said:
            return said.read().decode(errors="replace")

    def _sent(self) -> int:
        return sum("sent message" in p.read_text(errors="replace") for p in self.folder.glob("operator*.log"))

    def _is_up(self, name: str) -> bool:
        status = self.page("status.txt")
        return "Status: running" in status and (name == "bearerbox" or "on-line" in status)

    def _start(self, name: str, command: list[str]) -> None:
        number = len(list(self.folder.glob(f"{name}*.log")))
        with (self.folder / f"{name}{number:03}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip

    def _wait(self, is_done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        while True:
            try:
                if is_done():
                    return
            except OSError:
                pass
            logs = "\n".join(p.read_text(errors="replace")[-2000:] for p in self.folder.glob("*.log"))
            assert time.monotonic() < deadline, logs
            time.sleep(0.05)


def _of_ucs2(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-16-be")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def kannel(folder: Path, *, incoming_url: str, report_again: int = 1) -> Iterator[Kannel]:
    """Run bearerbox and smsbox with the configuration that `antoan messages kannel` prints."""
    if missing := [program for program in PROGRAMS if not Path(program).exists()]:
        raise NotConfigured(f"{missing[0]} is missing: make gateway installs Kannel")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "store").mkdir(exist_ok=True)
    sendsms, admin, box, operator = (free_port() for _ in range(4))
    url = (
        f"kannel://antoan:{_SEND_PASSWORD}@127.0.0.1:{sendsms}/?admin-port={admin}&status-password=mat-khau-xem"
        f"&report-again={report_again}"
    )
    running = Kannel(folder, url, operator)
    conf = kannel_configuration(
        running.address,
        incoming_url=incoming_url,
        admin_password="mat-khau-quan-tri",
        store=str(folder / "store"),
        box_port=box,
    )
    (folder / "kannel.conf").write_text(
        conf.replace(
            "group = smsbox",
            f'{_OPERATOR.format(port=operator)}\ngroup = smsbox\nglobal-sender = "{OURS}"',
            1,
        )
    )
    try:
        running.start("bearerbox", "smsbox")
        yield running
    finally:
        for name in reversed(list(running._running)):
            running.stop(name, kill=True)
