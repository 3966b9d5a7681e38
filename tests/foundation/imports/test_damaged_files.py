"""A hundred ways in which a file can be wrong: each gets its own clear answer, and none a traceback (lesson L4)."""

import random

import pytest

from antoan.foundation.imports.reading.reader import read_table
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from tests.factories.tables import (
    AN,
    BE,
    COLUMNS,
    HEADER,
    ROWS,
    a_csv,
    a_lying_bomb,
    a_sheet_of,
    a_zip,
    a_zip_bomb,
    an_ods,
    an_xls,
    an_xlsx,
    compressed,
    in_cp1258,
    part_of,
    with_part,
)

GOOD = an_xlsx()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
U16 = "utf-16-le"
MANY = [f"Cột {number}" for number in range(700)]
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def hidden(book, sheet):
    sheet.sheet_state = "hidden"
    book.create_sheet("Khác")


def twice(book, sheet):
    other = book.create_sheet("Bản sao")
    for row in (HEADER, *ROWS):
        other.append(row)


def damaged_anywhere(data: bytes, seed: int) -> bytes:
    """Return the file with a few bytes changed somewhere."""
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(20):
        changed[chance.randrange(len(changed))] ^= 1 + chance.randrange(255)
    return bytes(changed)


REFUSED: dict[str, tuple[bytes, set[Why]]] = {
    "nothing": (b"", {Why.EMPTY}),
    "one NUL": (b"\0", {Why.EMPTY}),
    "a thousand NULs": (bytes(1000), {Why.EMPTY}),
    "spaces": (b"  \r\n\t\n", {Why.EMPTY}),
    "a PDF": (b"%PDF-1.7\n1 0 obj", {Why.NOT_A_TABLE}),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(40), {Why.NOT_A_TABLE}),
    "a JPEG": (b"\xff\xd8\xff\xe0" + bytes(40), {Why.NOT_A_TABLE}),
    "a GIF": (b"GIF89a" + bytes(40), {Why.NOT_A_TABLE}),
    "a program for Windows": (b"MZ\x90\0" + bytes(40), {Why.NOT_A_TABLE}),
    "a program for Linux": (b"\x7fELF\x02" + bytes(40), {Why.NOT_A_TABLE}),
    "a RAR archive": (b"Rar!\x1a\x07\0" + bytes(40), {Why.NOT_A_TABLE}),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c" + bytes(40), {Why.NOT_A_TABLE}),
    "gzip": (b"\x1f\x8b\x08" + compressed(a_csv()), {Why.NOT_A_TABLE}),
    "rich text": (b"{\\rtf1\\ansi Nguyen}", {Why.NOT_A_TABLE}),
    "a database": (b"SQLite format 3\0" + bytes(80), {Why.NOT_A_TABLE}),
    "a web page as .xls": (b"<html><table><tr><td>A</td></tr></table></html>", {Why.PAGE}),
    "a web page with a doctype": (b"<!DOCTYPE html><p>", {Why.PAGE}),
    "a bare table": (b"<table><tr><td>x</td></tr></table>", {Why.PAGE}),
    "XML of Excel 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', {Why.PAGE}),
    "XML after a mark": (b'\xef\xbb\xbf<?xml version="1.0"?><x/>', {Why.PAGE}),
    "a saved mail": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", {Why.PAGE}),
    "a Word document": (a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), {Why.NOT_A_TABLE}),
    "an archive of a CSV": (a_zip({"danh-sach.csv": a_csv()}), {Why.NOT_A_TABLE}),
    "an empty archive": (a_zip({}), {Why.NOT_A_TABLE}),
    "an OpenDocument text": (a_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), {Why.NOT_A_TABLE}),
    "a binary workbook": (a_zip({"xl/workbook.bin": b"x"}), {Why.OTHER_SPREADSHEET}),
    "macros": (with_part(GOOD, "xl/vbaProject.bin", b"x"), {Why.MACROS}),
    "macros under another name": (with_part(GOOD, "xl/VBAPROJECT.BIN", b"x"), {Why.MACROS}),
    "macros of LibreOffice": (with_part(an_ods(), "Basic/Standard/script.xml", b"x"), {Why.MACROS}),
    "macros in an old workbook": (an_xls() + "_VBA_PROJECT".encode(U16), {Why.MACROS}),
    "a password": (OLE + bytes(500) + "EncryptedPackage".encode(U16), {Why.PASSWORD}),
    "a password on an OpenDocument": (an_ods(manifest="<manifest:encryption-data/>"), {Why.PASSWORD}),
    "an old Word document": (OLE + bytes(500) + "WordDocument".encode(U16), {Why.NOT_A_TABLE}),
    "an old file with nothing in it": (OLE + bytes(500), {Why.DAMAGED}),
    "an old workbook in name only": (OLE + bytes(500) + "Workbook".encode(U16), {Why.DAMAGED}),
    "an archive's first bytes": (b"PK\x03\x04", {Why.DAMAGED}),
    "an archive of NULs": (b"PK\x03\x04" + bytes(500), {Why.DAMAGED}),
    "a workbook without its sheet": (with_part(GOOD, "xl/worksheets/sheet1.xml", None), {Why.DAMAGED, Why.NO_HEADER}),
    "a workbook without relations": (with_part(GOOD, "xl/_rels/workbook.xml.rels", None), {Why.DAMAGED, Why.NO_HEADER}),
    "a workbook without a workbook": (with_part(GOOD, "xl/workbook.xml", None), {Why.DAMAGED}),
    "a workbook of garbage": (with_part(GOOD, "xl/workbook.xml", b"\xff\xfe\0garbage"), {Why.DAMAGED, Why.NO_HEADER}),
    "a sheet of garbage": (a_sheet_of("garbage"), {Why.DAMAGED, Why.NO_HEADER}),
    "a sheet cut off": (
        with_part(GOOD, "xl/worksheets/sheet1.xml", part_of(GOOD, "xl/worksheets/sheet1.xml")[:400]),
        {Why.DAMAGED, Why.NO_HEADER, Why.COLUMNS_MISSING},
    ),
    "a sheet that points nowhere": (
        a_sheet_of(_SHEET.format('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')),
        {Why.DAMAGED, Why.NO_HEADER},
    ),
    "a cell at the end of the world": (
        a_sheet_of(_SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        {Why.DAMAGED, Why.NO_HEADER, Why.TOO_HARD},
    ),
    "a cell beyond the end of the world": (
        a_sheet_of(_SHEET.format('<row r="1"><c r="ZZZZZ99999999999"><v>1</v></c></row>')),
        {Why.DAMAGED, Why.NO_HEADER, Why.TOO_HARD},
    ),
    "an entity that multiplies": (
        a_sheet_of(
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            + _SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;&b;</t></is></c></row>')
        ),
        {Why.DAMAGED, Why.NO_HEADER},
    ),
    "a file read from outside": (
        a_sheet_of(
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            + _SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>')
        ),
        {Why.DAMAGED, Why.NO_HEADER},
    ),
    "a bomb": (a_zip_bomb(), {Why.TOO_MUCH_INSIDE}),
    "a bomb that lies": (a_lying_bomb(), {Why.DAMAGED}),
    "only a hidden sheet": (an_xlsx(edit=hidden), {Why.NO_HEADER}),
    "two sheets with lists": (an_xlsx(edit=twice), {Why.TWO_LISTS}),
    "an empty workbook": (an_xlsx([]), {Why.NO_HEADER}),
    "an empty old workbook": (an_xls([]), {Why.NO_HEADER}),
    "a header and nothing else": (an_xlsx([HEADER]), {Why.NO_ROWS}),
    "a header in CSV and nothing else": (a_csv([HEADER]), {Why.NO_ROWS}),
    "a header in ODS and nothing else": (an_ods([HEADER]), {Why.NO_ROWS}),
    "a header and empty rows": (an_xlsx([HEADER, ["", "", "", ""], [" "]]), {Why.NO_ROWS}),
    "no header": (an_xlsx(ROWS), {Why.NO_HEADER}),
    "no header in CSV": (a_csv(ROWS), {Why.NO_HEADER}),
    "a header too far down": (an_xlsx([*[["x"]] * 25, HEADER, AN]), {Why.NO_HEADER}),
    "another list's header": (an_xlsx([["Sản phẩm", "Giá"], ["Gạo", 1]]), {Why.NO_HEADER}),
    "a missing column": (an_xlsx([HEADER[:2], AN[:2]]), {Why.COLUMNS_MISSING}),
    "a missing column in CSV": (a_csv([HEADER[1:], AN[1:]]), {Why.COLUMNS_MISSING}),
    "a column twice": (an_xlsx([[*HEADER, "Họ tên"], [*AN, "x"]]), {Why.COLUMN_TWICE}),
    "a column twice in CSV": (a_csv([[*HEADER, "CMND"], [*AN, "x"]]), {Why.COLUMN_TWICE}),
    "too many columns": (an_xlsx([[*HEADER, *MANY], AN]), {Why.TOO_MANY_COLUMNS}),
    "too many columns in CSV": (a_csv([[*HEADER, *MANY], AN]), {Why.TOO_MANY_COLUMNS}),
    "NULs among letters": (a_csv().replace("Bé".encode(), b"B\0\0"), {Why.NUL}),
    "an open quotation mark": (a_csv() + b'"', {Why.QUOTES}),
    "a quotation mark in the middle": (a_csv() + b'"An" x,2,3,4\n', {Why.QUOTES}),
    "two encodings": (a_csv() + in_cp1258("Đỗ Thị Tư,1990,1,2\n"), {Why.MIXED_ENCODING}),
    "two encodings, the old first": (in_cp1258("Sổ lao động\n") + a_csv(), {Why.MIXED_ENCODING}),
    "bytes of no encoding": (b"\xd2\x8a\x8d\x8e\n" + b"\xd2,\x8f", {Why.ENCODING}),
    "UTF-16 cut in half": (a_csv(encoding="utf-16")[:-1], {Why.ENCODING}),
    "half a letter of UTF-16": ("Họ".encode("utf-16") + b"\x00\xd8", {Why.ENCODING}),
    "a poem": ("Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.\n".encode(), {Why.NO_HEADER}),
    "JSON": (b'[{"name": "An", "birth": "1990"}]', {Why.NO_HEADER, Why.QUOTES}),
    "one letter": (b"x", {Why.NO_HEADER}),
    "one long line": (b"x" * 200_000, {Why.NO_HEADER, Why.QUOTES}),
}  # fmt: skip
# A workbook bears the second at which it was made, so its length is no name for a test.
for cut in (4, 100, 700, "half", -30, -1):
    REFUSED[f"a workbook cut at {cut}"] = (
        GOOD[: len(GOOD) // 2 if cut == "half" else cut], {Why.DAMAGED},
    )  # fmt: skip
for cut in (8, 600, 2_000, 4_000):
    REFUSED[f"an old workbook cut at {cut}"] = (an_xls()[:cut], {Why.DAMAGED, Why.NO_HEADER})
for cut in (50, 300):
    REFUSED[f"an OpenDocument cut at {cut}"] = (an_ods()[:cut], {Why.DAMAGED})

BROKEN = {
    f"{kind} damaged in places ({seed})": damaged_anywhere(data, seed)
    for kind, data in (
        ("a workbook", GOOD),
        ("an old workbook", an_xls()),
        ("an OpenDocument", an_ods()),
        ("a CSV", a_csv()),
    )
    for seed in range(6)
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(name):
    data, reasons = REFUSED[name]
    with pytest.raises(FileRefused) as refusal:
        read_table(data, COLUMNS)
    assert refusal.value.why in reasons


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_damaged_anywhere_is_refused_or_read_whole(name):
    """A few changed bytes may miss everything that matters; what is read is then all of it."""
    try:
        table = read_table(BROKEN[name], COLUMNS)
    except FileRefused:
        return
    assert len(table.rows) == table.summary.rows >= 1


def test_there_are_a_hundred_of_them():
    assert len(REFUSED) + len(BROKEN) >= 100


def test_one_row_too_many_fails_whole():
    rows = [[f"Nguyễn Văn {number}", "1990", f"07909{number:07}", ""] for number in range(31)]
    assert len(read_table(an_xlsx([HEADER, *rows[:30]]), COLUMNS, rows_max=30).rows) == 30
    for data in (
        an_xlsx([HEADER, *rows]),
        a_csv([HEADER, *rows]),
        an_ods([HEADER, *rows]),
        an_xls([HEADER, *rows]),
    ):
        with pytest.raises(FileRefused) as refusal:
            read_table(data, COLUMNS, rows_max=30)
        assert refusal.value.why is Why.TOO_MANY_ROWS


def test_an_answer_cut_short_is_an_error(monkeypatch):
    from antoan.foundation.imports.reading import reader

    answer = reader.subprocess.run

    def cut(*given, **more):
        done = answer(*given, **more)
        done.stdout = b"\n".join(done.stdout.splitlines()[:-1])
        return done

    monkeypatch.setattr(reader.subprocess, "run", cut)
    with pytest.raises(FileRefused) as refusal:
        read_table(an_xlsx([HEADER, AN, BE]), COLUMNS)
    assert refusal.value.why is Why.SHORT
