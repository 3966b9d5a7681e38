"""Writes messages into a file of the installation: for demos, exercises, and places without a gateway."""

import os
from pathlib import Path
from typing import Final

from antoan.domains.messaging.errors import GatewayAway
from antoan.domains.messaging.values import Sms
from antoan.kit import clock

FILE_BYTES_MAX: Final = 10_000_000  # Then it is put aside, replacing the one put aside before.


class FileGateway:
    """One line a message: time, key, number, text."""

    name = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, sms: Sms) -> str:
        """Append the message and have it on disk."""
        at = clock.local(clock.now())
        text = sms.text.replace("\n", " ")
        line = f"{at:%Y-%m-%d %H:%M:%S}\t{sms.key}\t{sms.number}\t{text}\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > FILE_BYTES_MAX:
                self._path.replace(self._path.with_suffix(".old.txt"))
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "a", encoding="utf-8") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise GatewayAway(f"{self._path} cannot be written: {error.strerror}.") from None
        return f"{at:%Y%m%d%H%M%S}"

    def was_taken(self, key: str) -> bool | None:
        """Look whether the message is in the file, or in the one put aside."""
        return any(
            f"\t{key}\t" in path.read_text("utf-8")
            for path in (self._path, self._path.with_suffix(".old.txt"))
            if path.exists()
        )
