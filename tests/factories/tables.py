"""Files that people send: lists in every format we read, and the ways in which files are broken."""

import csv
import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl
import xlwt

from antoan.foundation.imports.values import Column

COLUMNS = (
    Column("name", "Họ và tên", ("Họ tên",), is_required=True),
    Column("birth", "Ngày sinh", is_required=True),
    Column("paper", "Số CCCD", ("CMND",), is_required=True),
    Column("phone", "Số điện thoại"),
)
HEADER = ["Họ và tên", "Ngày sinh", "Số CCCD", "Số điện thoại"]
AN = ["Nguyễn Văn An", "01/02/1990", "079090000001", "0912345678"]
BE = ["Lê Thị Bé", "25/12/1991", "079191000002", ""]
ROWS = [AN, BE]


def an_xlsx(
    rows: Iterable[Sequence[Any]] = (HEADER, *ROWS), edit: Callable[[Any, Any], None] | None = None
) -> bytes:
    """Return a workbook; `edit` gets the book and its sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in rows:
        sheet.append(list(row))
    if edit:
        edit(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def an_xls(rows: Iterable[Sequence[Any]] = (HEADER, *ROWS), above: int = 0) -> bytes:
    """Return an old workbook, perhaps with empty rows above."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for number, row in enumerate(rows, start=above):
        for place, value in enumerate(row):
            sheet.write(number, place, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Danh sách">'
)


def an_ods(rows: Iterable[Sequence[str]] = (HEADER, *ROWS), *, manifest: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with text cells."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        _ODS_HEAD + cells + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return a_zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": (
                '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                f'<manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry></manifest:manifest>'
            ).encode(),
        }
    )


def a_csv(
    rows: Iterable[Sequence[str]] = (HEADER, *ROWS), *, encoding: str = "utf-8", **dialect: Any
) -> bytes:
    """Return a text table."""
    file = io.StringIO(newline="")
    csv.writer(file, **dialect).writerows(rows)
    return file.getvalue().encode(encoding)


def a_zip(parts: dict[str, bytes]) -> bytes:
    """Return an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """Return an archive with one part put in, replaced, or left out (None)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts.pop(name, None)
    return a_zip(parts if content is None else {**parts, name: content})


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def a_zip_bomb(megabytes: int = 500) -> bytes:
    """Return a small workbook with a part that unpacks to far more than we take."""
    return with_part(an_xlsx(), "xl/media/image1.bin", bytes(megabytes * 1024 * 1024))


def a_lying_bomb(megabytes: int = 64) -> bytes:
    """Return a workbook whose directory says of a part that it is small, which it is not."""
    data = bytearray(with_part(an_xlsx(), "xl/media/image1.bin", bytes(megabytes * 1024 * 1024)))
    real = struct.pack("<I", megabytes * 1024 * 1024)
    small = struct.pack("<I", 100)
    at = data.find(real)
    while at != -1:
        data[at : at + 4] = small
        at = data.find(real, at + 1)
    return bytes(data)


def a_sheet_of(xml: str) -> bytes:
    """Return a workbook whose sheet is this XML."""
    return with_part(an_xlsx(), "xl/worksheets/sheet1.xml", xml.encode())


def compressed(data: bytes) -> bytes:
    return zlib.compress(data)


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_cp1258(text: str) -> bytes:
    """Return a text as Vietnamese Windows wrote it before Unicode: the letter, then its tone."""
    spelled = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in _TONES)
        spelled += unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)) + tones
    return spelled.encode("cp1258")
