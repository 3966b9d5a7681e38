"""Keeps processes running: starts them, restarts those that fall with a logged reason, stops them in order."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

RESTART_WAIT_SECONDS_MAX: Final = 30.0
STEADY_SECONDS: Final = 60.0  # A process that ran so long starts again without waiting.
STOP_SECONDS_MAX: Final = 20.0
_PR_SET_PDEATHSIG: Final = 1

Log = Callable[[str], None]


def end_with_parent() -> None:
    """Have the kernel end this child when the supervisor is killed, so that nothing is left behind."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Part:
    """One supervised process."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Log
    process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _wait: float = 0.0
    _due: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a group of its own, so that all it started ends with it."""
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=end_with_parent,  # Safe: the supervisor has one thread.
        )
        self._started = time.monotonic()

    def tend(self) -> None:
        """Restart the process when it has ended, waiting longer each time it falls at once."""
        now = time.monotonic()
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return
            self._clear_group()
            self.process = None
            steady = now - self._started >= STEADY_SECONDS
            self._wait = 0.2 if steady else min(RESTART_WAIT_SECONDS_MAX, max(0.2, self._wait * 2))
            self._due = now + self._wait
            self.log(f"{self.name} ended ({describe_exit(status)}); starting it again in {self._wait:.1f} s")
        if now >= self._due:
            self.start()

    def stop(self) -> None:
        """Ask the process to end; kill it when it does not."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.log(f"{self.name} did not stop within {STOP_SECONDS_MAX:.0f} s and was killed")
            self.process.kill()
            self.process.wait()
        self._clear_group()
        self.process = None

    def _clear_group(self) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def describe_exit(status: int) -> str:
    """Say in words how a process ended."""
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return "finished" if status == 0 else f"exit status {status}"
