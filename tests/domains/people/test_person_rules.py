"""What is read of a person, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.people.errors import PersonUnreadable
from antoan.domains.people.rules import checked_birth, checked_qid, read_birth, readable_name
from antoan.domains.people.values import Birth

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed",
    [
        "1990-02-01", "01/02/1990", "01-02-1990", "01.02.1990", "01021990", " 01/02/1990 ", "1/2/1990", "1 2 1990",
        "1 - 2 - 1990", "ngày 1 tháng 2 năm 1990", "Ngày 01 Tháng 02 Năm 1990", "01,02,1990", "０１/０２/１９９０",
    ],
)  # fmt: skip
def test_a_birth_date_is_read_in_every_usual_spelling(typed):
    assert read_birth(typed) == Birth(date(1990, 2, 1))


def test_a_year_alone_is_a_birth_whose_day_is_not_known():
    assert read_birth("1950") == Birth(date(1950, 1, 1), is_day_known=False)
    assert checked_birth(Birth(date(1950, 7, 9), is_day_known=False), TODAY) == Birth.of_year(1950)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31/02/1990",
        "0000",
        "12/1990",
        "hôm qua",
        "١٩٩٠",
        "1/2/90",
        "1121990",
        "1//2/1990",
        "1990/2",
        "9" * 41,
    ],
)
def test_what_is_no_birth_date_is_refused(typed):
    with pytest.raises(PersonUnreadable):
        read_birth(typed)


@pytest.mark.parametrize(
    ("born", "is_fine"),
    [
        (date(2026, 11, 22), True),
        (date(2026, 11, 23), False),
        (date(1896, 1, 1), True),
        (date(1895, 12, 31), False),
    ],
)
def test_people_are_born_by_today_and_within_living_memory(born, is_fine):
    if is_fine:
        assert checked_birth(Birth(born), TODAY).on == born
        return
    with pytest.raises(PersonUnreadable):
        checked_birth(Birth(born), TODAY)


def test_names_are_kept_as_written_but_for_spaces_and_invisible_marks():
    assert readable_name("  Nguyễn\u200b  Văn\ufeff An ") == "Nguyễn Văn An"
    assert readable_name("=Nguyễn O'Brien 2") == "=Nguyễn O'Brien 2"


@pytest.mark.parametrize("typed", ["", "  ", "123", "A" * 151, "An\x00Bình"])
def test_what_is_no_name_is_refused(typed):
    with pytest.raises(PersonUnreadable):
        readable_name(typed)


@pytest.mark.parametrize("qid", ["16297|9388", "1<2", "", "x" * 33, "mã"])
def test_a_qid_fits_between_the_bars_of_a_national_code(qid):
    with pytest.raises(PersonUnreadable):
        checked_qid(qid)


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["{d}/{m}/{y}", "{d}.{m}.{y}", "{d} {m} {y}", "{y}-{m}-{d}", "ngày {d} tháng {m} năm {y}", "{d:02}{m:02}{y}"]),
)  # fmt: skip
def test_every_day_is_read_in_every_spelling(day, form):
    assert read_birth(form.format(d=day.day, m=day.month, y=day.year)) == Birth(day)


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers(typed):
    for read in (readable_name, read_birth):
        try:
            read(typed)
        except PersonUnreadable:
            continue
