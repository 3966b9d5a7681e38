"""What people really send is read as they meant it: zeros, dates, merges, hidden rows, formulas, sheets, titles above."""

from datetime import date, datetime, time

import pytest

from antoan.foundation.imports.reading.reader import read_table
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.values import Mark, ReadRow
from tests.factories.tables import AN, BE, COLUMNS, HEADER, ROWS, a_csv, an_ods, an_xls, an_xlsx, with_part

CELLS = {"name": "Nguyễn Văn An", "birth": "01/02/1990", "paper": "079090000001", "phone": "0912345678"}


def rows_of(data: bytes) -> list[ReadRow]:
    return read_table(data, COLUMNS).rows


def only_row(data: bytes) -> ReadRow:
    (row,) = rows_of(data)
    return row


@pytest.mark.parametrize("make", [an_xlsx, an_xls, an_ods, a_csv])
def test_every_format_says_the_same(make):
    table = read_table(make(), COLUMNS)
    assert table.rows[0] == ReadRow(2, CELLS)
    assert table.rows[1].number == 3
    assert "phone" not in table.rows[1].cells
    assert table.summary.rows == 2


@pytest.mark.parametrize("make", [an_xlsx, an_xls, an_ods, a_csv])
def test_rows_are_numbered_as_a_spreadsheet_shows_them(make):
    titles = [["", "", "", ""], ["DANH SÁCH NGƯỜI LAO ĐỘNG", "", "", ""]]
    rows = rows_of(make([*titles, HEADER, AN, ["", "", "", ""], BE]))
    assert [row.number for row in rows] == [4, 6]


def test_a_list_may_begin_anywhere():
    shifted = [[], [], [None, None, *HEADER], [None, None, *AN]]
    assert only_row(an_xlsx(shifted)) == ReadRow(4, CELLS)


def test_an_old_workbook_may_begin_further_down():
    assert [row.number for row in rows_of(an_xls(above=3))] == [5, 6]


def test_numbers_lose_no_digit_and_gain_no_point():
    row = only_row(an_xlsx([HEADER, ["An", 1990, 79090000001, 912345678.0]]))
    assert row.cells == {"name": "An", "birth": "1990", "paper": "79090000001", "phone": "912345678"}
    assert row.has("paper", Mark.NUMBER)
    assert row.marks.keys() == {"birth", "paper", "phone"}


def test_a_number_longer_than_a_spreadsheet_keeps_is_marked():
    row = only_row(an_xlsx([HEADER, ["An", "1990", 12345678901234567890, ""]]))
    assert row.has("paper", Mark.INEXACT)


def test_days_come_as_days_whatever_they_look_like():
    rows = rows_of(
        an_xlsx(
            [
                HEADER,
                ["An", date(1990, 2, 1), "1", ""],
                ["Bé", datetime.combine(date(1991, 12, 25), time.min), "2", ""],
            ]
        )
    )
    assert [row.cells["birth"] for row in rows] == ["1990-02-01", "1991-12-25"]
    assert rows[0].has("birth", Mark.DATE)


def test_formulas_are_known_with_their_value_and_without():
    def computed(book, sheet):
        sheet["C2"] = "=1+1"

    row = only_row(an_xlsx([HEADER, AN], edit=computed))
    assert row.text("paper") == ""  # Never computed: openpyxl does not.
    assert row.has("paper", Mark.FORMULA)
    data = an_xlsx([HEADER, AN], edit=computed)
    from tests.factories.tables import part_of

    sheet = part_of(data, "xl/worksheets/sheet1.xml").replace(
        b"<f>1+1</f><v></v>", b"<f>1+1</f><v>79090000001</v>"
    )
    sheet = sheet.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>79090000001</v>").replace(
        b"<f>1+1</f><v/>", b"<f>1+1</f><v>79090000001</v>"
    )
    row = only_row(with_part(data, "xl/worksheets/sheet1.xml", sheet))
    assert row.text("paper") == "79090000001"
    assert row.has("paper", Mark.FORMULA)


def test_error_cells_are_known():
    def wrong(book, sheet):
        sheet["C2"] = "#N/A"
        sheet["C2"].data_type = "e"

    assert only_row(an_xlsx([HEADER, AN], edit=wrong)).has("paper", Mark.ERROR)


def test_hidden_rows_are_read_and_marked():
    def filtered(book, sheet):
        sheet.row_dimensions[3].hidden = True

    assert [row.is_hidden for row in rows_of(an_xlsx(edit=filtered))] == [False, True]


def test_a_cell_merged_downwards_counts_for_every_row_under_it():
    def merged(book, sheet):
        sheet.merge_cells("D2:D3")

    rows = rows_of(an_xlsx([HEADER, AN, ["Bé", "1991", "2", None]], edit=merged))
    assert [row.text("phone") for row in rows] == ["0912345678", "0912345678"]
    assert all(row.has("phone", Mark.MERGED) for row in rows)


