"""Reads spreadsheets: the one visible sheet that holds the list, row by row."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from antoan.foundation.imports.limits import COLUMNS_MAX, HEADER_ROWS_MAX, MARKS_MAX
from antoan.foundation.imports.reading.cells import cell_text
from antoan.foundation.imports.reading.headers import Header, check_header, find_header
from antoan.foundation.imports.reading.marks import SheetMarks, marks_of
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.reading.sniffing import FileKind
from antoan.foundation.imports.values import Column, Mark

_SHEETS_MAX: Final = 50


@dataclass(slots=True)
class Sheet:
    """One sheet opened: where its cells begin, its header, and what its cells bear."""

    sheet: CalamineSheet
    header: Header
    first_column: (
        int  # iter_rows begins with the first row of the sheet, but with the first column that is used.
    )
    marks: SheetMarks
    # (row, column) of a cell under a vertical merge -> row of the cell whose value it shows.
    shown_from: dict[tuple[int, int], int] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[int, list[tuple[str, str]], bool]]:
        """Yield number, cells with their marks, and whether the row is hidden, below the header."""
        tops: dict[tuple[int, int], str] = {}
        watched = {(row, column) for (_, column), row in self.shown_from.items()}
        below = self.header.row + 1
        for number, values in enumerate(islice(self.sheet.iter_rows(), below, None), start=below + 1):
            cells = [self._cell(number, place, value, tops, watched) for place, value in enumerate(values)]
            yield number, cells, number in self.marks.hidden_rows

    def _cell(
        self,
        number: int,
        place: int,
        value: Any,
        tops: dict[tuple[int, int], str],
        watched: set[tuple[int, int]],
    ) -> tuple[str, str]:
        column = self.first_column + place
        text, marks = cell_text(value)
        marks += self.marks.cells.get((number, column), "")
        if (number, column) in watched:
            tops[number, column] = text
        top = self.shown_from.get((number, column))
        return (tops.get((top, column), text) if top is not None else text), marks


def open_sheet(data: bytes, kind: FileKind, columns: Sequence[Column]) -> Sheet:
    """Return the sheet with the list; FileRefused when none has it, or two do."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _chosen(book, data, kind, columns)
    except PasswordError:
        raise FileRefused(Why.PASSWORD) from None
    except CalamineError as error:
        raise FileRefused(Why.PASSWORD if "assword" in str(error) else Why.DAMAGED) from None


def _chosen(book: CalamineWorkbook, data: bytes, kind: FileKind, columns: Sequence[Column]) -> Sheet:
    found: list[tuple[CalamineSheet, Header]] = []
    others = []
    best: Header | None = None
    for described in book.sheets_metadata[:_SHEETS_MAX]:
        if described.typ != SheetTypeEnum.WorkSheet or described.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(described.name)
        header = find_header(_head(sheet), columns)
        if header is not None and _names_all_needed(header, columns):
            found.append((sheet, header))
        else:
            best = best or header
            others += [described.name] if sheet.height else []
    if len(found) > 1:
        raise FileRefused(Why.TWO_LISTS, ", ".join(sheet.name for sheet, _ in found))
    if not found:
        check_header(best, columns)
    return _opened(*found[0], data, kind, tuple(others))


def _opened(
    sheet: CalamineSheet, header: Header, data: bytes, kind: FileKind, others: tuple[str, ...]
) -> Sheet:
    if sheet.width > COLUMNS_MAX * 10:
        raise FileRefused(Why.TOO_MANY_COLUMNS, str(sheet.width))
    start = sheet.start or (0, 0)
    marks = marks_of(data, sheet.name) if kind is FileKind.XLSX else SheetMarks()
    opened = Sheet(sheet, header, start[1], marks, others=others)
    _note_merges(opened, sheet.merged_cell_ranges or [])
    return opened


def _note_merges(opened: Sheet, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Mark cells under merges below the header; one column merged downwards says the same for every row."""
    top_of_list = opened.header.row + 1
    count = 0
    for (first_row, first_column), (last_row, last_column) in ranges:
        for row in range(max(first_row, top_of_list), last_row + 1):
            for column in range(first_column, last_column + 1):
                count += 1
                if count > MARKS_MAX:
                    return
                opened.marks.add(row + 1, column, Mark.MERGED)
                if first_column == last_column and row > first_row >= top_of_list:
                    opened.shown_from[row + 1, column] = first_row + 1


def _head(sheet: CalamineSheet) -> list[list[str]]:
    return [[cell_text(value)[0] for value in row] for row in islice(sheet.iter_rows(), HEADER_ROWS_MAX)]


def _names_all_needed(header: Header, columns: Sequence[Column]) -> bool:
    return all(column.key in header.places for column in columns if column.is_required)
