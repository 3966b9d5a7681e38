"""Tables for people: cells that no spreadsheet can take for a formula."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, Final

# Lesson L3: a cell that begins so is a formula to a spreadsheet, in full-width form too, and also behind spaces,
# quotes and marks that nobody sees.
_FORMULA: Final = re.compile("[\\s\"'\u200b-\u200f\u2060\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def text_cell(value: str) -> str:
    """Return a CSV cell that a spreadsheet shows as text."""
    return f"'{value}" if _FORMULA.match(value) else value


def cell_text(cell: str) -> str:
    """Return the text that text_cell made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a table as CSV that spreadsheets open as Unicode; every cell is text to them."""
    buffer = StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([text_cell(name) for name in columns])
    for row in rows:
        writer.writerow([text_cell(_written(row.get(name))) for name in columns])
    return buffer.getvalue()


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
    return str(value)
