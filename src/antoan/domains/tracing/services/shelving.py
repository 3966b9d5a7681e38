"""Puts every day of a window on one shelf: sealed days as they are, open and changed ones written for the occasion."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from antoan.domains.tracing.engines.engine import Window
from antoan.domains.tracing.queries import exporting, late
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.sealing.layout import Sealed
from antoan.domains.tracing.sealing.shelf import ShelfDay, shelf_of
from antoan.domains.tracing.services.sealing import read_day, write_day
from antoan.domains.tracing.values import DAY_S, day_bounds


@contextmanager
def whole_shelf(window: Window) -> Iterator[dict[date, ShelfDay]]:
    """Give the days that may matter to a window, each as files; those written for the occasion go with the block."""
    changed = late.changed_days()
    shelf = {day: one for day, one in shelf_of(sealed_folder()).items() if day not in changed}
    with tempfile.TemporaryDirectory(prefix="antoan-open-days-") as folder:
        for day in exporting.days_with_rows():
            first, last = day_bounds(day)
            if day not in shelf and first < window.until + DAY_S and last > window.since - 2 * DAY_S:
                shelf[day] = _written(Sealed(Path(folder)), day)
        yield dict(sorted(shelf.items()))


def _written(folder: Sealed, day: date) -> ShelfDay:
    _, expected, rows = read_day(day)
    sealed = write_day(folder, day, rows, expected)
    return ShelfDay(sealed, folder.folder_of(sealed))
