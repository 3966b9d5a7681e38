"""Makes the file people fill in: text columns, so that no spreadsheet eats a zero, and how to fill it on a second sheet."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from antoan.foundation.imports.values import Column


def template_xlsx(
    columns: Sequence[Column], *, sheet: str, help_sheet: str, help_titles: Sequence[str]
) -> bytes:
    """Return the template as XLSX. `help_titles` head the columns of the second sheet: column, example, hint."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "num_format": "@", "bottom": 1, "text_wrap": True})
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, text)
            page.write_string(0, place, f"{column.title} (*)" if column.is_required else column.title, head)
        told = book.add_worksheet(help_sheet)
        told.set_column(0, 2, 40, text)
        for place, title in enumerate(help_titles):
            told.write_string(0, place, title, head)
        for number, column in enumerate(columns, start=1):
            for place, said in enumerate((column.title, column.example, column.hint)):
                told.write_string(number, place, said, text)
    return file.getvalue()
