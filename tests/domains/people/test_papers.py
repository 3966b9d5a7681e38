"""Numbers of papers are read in any spelling, and doubted rather than refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.people.errors import DocumentUnreadable
from antoan.domains.people.papers import canonical_paper, doubts_about, identifying_part
from antoan.domains.people.values import Birth, DocumentDoubt, DocumentKind, Gender, Paper

BORN = Birth(date(1990, 2, 1))


def doubts(kind, number, gender=Gender.MALE, birth=BORN, nationality="VN"):
    return doubts_about(Paper(kind, number), birth=birth, gender=gender, nationality=nationality)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (DocumentKind.CCCD, " 079 090 000 001 ", Paper(DocumentKind.CCCD, "079090000001")),
        (DocumentKind.CMND, "012.345.678", Paper(DocumentKind.CMND, "012345678")),
        (DocumentKind.CMND, "079090000001", Paper(DocumentKind.CCCD, "079090000001")),
        (DocumentKind.PASSPORT, "c1234567", Paper(DocumentKind.PASSPORT, "C1234567")),
        (DocumentKind.BHYT, "hs 4 01 0120878811", Paper(DocumentKind.BHYT, "HS4010120878811")),
        (DocumentKind.BHYT, "0120878811", Paper(DocumentKind.BHYT, "0120878811")),
    ],
)
def test_how_papers_are_kept(kind, typed, kept):
    assert canonical_paper(Paper(kind, typed)) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (DocumentKind.CCCD, "******000001"),
        (DocumentKind.CCCD, "07909000001"),
        (DocumentKind.CCCD, "０７９０９０００００１１"),
        (DocumentKind.CMND, "0123456789"),
        (DocumentKind.PASSPORT, "A<>12345"),
        (DocumentKind.BHYT, "00"),
        (DocumentKind.BHYT, ""),
    ],
)
def test_what_is_no_number_is_refused_with_what_is_expected(kind, typed):
    with pytest.raises(DocumentUnreadable) as refusal:
        canonical_paper(Paper(kind, typed))
    assert "it needs" in refusal.value.message
    assert not typed or typed not in refusal.value.message


def test_a_card_and_its_social_insurance_code_are_one_paper():
    card, code = Paper(DocumentKind.BHYT, "HS4010120878811"), Paper(DocumentKind.BHYT, "0120878811")
    assert identifying_part(card) == identifying_part(code)


def test_the_official_example_is_only_doubted():
    """The published example of Decision 1405 has year 93 in its number and 1987 as birth year."""
    found = doubts(DocumentKind.CCCD, "001093029317", Gender.MALE, Birth(date(1987, 1, 18)))
    assert found == (DocumentDoubt.OTHER_BIRTH_YEAR,)


@pytest.mark.parametrize(
    ("number", "gender", "year", "found"),
    [
        ("079090000001", Gender.MALE, 1990, ()),
        ("079190000001", Gender.FEMALE, 1990, ()),
        ("079205000001", Gender.MALE, 2005, ()),
        ("079305000001", Gender.UNKNOWN, 2005, ()),
        ("079305000001", Gender.MALE, 2005, (DocumentDoubt.OTHER_GENDER,)),
        ("079205000001", Gender.MALE, 1905, (DocumentDoubt.OTHER_BIRTH_YEAR,)),
        ("003090000001", Gender.MALE, 1990, (DocumentDoubt.UNKNOWN_PROVINCE,)),
    ],
)
def test_a_citizen_number_tells_province_sex_and_year(number, gender, year, found):
    assert doubts(DocumentKind.CCCD, number, gender, Birth.of_year(year)) == found


def test_foreign_passports_have_any_shape_and_vietnamese_ones_their_own():
    assert doubts(DocumentKind.PASSPORT, "123456789", nationality="US") == ()
    assert doubts(DocumentKind.PASSPORT, "123456789") == (DocumentDoubt.UNUSUAL_SHAPE,)
    assert doubts(DocumentKind.BHYT, "HS9010120878811") == (DocumentDoubt.UNUSUAL_SHAPE,)


@given(st.sampled_from(list(DocumentKind)), st.text(max_size=30))
def test_no_text_breaks_the_reader_and_reading_twice_is_reading_once(kind, typed):
    try:
        paper = canonical_paper(Paper(kind, typed))
    except DocumentUnreadable:
        return
    assert canonical_paper(paper) == paper
    assert isinstance(doubts(paper.kind, paper.number), tuple)
