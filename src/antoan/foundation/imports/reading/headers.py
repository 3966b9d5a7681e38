"""Finds the header among the first rows, and says which column stands where."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from antoan.foundation.imports.limits import HEADER_ROWS_MAX
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.values import Column
from antoan.kit.text import fold

_NO_LETTER: Final = re.compile(r"[^0-9a-z]+")
# A row with so many known titles is a header, whatever it lacks.
_TITLES_MIN: Final = 2
TITLES_SHOWN_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (from 0), which column is where, and titles nobody asked for."""

    row: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]


def titles_of(columns: Iterable[Column]) -> dict[str, str]:
    """Return by plain title the column it names."""
    return {plain(title): column.key for column in columns for title in (column.title, *column.aliases)}


def plain(title: str) -> str:
    """Return a title without marks, case, stars and what stands in brackets: "Họ và tên (*)" is "ho va ten"."""
    return _NO_LETTER.sub(" ", fold(title.partition("(")[0])).strip()


def find_header(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> Header | None:
    """Return the row of the first HEADER_ROWS_MAX that names most columns; None when none names two."""
    names = titles_of(columns)
    best, best_count = None, _TITLES_MIN - 1
    for number, row in enumerate(rows[:HEADER_ROWS_MAX]):
        count = len({names[title] for cell in row if (title := plain(cell)) in names})
        if count > best_count:
            best, best_count = number, count
    return None if best is None else _header(best, rows[best], columns)


def check_header(header: Header | None, columns: Sequence[Column]) -> Header:
    """Return the header; FileRefused when there is none, or it lacks a column that is needed."""
    if header is None:
        raise FileRefused(Why.NO_HEADER)
    missing = [column.title for column in columns if column.is_required and column.key not in header.places]
    if missing:
        raise FileRefused(Why.COLUMNS_MISSING, ", ".join(missing))
    return header


def _header(number: int, row: Sequence[str], columns: Sequence[Column]) -> Header:
    """Return the header; a needed column that stands there twice is refused, any other counts once."""
    names, needed = titles_of(columns), {column.key for column in columns if column.is_required}
    places: dict[str, int] = {}
    unknown = []
    for place, cell in enumerate(row):
        key = names.get(plain(cell))
        if key is None or (key in places and key not in needed):
            unknown += [cell.strip()[:40]] if cell.strip() else []
        elif key in places:
            raise FileRefused(Why.COLUMN_TWICE, f"{row[places[key]].strip()}, {cell.strip()}")
        else:
            places[key] = place
    return Header(number, places, tuple(unknown[:TITLES_SHOWN_MAX]))
