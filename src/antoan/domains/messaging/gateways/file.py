"""Writes messages into a file of the installation: for demos, exercises, and places without a gateway."""

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.values import Outcome, OutcomeKind, Sms, Trace
from antoan.kit import clock

FILE_BYTES_MAX: Final = 10_000_000  # Then it is put aside, replacing the one put aside before.


class FileGateway:
    """One line a message: time, ref, number, text."""

    name = "file"
    settles_after = timedelta(seconds=30)
    reports_again_after = timedelta(seconds=30)

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, messages: Sequence[Sms]) -> list[Outcome]:
        """Append the messages and have them on disk. All of them, or none."""
        at = clock.local(clock.now())
        lines = []
        for sms in messages:
            text = sms.text.replace("\n", " ")
            lines.append(f"{at:%Y-%m-%d %H:%M:%S}\t{sms.ref}\t{sms.number}\t{text}\n")
        try:
            self._append("".join(lines))
        except OSError as error:
            away = Outcome(OutcomeKind.AWAY, error=f"{self._path} cannot be written: {error.strerror}.")
            return [away] * len(lines)
        return [Outcome(OutcomeKind.TAKEN, f"{at:%Y%m%d%H%M%S}")] * len(lines)

    def trace(self, messages: Sequence[Sms]) -> list[Trace]:
        """Look whether messages are in the file, or in the one put aside."""
        written = "".join(
            path.read_text("utf-8")
            for path in (self._path, self._path.with_suffix(".old.txt"))
            if path.exists()
        )
        return [Trace.TAKEN if f"\t{sms.ref}\t" in written else Trace.NOT_TAKEN for sms in messages]

    def check(self) -> str:
        """Try whether the file can be written."""
        try:
            self._append("")
        except OSError as error:
            raise GatewayUnusable(
                f"messages go into {self._path}, which cannot be written ({error.strerror}): make room, "
                "or set ANTOAN_SMS"
            ) from None
        return f"into {self._path} (no gateway: set ANTOAN_SMS to reach phones)"

    def _append(self, lines: str) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._path.exists() and self._path.stat().st_size > FILE_BYTES_MAX:
            self._path.replace(self._path.with_suffix(".old.txt"))
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
