"""What lies where in the folder of sealed days, and which files are in force.

sealed/manifest.json                the days in force; replaced as a whole
sealed/2026-11-21/3f9c…/            one generation of one day, never changed once it has its name
    visits.parquet                  archive and exchange: day, spot, t_in, t_eff, person, estimated
    visits.arrow                    hot window: the same columns, and the stays in order of persons
    spots.arrow                     where each spot begins, and its longest stay
    persons.arrow                   where each person begins in the order of persons
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from antoan.domains.tracing.columns import Fingerprint
from antoan.domains.tracing.errors import SealingUnderWay, SealUnreadable
from antoan.domains.tracing.values import EPOCH

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CACHE: Final = "reference.duckdb"
PARQUET, VISITS, SPOTS, PERSONS = "visits.parquet", "visits.arrow", "spots.arrow", "persons.arrow"
_LOCK: Final = "lock"
_UNFINISHED: Final = ".part"


@dataclass(frozen=True, slots=True)
class SealedDay:
    """One day in force."""

    day: date
    generation: str
    rows: int
    estimated: int
    checksum: int
    first_s: int  # The earliest time in …
    last_s: int  # … and the latest effective end: what a search must reach to touch this day.
    hot_bytes: int
    archive_bytes: int
    sealed_at: str

    @property
    def fingerprint(self) -> Fingerprint:
        """What the rows in PostgreSQL had to equal."""
        return Fingerprint(self.rows, self.estimated, self.checksum)

    def reaches(self, since: int, until: int) -> bool:
        """Tell whether some stay of the day may lie between two moments."""
        return self.rows > 0 and self.first_s < until and self.last_s >= since


@dataclass(frozen=True, slots=True)
class Sealed:
    """The folder of sealed days."""

    root: Path

    def days(self) -> dict[date, SealedDay]:
        """Return the days in force, the oldest first; none when nothing was ever sealed."""
        try:
            text = (self.root / MANIFEST).read_text("utf-8")
        except FileNotFoundError:
            return {}
        return _read(text, self.root / MANIFEST)

    def version(self) -> tuple[int, int] | None:
        """Return what changes whenever other days are in force."""
        try:
            known = (self.root / MANIFEST).stat()
        except FileNotFoundError:
            return None
        return known.st_ino, known.st_mtime_ns

    def folder_of(self, sealed: SealedDay) -> Path:
        """Return where the files of a day in force lie."""
        return self.root / sealed.day.isoformat() / sealed.generation

    @contextmanager
    def sealing(self) -> Iterator[None]:
        """Hold the right to change what is in force; SealingUnderWay when another process has it."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise SealingUnderWay from None
            yield

    @contextmanager
    def new_generation(self, day: date, generation: str) -> Iterator[Path]:
        """Give a folder to write into; at the end it is on the disk under its name, unless something failed."""
        final = self.root / day.isoformat() / generation
        part = final.with_name(generation + _UNFINISHED)
        part.mkdir(mode=0o700, parents=True)
        yield part
        for path in part.iterdir():
            _flush(path)
        _flush(part)
        part.rename(final)
        _flush(final.parent)

    def put_in_force(self, days: Mapping[date, SealedDay]) -> None:
        """Replace the manifest at one stroke: a reader finds the old days or the new ones, never a mixture."""
        fresh = self.root / (MANIFEST + _UNFINISHED)
        fresh.write_text(_written(days), "utf-8")
        _flush(fresh)
        fresh.replace(self.root / MANIFEST)
        _flush(self.root)

    @property
    def cache(self) -> Path:
        """The table of the reference engine."""
        return self.root / CACHE

    def forget_caches(self) -> None:
        """Delete what was derived from files that may be out of force, or from days that were open then."""
        for path in self.root.glob(f"{CACHE}*"):
            path.unlink()

    def sweep(self) -> int:
        """Delete what is not in force: old generations and what a crash left. Readers keep what they have open."""
        kept = {self.folder_of(sealed) for sealed in self.days().values()}
        swept = 0
        for folder in self.root.glob("????-??-??/*"):
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
        for day in self.root.glob("????-??-??"):
            if not any(day.iterdir()):
                day.rmdir()
        return swept


def _read(text: str, path: Path) -> dict[date, SealedDay]:
    try:
        document = json.loads(text)
        if document["format"] != FORMAT or document["epoch"] != EPOCH.isoformat():
            raise SealUnreadable(f"{path} was written by another version of An Toàn.")
        days = [
            SealedDay(day=date.fromisoformat(day), **{**fields, "checksum": int(fields["checksum"], 16)})
            for day, fields in document["days"].items()
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise SealUnreadable(f"{path} cannot be read ({error}). Seal the days anew: antoan seal") from None
    return {sealed.day: sealed for sealed in sorted(days, key=lambda one: one.day)}


def _written(days: Mapping[date, SealedDay]) -> str:
    document: dict[str, Any] = {"format": FORMAT, "epoch": EPOCH.isoformat(), "days": {}}
    for day in sorted(days):
        fields = asdict(days[day])
        del fields["day"]
        document["days"][day.isoformat()] = {**fields, "checksum": f"{fields['checksum']:016x}"}
    return json.dumps(document, indent=1) + "\n"


def _flush(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
