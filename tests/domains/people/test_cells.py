"""What spreadsheets do to names, days, numbers and phones is mended when it can only mean one thing, else refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.people.cells import (
    birth_from_cell,
    gender_from_cell,
    name_from_cell,
    paper_from_cell,
    phone_from_cell,
)
from antoan.domains.people.values import Birth, DocumentKind, Gender, Paper
from antoan.foundation.imports.values import Mark, ReadRow

TODAY = date(2021, 10, 20)
OF_1990 = Birth(date(1990, 2, 1))


def a_row(text: str, marks: str = "") -> ReadRow:
    return ReadRow(2, {"c": text}, {"c": marks})


def codes(faults) -> list[tuple[str, bool]]:
    return [(fault.code, fault.is_warning) for fault in faults]


def birth(text: str, marks: str = "", **hints):
    read, faults = birth_from_cell(a_row(text, marks), "c", today=TODAY, **hints)
    return read, codes(faults)


@pytest.mark.parametrize(
    ("text", "expected", "warnings"),
    [
        ("01/02/1990", OF_1990, []),
        ("1/2/1990", OF_1990, []),
        ("01-02-1990", OF_1990, []),
        ("01.02.1990", OF_1990, []),
        ("1990-02-01", OF_1990, []),
        ("1990-02-01 00:00", OF_1990, []),
        ("01021990", OF_1990, []),
        ("1021990", OF_1990, []),  # 01021990 as a number.
        ("1990", Birth.of_year(1990), []),
        ("32905", OF_1990, ["serial"]),
        ("29/02/1992", Birth(date(1992, 2, 29)), []),
        ("20/10/2021", Birth(TODAY), []),
    ],
)
def test_a_birth_is_read_as_it_was_meant(text, expected, warnings):
    assert birth(text) == (expected, [(code, True) for code in warnings])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"), ("x", "unreadable"), ("29/02/1990", "unreadable"), ("32/01/1990", "unreadable"),
        ("02/13/1990", "month_first"), ("01/02/90", "two_digit_year"), ("1-2-90", "two_digit_year"),
        ("21/10/2021", "out_of_time"), ("01/01/1800", "unreadable"), ("3000", "out_of_time"), ("1", "unreadable"),
    ],
)  # fmt: skip
def test_a_birth_that_could_mean_two_days_is_refused(text, code):
    read, found = birth(text)
    assert read is None
    assert found[0][0] in {code, "out_of_time"}


def test_the_order_of_the_whole_column_warns_of_each_day():
    assert birth("01/02/1990", month_first=["c"]) == (OF_1990, [("month_first_elsewhere", True)])
    assert birth("1990", month_first=["c"]) == (Birth.of_year(1990), [])
    assert birth("1990-02-01", Mark.DATE, maybe_swapped=["c"]) == (OF_1990, [("maybe_swapped", True)])
    assert birth("01/02/1990", maybe_swapped=["c"]) == (OF_1990, [])


@given(st.dates(min_value=date(1911, 1, 1), max_value=TODAY))
def test_a_serial_number_is_its_day(day):
    read, found = birth(str((day - date(1899, 12, 30)).days))
    assert (read, found) == (Birth(day), [("serial", True)])


def paper(text: str, born: Birth | None = OF_1990, gender: Gender = Gender.MALE):
    read, faults = paper_from_cell(a_row(text), "c", birth=born, gender=gender)
    return read, codes(faults)


@pytest.mark.parametrize(
    ("text", "kind", "number", "warnings"),
    [
        ("079090000001", "cccd", "079090000001", []),
        ("079 090 000 001", "cccd", "079090000001", []),
        ("79090000001", "cccd", "079090000001", ["zero_added"]),
        ("1090000001", "cccd", "001090000001", ["zero_added"]),  # Hà Nội loses two.
        ("012345678", "cmnd", "012345678", []),
        ("12345678", "cmnd", "012345678", ["zero_added"]),
        ("B1234567", "passport", "B1234567", []),
        ("b 1234567", "passport", "B1234567", []),
        ("999090000001", "cccd", "999090000001", ["paper_province"]),
        ("079190000001", "cccd", "079190000001", ["paper_gender"]),
        ("079091000001", "cccd", "079091000001", ["paper_birth_year"]),
    ],
)
def test_a_paper_is_known_by_its_shape_and_doubts_only_warn(text, kind, number, warnings):
    assert paper(text) == (Paper(DocumentKind(kind), number), [(code, True) for code in warnings])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"), ("1", "unreadable"), ("0790900000012", "unreadable"), ("7.9E10", "scientific"),
        ("7,9090000001E+10", "scientific"), ("không có", "unreadable"), ("?", "unreadable"),
        ("79091000001", "unreadable"),  # With its zero it would be somebody born in 1991.
        ("79190000001", "unreadable"),  # … or a woman.
        ("99090000001", "unreadable"),  # … or of a province that does not exist.
    ],
)  # fmt: skip
def test_a_number_is_mended_only_when_it_then_fits_its_holder(text, code):
    assert paper(text) == (None, [(code, False)])


def test_without_a_birth_no_zero_is_added_to_a_cccd():
    assert paper("79090000001", born=None) == (None, [("unreadable", False)])


@pytest.mark.parametrize(
    ("text", "number", "warnings"),
    [
        ("0912345678", "+84912345678", []), ("912345678", "+84912345678", ["zero_added"]),
        ("+84 912 345 678", "+84912345678", []), ("0912.345.678", "+84912345678", []), ("", "", []),
        ("123", "", ["phone_ignored"]), ("gọi mẹ", "", ["phone_ignored"]),
    ],
)  # fmt: skip
def test_a_phone_never_keeps_a_row_out(text, number, warnings):
    read, faults = phone_from_cell(a_row(text), "c")
    assert (read, codes(faults)) == (number, [(code, True) for code in warnings])


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "=1+1 An", "O'Brien", "Y Moan Êban", "  An   Bình "])
def test_names_are_taken_as_they_are(text):
    read, faults = name_from_cell(a_row(text), "c")
    assert (read, faults) == (" ".join(text.split()), ())


@pytest.mark.parametrize(
    ("text", "code"), [("NguyÔn V¨n An", "old_font"), ("NguyeÃn Vaên An", "old_font"), ("123", "unreadable"), ("", "unreadable")]
)  # fmt: skip
def test_names_in_old_fonts_are_refused(text, code):
    assert codes(name_from_cell(a_row(text), "c")[1]) == [(code, False)]


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), ("F", "female"), ("", "unknown")],
)
def test_genders_have_many_spellings(text, gender):
    assert gender_from_cell(a_row(text), "c") == (Gender(gender), ())


@given(st.text(max_size=40))
def test_no_cell_breaks_a_reader(text):
    row = a_row(text)
    name_from_cell(row, "c")
    birth_from_cell(row, "c", today=TODAY)
    paper_from_cell(row, "c", birth=OF_1990, gender=Gender.MALE)
    phone_from_cell(row, "c")
    gender_from_cell(row, "c")


@pytest.mark.parametrize("days", [0, 1])
def test_nobody_is_born_tomorrow(days):
    born = TODAY + timedelta(days=days)
    assert (birth(f"{born:%d/%m/%Y}")[0] is None) == bool(days)
