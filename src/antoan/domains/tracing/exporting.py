"""Writes a list of contacts as a file that says whose it is: XLSX with typed cells, CSV no spreadsheet runs (L3, L4).

The file tells who had it made, when, for which case and purpose, how many rows it holds and their SHA-256, so that
whoever receives it can tell a short list from a whole one.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter
from django.utils.translation import gettext as _

from antoan.kit.tables import text_cell

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Watermark:
    """Whose file it is."""

    lines: tuple[tuple[str, str], ...]  # Label and value: who, when, which case, what for.


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def digest(self) -> str:
        """Return the SHA-256 of the rows: the same for both forms of file."""
        hashed = hashlib.sha256()
        for row in self.rows:
            hashed.update("\x1f".join(str(cell) for cell in row).encode() + b"\x1e")
        return hashed.hexdigest()


def as_csv(sheet: Sheet, mark: Watermark) -> bytes:
    """Return a CSV in UTF-8 with a mark of byte order; every text is a text to a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for label, value in (*mark.lines, *_counts(sheet)):
        writer.writerow([text_cell(f"{label}: {value}")])
    writer.writerow([])
    writer.writerow([text_cell(heading) for heading in sheet.headings])
    for row in sheet.rows:
        writer.writerow([text_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet, mark: Watermark) -> bytes:
    """Return a workbook: the list with its mark above and in the margins of print, no cell of it a formula."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(_("Người tiếp xúc"))
        lines = (*mark.lines, *_counts(sheet))
        for number, (label, value) in enumerate(lines):
            page.write_string(number, 0, f"{label}: {value}")
        head = len(lines) + 1
        for column, heading in enumerate(sheet.headings):
            page.write_string(head, column, heading, bold)
        for number, row in enumerate(sheet.rows, start=head + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, column, cell)
                else:
                    page.write_number(number, column, cell)
        page.set_column(0, 0, 28)
        page.set_column(1, len(sheet.headings), 16)
        page.set_footer("&L" + _margin(mark) + "&R&P / &N")
    return out.getvalue()


def _counts(sheet: Sheet) -> Sequence[tuple[str, str]]:
    return ((_("Số dòng"), str(len(sheet.rows))), (_("SHA-256 của các dòng"), sheet.digest()))


def _margin(mark: Watermark) -> str:
    """Return the mark as the margin of a printed page takes it: ampersands are doubled, 200 letters at most."""
    return " · ".join(value for _label, value in mark.lines).replace("&", "&&")[:200]
