"""What we export opens as text in other people's programs, whatever somebody wrote into a field (lesson L3)."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.kit.sheets import CELL_LETTERS_MAX, csv_bytes, printable, xlsx_bytes
from antoan.kit.tables import cell_text, text_cell

STARTS = "=+-@\t\r\n＝＋－＠"
HOSTILE = [
    "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+84912345678", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x",
    "=cmd|' /C calc'!A0", "{=1+1}", "http://example.org/", "mailto:a@b", "internal:'x'!A1", "0123", "1e5", "TRUE", "#N/A",
    "_x000D_", "a\nb", "\"", "'=1", ";=1", ",=1",
]  # fmt: skip
anything = st.text(max_size=60)
hostile = st.one_of(
    st.sampled_from(HOSTILE), anything, st.builds(str.__add__, st.sampled_from(list(STARTS)), anything)
)


def cells_of(workbook: bytes):
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return [list(row) for row in book.worksheets[0].iter_rows()]


@settings(max_examples=150)
@given(st.lists(st.lists(hostile, min_size=2, max_size=2), min_size=1, max_size=4))
def test_no_cell_of_a_workbook_is_a_formula_and_texts_come_back_whole(rows):
    cells = cells_of(xlsx_bytes(["Tên", "Số"], rows, sheet="Danh sách"))
    assert {cell.data_type for row in cells for cell in row if cell.value is not None} <= {"s"}
    assert not any(cell.hyperlink for row in cells for cell in row)
    told = [[cell.value or "" for cell in row] for row in cells[1:]]
    wanted = [[printable(value) for value in row] for row in rows]
    # XML has one kind of line end; programs that read it do not agree on which.
    assert [[_lines(value) for value in row] for row in told] == [
        [_lines(value) for value in row] for row in wanted
    ]


def _lines(text: str) -> str:
    return text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")


@given(hostile)
def test_no_cell_of_a_csv_begins_like_a_formula(text):
    (row,) = csv.reader(io.StringIO(csv_bytes([text], []).decode("utf-8-sig"), newline=""))
    assert not row[0].startswith(tuple(STARTS))
    assert cell_text(row[0]) == printable(text)


def test_vietnamese_survives_both_ways():
    name = "Nguyễn Thị Hoài Đức"
    assert cells_of(xlsx_bytes([name], [[name]], sheet="Tờ 1"))[1][0].value == name
    assert name in csv_bytes([name], []).decode("utf-8-sig")


def test_who_took_it_and_when_stands_in_the_file():
    book = openpyxl.load_workbook(
        io.BytesIO(
            xlsx_bytes(["A"], [["1"]], sheet="Tờ 1", about=[("Người tải", "Hoa & Sơn"), ("Số dòng", "1")])
        )
    )
    assert [[cell.value for cell in row] for row in book["An Toàn"].iter_rows()] == [
        ["Người tải", "Hoa & Sơn"], ["Số dòng", "1"],
    ]  # fmt: skip
    assert "Hoa && Sơn" in book.worksheets[0].oddFooter.left.text


@pytest.mark.parametrize("length", [CELL_LETTERS_MAX, CELL_LETTERS_MAX + 1])
def test_a_cell_is_no_longer_than_excel_takes(length):
    assert len(cells_of(xlsx_bytes(["x" * length], [], sheet="Tờ 1"))[0][0].value) == CELL_LETTERS_MAX


@pytest.mark.parametrize("start", STARTS)
def test_a_plain_csv_cell_is_marked_only_when_it_must_be(start):
    assert text_cell(f"{start}x") == f"'{start}x"
    assert text_cell(f"x{start}") == f"x{start}"
