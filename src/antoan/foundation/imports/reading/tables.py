"""Reads any table we know into rows of known columns."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from antoan.foundation.imports.limits import COLUMNS_MAX, HEADER_ROWS_MAX, ROWS_MAX
from antoan.foundation.imports.reading.books import open_sheet
from antoan.foundation.imports.reading.cells import cell_text
from antoan.foundation.imports.reading.csvs import decode, rows_of
from antoan.foundation.imports.reading.headers import Header, check_header, find_header
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.reading.sniffing import FileKind, kind_of
from antoan.foundation.imports.values import Column, Mark, ReadRow, Summary

# 25/12/1990 as people write it, or 1990-12-25 as a date cell comes.
_DATE: Final = re.compile(r"(?:(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4})|\d{4}-\d\d-(\d\d)", re.ASCII)
_MONTHS: Final = 12

Cells = Iterator[tuple[int, list[tuple[str, str]], bool]]


@dataclass(slots=True)
class DateOrder:
    """What the dates of one column tell of the order of day and month."""

    written_day_first: int = 0  # 25/12
    written_month_first: int = 0  # 12/25
    cells_low: int = 0  # Date cells whose day could be a month.
    cells_high: int = 0

    def note(self, parts: re.Match[str], *, is_date_cell: bool) -> None:
        """Take one date into account."""
        if is_date_cell and parts[3]:
            self.cells_high += int(parts[3]) > _MONTHS
            self.cells_low += int(parts[3]) <= _MONTHS
        elif parts[1]:
            first, second = int(parts[1]), int(parts[2])
            self.written_day_first += first > _MONTHS >= second
            self.written_month_first += second > _MONTHS >= first

    @property
    def month_first(self) -> bool:
        """Whether the column was written in American order: a 25th month, and never a 25th day."""
        return self.written_month_first > 0 == self.written_day_first

    @property
    def maybe_swapped(self) -> bool:
        """Whether an American spreadsheet took 01/02 for January and left 25/12 as text, which it could not read."""
        return self.written_day_first > 0 and self.cells_low > 0 == self.cells_high


class Reading:
    """One pass over a table: yields its rows, and afterwards knows the summary."""

    def __init__(self, data: bytes, columns: Sequence[Column], *, rows_max: int = ROWS_MAX) -> None:
        self._kind = kind_of(data)
        self._rows_max = rows_max
        self._sheet = self._encoding = ""
        self._notes: dict[str, Any] = {}
        self._rows = self._blank = 0
        self._orders: dict[str, DateOrder] = defaultdict(DateOrder)
        self._header, self._cells = self._open(data, columns)
        self._order = [(key, place) for key, place in self._header.places.items()]
        if self._header.unknown:
            self._notes["unknown"] = list(self._header.unknown)

    def __iter__(self) -> Iterator[ReadRow]:
        """Yield the rows that hold something; FileRefused past a bound, or when there is none."""
        for number, cells, is_hidden in self._cells:
            row = self._read(number, cells, is_hidden)
            if row is None:
                self._blank += 1
                continue
            self._rows += 1
            if self._rows > self._rows_max:
                raise FileRefused(Why.TOO_MANY_ROWS, str(self._rows_max))
            yield row
        if not self._rows:
            raise FileRefused(Why.NO_ROWS)

    @property
    def summary(self) -> Summary:
        """Return what is to be said of the file as a whole."""
        for name in ("month_first", "maybe_swapped"):
            if columns := sorted(key for key, order in self._orders.items() if getattr(order, name)):
                self._notes[name] = columns
        return Summary(
            kind=self._kind.value,
            rows=self._rows,
            blank_rows=self._blank,
            header_row=self._header.row + 1,
            sheet=self._sheet,
            encoding=self._encoding,
            notes=self._notes,
        )

    def _open(self, data: bytes, columns: Sequence[Column]) -> tuple[Header, Cells]:
        if self._kind is FileKind.CSV:
            return self._open_text(data, columns)
        sheet = open_sheet(data, self._kind, columns)
        self._sheet = sheet.sheet.name
        if sheet.others:
            self._notes["other_sheets"] = list(sheet.others)
        return sheet.header, sheet.rows()

    def _open_text(self, data: bytes, columns: Sequence[Column]) -> tuple[Header, Cells]:
        decoded = decode(data)
        self._encoding = decoded.encoding
        rows = rows_of(decoded.text)
        head = list(islice(rows, HEADER_ROWS_MAX))
        if max((len(row) for row in head), default=0) > COLUMNS_MAX * 10:
            raise FileRefused(Why.TOO_MANY_COLUMNS)
        header = check_header(find_header(head, columns), columns)
        return header, _text_cells(chain(head[header.row + 1 :], rows), header.row + 2)

    def _read(self, number: int, cells: list[tuple[str, str]], is_hidden: bool) -> ReadRow | None:
        """Return a row by column; None when nothing stands in any of its cells."""
        if not any(text or "f" in marks or "e" in marks for text, marks in cells):
            return None
        texts, marks_by_column = {}, {}
        for key, place in self._order:
            text, marks = cells[place] if place < len(cells) else ("", "")
            if text:
                texts[key] = text
                if date_parts := _DATE.fullmatch(text):
                    self._orders[key].note(date_parts, is_date_cell=Mark.DATE.value in marks)
            if marks:
                marks_by_column[key] = marks
        return ReadRow(number, texts, marks_by_column, is_hidden)


def _text_cells(rows: Iterable[list[str]], first: int) -> Cells:
    for number, row in enumerate(rows, start=first):
        yield number, [cell_text(cell) for cell in row], False
