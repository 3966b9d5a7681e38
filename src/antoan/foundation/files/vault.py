"""Keeps sealed files under random names in the data folder. Knows bytes only."""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from antoan.foundation.db.sealed import field_ring
from antoan.foundation.files.errors import FileDamaged
from antoan.kit.sealing import SealBroken

_FOLDER: Final = "files"
_NAME: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Vault:
    """One folder of sealed files. A file is bound to its name: renamed, it does not open."""

    folder: Path

    @classmethod
    def of_installation(cls) -> "Vault":
        """Return the vault of this installation's data folder."""
        return cls(Path(settings.DATA) / _FOLDER)

    def put(self, content: bytes) -> str:
        """Seal and write a new file, whole or not at all; return its name."""
        name = secrets.token_hex(16)
        self._write(name, field_ring().seal_bytes(content, place=_place(name)))
        return name

    def get(self, name: str) -> bytes:
        """Return the content of a file; FileDamaged when it is missing or does not open."""
        try:
            return field_ring().open_bytes(self._path(name).read_bytes(), place=_place(name))
        except (OSError, SealBroken):
            raise FileDamaged from None

    def reseal(self, name: str) -> None:
        """Seal a file again with the current key."""
        self._write(name, field_ring().seal_bytes(self.get(name), place=_place(name)))

    def key_number(self, name: str) -> int:
        """Return the number of the key that sealed a file; FileDamaged when it is missing."""
        try:
            with self._path(name).open("rb") as file:
                first = file.read(1)
        except OSError:
            raise FileDamaged from None
        if not first:
            raise FileDamaged
        return first[0]

    def drop(self, name: str) -> None:
        """Delete a file; one that is gone is no fault."""
        self._path(name).unlink(missing_ok=True)

    def names_older_than(self, moment: datetime) -> Iterator[str]:
        """Return the names of files written before a moment."""
        if not self.folder.exists():
            return
        for path in self.folder.glob("*/*"):
            written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if written_at < moment and _NAME.fullmatch(path.name):
                yield path.name

    def _write(self, name: str, sealed: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def _path(self, name: str) -> Path:
        # 256 folders, so that none grows without end.
        return self.folder / name[:2] / name


def _place(name: str) -> str:
    return f"files.{name}"
