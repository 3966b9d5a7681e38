"""The national string is written exactly and read tolerantly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes.national import (
    DeclaredKind,
    GenderDigit,
    HeadUnfit,
    PersonalHead,
    emit,
    parse_national,
)
from tests.factories.codes import a_head

OFFICIAL = "001093029317|NGUYEN LE KHA HAN|1987-01-18|0|162979388586171100|<1<HS4010120878821<0944713700"

digits = st.text("0123456789", min_size=1, max_size=18)
names = (
    st.text("ABCDEGHIKLMNOPQRSTUVXY ", min_size=1, max_size=40)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)
heads = st.builds(
    PersonalHead,
    document_number=digits,
    full_name=names,
    birth_on=st.dates(min_value=date(1900, 1, 1)),
    declared_kind=st.sampled_from(DeclaredKind),
    qid=digits,
    helper_qid=digits.filter(lambda t: t not in "012") | st.just(""),
    gender=st.sampled_from(GenderDigit),
    bhyt=st.just("") | st.just("00") | st.just("HS4010120878821"),
    phone=st.just("") | st.just("0944713700"),
)  # fmt: skip


def test_the_official_example_is_read_whole() -> None:
    assert parse_national(OFFICIAL) == PersonalHead(
        document_number="001093029317",
        full_name="NGUYEN LE KHA HAN",
        birth_on=date(1987, 1, 18),
        declared_kind=DeclaredKind.SELF,
        qid="162979388586171100",
        gender=GenderDigit.MALE,
        bhyt="HS4010120878821",
        phone="0944713700",
    )


def test_the_official_example_is_written_back_letter_by_letter() -> None:
    head = parse_national(OFFICIAL)
    assert head is not None
    assert emit(head) == OFFICIAL


@given(heads)
def test_what_is_written_is_read_back(head: PersonalHead) -> None:
    assert parse_national(emit(head)) == head


@given(st.text())
def test_no_text_makes_the_reader_raise(text: str) -> None:
    parse_national(text)


@given(st.text("0123456789|<-*ABC ", max_size=80))
def test_no_text_of_its_own_letters_makes_the_reader_raise(text: str) -> None:
    parse_national(text)


@pytest.mark.parametrize(
    ("ext", "gender", "bhyt", "phone"),
    [
        ("<1<00<0123232422", "1", "00", "0123232422"),
        ("1<GD4877<0943", "1", "GD4877", "0943"),  # A platform leaves the helper's element out.
        ("<2", "2", "", ""),
        ("", "0", "", ""),
        ("<9<x<y", "0", "x", "y"),
        ("77<1<<", "1", "", ""),
    ],
)
def test_ext_may_lack_elements(ext: str, gender: str, bhyt: str, phone: str) -> None:
    head = parse_national(f"1|AN|1990-01-01|0|5|{ext}")
    assert head is not None
    assert (head.gender, head.bhyt, head.phone) == (gender, bhyt, phone)


def test_further_elements_are_kept() -> None:
    head = parse_national(OFFICIAL + "<x<y")
    assert head is not None
    assert head.more == ("x", "y")
    assert emit(head) == OFFICIAL + "<x<y"


def test_ext_may_be_missing_whole() -> None:
    assert parse_national("1|AN|1990-01-01|0|5") == PersonalHead(
        "1", "AN", date(1990, 1, 1), DeclaredKind.SELF, "5"
    )


@pytest.mark.parametrize("birth", ["****-**-**", "1990-**-**"])
def test_masked_birth_dates_are_read(birth: str) -> None:
    head = parse_national(f"******029317|AN|{birth}|0|5|")
    assert head is not None
    assert head.birth_on == birth


@pytest.mark.parametrize(
    "text",
    [
        OFFICIAL.replace("1987-01-18", "1987-02-30"),
        OFFICIAL.replace("1987-01-18", "18-01-1987"),
        OFFICIAL.replace("|0|", "|2|"),
        OFFICIAL.replace("|0|", "||"),
        OFFICIAL.replace("NGUYEN LE KHA HAN", " "),
        OFFICIAL.replace("NGUYEN LE", "NGUYEN|LE"),
        OFFICIAL.replace("NGUYEN LE", "NGUYEN<LE"),
        OFFICIAL.replace("NGUYEN LE", "NGUYEN\0LE"),
        OFFICIAL.replace("162979388586171100", ""),
        OFFICIAL + "|x",
    ],
)
def test_a_text_that_breaks_the_form_is_no_national_string(text: str) -> None:
    assert parse_national(text) is None


def test_names_lose_diacritics_separators_and_double_spaces() -> None:
    assert "|DANG THI ON>|" in emit(a_head(full_name="Đặng  Thị\u00a0| <Ơn>"))


@pytest.mark.parametrize("field", ["document_number", "qid", "helper_qid", "bhyt", "phone"])
@pytest.mark.parametrize("value", ["1|2", "1<2", "1\n2"])
def test_a_value_with_a_separator_is_refused(field: str, value: str) -> None:
    with pytest.raises(HeadUnfit):
        emit(a_head(**{field: value}))


def test_the_masked_form_shows_the_last_characters_and_no_phone() -> None:
    masked = a_head().masked()
    assert (masked.document_number, masked.phone, masked.bhyt) == ("******004567", "", "")
