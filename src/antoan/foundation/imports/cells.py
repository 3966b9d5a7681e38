"""What a cell's marks say against it, whatever its column is about. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from antoan.foundation.imports.values import Column, Fault, Mark, ReadRow

MISSING: Final = "missing"
HIDDEN: Final = "hidden"
FORMULA: Final = "formula"
FORMULA_EMPTY: Final = "formula_empty"
ERROR_CELL: Final = "error_cell"
MERGED: Final = "merged"
TOO_LONG: Final = "too_long"
INEXACT: Final = "inexact"


def cell_faults(row: ReadRow, columns: Sequence[Column]) -> list[Fault]:
    """Return what is wrong with the cells of a row before anybody reads their texts, column by column."""
    if not row.marks:  # Of most rows only a gap can be said.
        return [Fault(one.key, MISSING) for one in columns if one.is_required and not row.text(one.key)]
    return [fault for one in columns for fault in mark_faults(row, one.key, is_required=one.is_required)]


def mark_faults(row: ReadRow, column: str, *, is_required: bool) -> Iterator[Fault]:
    """Yield what is wrong with a cell before anybody reads its text; faults come before warnings."""
    text = row.text(column)
    if row.has(column, Mark.ERROR):
        yield Fault(column, ERROR_CELL)
    elif row.has(column, Mark.FORMULA):
        # A formula that was never computed has no value to take.
        yield Fault(column, FORMULA, is_warning=True) if text else Fault(column, FORMULA_EMPTY)
    elif row.has(column, Mark.MERGED):
        yield Fault(column, MERGED, is_warning=bool(text) or not is_required)
    elif not text and is_required:
        yield Fault(column, MISSING)
    if row.has(column, Mark.CUT):
        yield Fault(column, TOO_LONG)
    if row.has(column, Mark.INEXACT):
        yield Fault(column, INEXACT)


def row_faults(row: ReadRow) -> Iterator[Fault]:
    """Yield what is to be said of the row as a whole."""
    if row.is_hidden:
        yield Fault("", HIDDEN, is_warning=True)
