"""The days an engine looks at: where their files lie, and their hot columns, mapped once and kept while in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from antoan.domains.tracing.errors import SealUnreadable
from antoan.domains.tracing.sealing.layout import PARQUET, Sealed, SealedDay
from antoan.domains.tracing.sealing.reading import Day, opened_day

TRIES_MAX: Final = 3  # The manifest may be replaced between reading it and opening its files.

_mapped: dict[Path, Day] = {}


@dataclass(frozen=True, slots=True)
class ShelfDay:
    """One sealed day and where it lies."""

    sealed: SealedDay
    folder: Path

    @property
    def parquet(self) -> Path:
        """The archive."""
        return self.folder / PARQUET

    def hot(self) -> Day:
        """Return the hot columns; FileNotFoundError when another generation took their place."""
        day = _mapped.get(self.folder)
        if day is None:
            day = opened_day(self.folder, first_s=self.sealed.first_s, last_s=self.sealed.last_s)
            _mapped[self.folder] = day
        return day


def shelf_of(folder: Sealed) -> dict[date, ShelfDay]:
    """Return all days in force, their hot columns open; what is no longer in force is let go."""
    for _ in range(TRIES_MAX):
        days = {day: ShelfDay(sealed, folder.folder_of(sealed)) for day, sealed in folder.days().items()}
        try:
            for one in days.values():
                one.hot()
        except FileNotFoundError:
            continue
        _close_all_but(folder, (one.folder for one in days.values()))
        return days
    raise SealUnreadable(f"Files of sealed days are missing under {folder.root}. Seal them anew: antoan seal")


def _close_all_but(folder: Sealed, kept: Iterable[Path]) -> None:
    in_force = set(kept)
    for path in [path for path in list(_mapped) if folder.root in path.parents and path not in in_force]:
        _mapped.pop(path, None)