def test_a_cell_merged_across_fills_nothing():
    def merged(book, sheet):
        sheet.merge_cells("A2:C2")

    row = only_row(an_xlsx([HEADER, ["An", None, None, "1"]], edit=merged))
    assert row.cells == {"name": "An", "phone": "1"}
    assert row.has("birth", Mark.MERGED)


def test_a_merged_title_above_the_header_marks_nothing():
    def merged(book, sheet):
        sheet.merge_cells("A1:D1")

    assert only_row(an_xlsx([["DANH SÁCH"], HEADER, AN], edit=merged)).marks == {}


def test_other_visible_sheets_are_named_and_hidden_ones_are_not_read():
    def more(book, sheet):
        book.create_sheet("Hướng dẫn").append(["Cách điền"])
        secret = book.create_sheet("Cũ")
        secret.append(HEADER)
        secret.append(BE)
        secret.sheet_state = "hidden"

    table = read_table(an_xlsx([HEADER, AN], edit=more), COLUMNS)
    assert len(table.rows) == 1
    assert table.summary.notes["other_sheets"] == ["Hướng dẫn"]


def test_titles_are_known_by_other_names_stars_and_brackets():
    header = ["HỌ TÊN (*)", "ngay sinh", "  CMND  ", "Số điện thoại (nếu có)"]
    assert only_row(an_xlsx([header, AN])).cells == CELLS


def test_columns_nobody_asked_for_are_named():
    table = read_table(an_xlsx([["STT", *HEADER, "Lương"], [1, *AN, 5_000_000]]), COLUMNS)
    assert table.rows[0].cells == CELLS
    assert table.summary.notes["unknown"] == ["STT", "Lương"]


def test_american_order_is_noticed_by_a_twenty_fifth_month():
    rows = [HEADER, ["An", "12/25/1990", "1", ""], ["Bé", "01/02/1991", "2", ""]]
    assert read_table(an_xlsx(rows), COLUMNS).summary.notes["month_first"] == ["birth"]
    mixed = [*rows, ["Cúc", "25/12/1992", "3", ""]]
    assert "month_first" not in read_table(an_xlsx(mixed), COLUMNS).summary.notes


def test_days_an_american_spreadsheet_took_for_months_are_noticed():
    rows = [HEADER, ["An", date(1990, 1, 2), "1", ""], ["Bé", "25/12/1991", "2", ""]]
    assert read_table(an_xlsx(rows), COLUMNS).summary.notes["maybe_swapped"] == ["birth"]
    sound = [*rows, ["Cúc", date(1992, 12, 25), "3", ""]]
    assert "maybe_swapped" not in read_table(an_xlsx(sound), COLUMNS).summary.notes


def test_names_and_endings_do_not_matter_only_content_does():
    assert read_table(a_csv(), COLUMNS).summary.kind == "csv"
    assert read_table(an_ods(), COLUMNS).summary.kind == "ods"


def test_a_long_text_is_cut_and_marked():
    row = only_row(an_xlsx([HEADER, ["An", "1990", "1", "9" * 501]]))
    assert (len(row.text("phone")), row.has("phone", Mark.CUT)) == (500, True)


def test_rows_of_another_width_are_read_as_far_as_they_go():
    rows = rows_of(a_csv([HEADER, AN[:3], [*AN, "thừa", "thừa"], ["", "", "", ""]]))
    assert [len(row.cells) for row in rows] == [3, 4]


def test_a_refusal_names_what_is_missing():
    with pytest.raises(FileRefused) as refusal:
        read_table(an_xlsx([["Họ và tên", "Số điện thoại"], ["An", "1"]]), COLUMNS)
    assert (refusal.value.why, refusal.value.detail) == (Why.COLUMNS_MISSING, "Ngày sinh, Số CCCD")


def test_the_reader_works_under_a_bound_of_memory():
    """Whatever a file makes of it, the reader cannot take the machine down: its own process has its own limit."""
    import resource
    import subprocess
    import sys

    probe = (
        "from antoan.foundation.imports.reading import process; process._bound();"
        "import resource; print(*resource.getrlimit(resource.RLIMIT_AS), *resource.getrlimit(resource.RLIMIT_CPU))"
    )
    said = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    ).stdout.split()
    assert [int(one) for one in said] == [2 * 1024**3] * 2 + [120] * 2
    assert resource.getrlimit(resource.RLIMIT_AS) != (2 * 1024**3, 2 * 1024**3)


@pytest.mark.parametrize("count", [len(ROWS)])
def test_the_summary_counts_blank_rows_apart(count):
    summary = read_table(a_csv([HEADER, AN, ["", "", "", ""], BE, [" ", "", "", ""]]), COLUMNS).summary
    assert (summary.rows, summary.blank_rows) == (count, 2)
