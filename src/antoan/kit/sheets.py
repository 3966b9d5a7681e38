"""Writes tables that people open in a spreadsheet: every cell is text, whatever it begins with (lesson L3).

In XLSX a cell has a type, so that "=1+1" typed as text stays "=1+1". CSV has none: there `tables.text_cell` puts an
apostrophe before what a spreadsheet would take for a formula.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import xlsxwriter

from antoan.kit.tables import text_cell

CELL_LETTERS_MAX: Final = 32_767  # Excel's own bound; what is longer is cut, with an ellipsis.
_BOM: Final = "\ufeff"  # Without it Excel reads UTF-8 as Windows-1252.
# XML cannot hold these; a spreadsheet would refuse the whole file.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTH: Final = 22


def xlsx_bytes(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, sheet: str, about: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Return a workbook of text cells; `about` (who, when, how many) goes onto a second sheet and into the footer."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(header) - 1, 0), _WIDTH, text)
        if about:
            page.set_footer("&L" + _footer(about))
        for number, row in enumerate(chain([header], rows)):
            for place, value in enumerate(row):
                page.write_string(number, place, printable(value), text if number else head)
        _tell_about(book, about)
    return file.getvalue()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that a spreadsheet opens as text, with Vietnamese letters whole."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([text_cell(printable(value)) for value in header])
    writer.writerows([text_cell(printable(value)) for value in row] for row in rows)
    return (_BOM + file.getvalue()).encode()


def printable(value: str) -> str:
    """Return a text without characters that break a file, and no longer than a cell."""
    text = _UNPRINTABLE.sub("", value)
    return text if len(text) <= CELL_LETTERS_MAX else text[: CELL_LETTERS_MAX - 1] + "…"


def _tell_about(book: xlsxwriter.Workbook, about: Sequence[tuple[str, str]]) -> None:
    if not about:
        return
    page = book.add_worksheet("An Toàn")
    page.set_column(0, 1, 40)
    for number, (name, value) in enumerate(about):
        page.write_string(number, 0, printable(name))
        page.write_string(number, 1, printable(value))


def _footer(about: Sequence[tuple[str, str]]) -> str:
    """Return one line for every printed page; "&" begins a code there, and 255 characters are the most."""
    return " · ".join(f"{name}: {value}" for name, value in about).replace("&", "&&")[:240]
