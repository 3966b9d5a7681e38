"""Identity cards and insurance cards are read as their issuers print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import bhyt, cccd
from antoan.domains.codes.cccd import NumberDoubt

CARD = (
    "079090000001|012345678|Nguyễn Văn A|01021990|Nam|12 Lê Lợi, Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021"
)
NEW_INSURANCE = (
    "0100000000|4e677579e1bb856e2056c4836e2041|01/02/1990|1|-|79 - 034|01/01/2024|-|05/01/2024|79000100000000|-|4|"
    " 01/01/2029|0000000000000000-0000|4|e1bba6792062616e206e68c3a26e2064c3a26e205175e1baad6e2031|$"
)


def old_insurance(**changes: str) -> str:
    parts = {
        "number": "HS4010120878811", "name": "Trần Thị B".encode().hex(), "birth": "03/04/2012", "gender": "2",
        "address": "Phường 1".encode().hex(), "facility": "79 - 034", "from": "01/01/2024", "to": "31/12/2024",
        "issued": "05/01/2024", "management": "x", "parent": "Trần C".encode().hex(), "area": "", "five": "01/01/2029",
        "check": "abc", "end": "$",
    }  # fmt: skip
    return "|".join({**parts, **changes}.values())


def test_a_chip_card_is_read_whole() -> None:
    assert cccd.parse(CARD) == cccd.CccdCard(
        number="079090000001",
        full_name="Nguyễn Văn A",
        birth_on=date(1990, 2, 1),
        old_number="012345678",
        gender="male",
        address="12 Lê Lợi, Bến Nghé, Quận 1, TP. Hồ Chí Minh",
        issued_on=date(2021, 4, 15),
    )


def test_a_card_of_2024_has_eleven_fields() -> None:
    card = cccd.parse(CARD.replace("|Nam|", "|Nữ|") + "|01012010|012345678|Cha|Mẹ")
    assert card is not None
    assert (card.gender, card.extra_on, card.father_name, card.mother_name) == (
        "female",
        date(2010, 1, 1),
        "Cha",
        "Mẹ",
    )
    assert cccd.parse(CARD + "||||") is not None


def test_trailing_fields_may_be_cut_and_the_address_empty() -> None:
    card = cccd.parse("079090000001||Nguyễn Văn A|01021990|Nam||")
    assert card is not None
    assert (card.address, card.issued_on, card.old_number) == ("", None, "")


@pytest.mark.parametrize(
    "text",
    [
        CARD[1:],
        CARD.replace("01021990", "31021990"),
        CARD.replace("01021990", "1990"),
        CARD.replace("15042021", "x"),
        CARD.replace("012345678", "12"),
        CARD.replace("Nguyễn Văn A", ""),
        CARD + "|" * 5,
        "079090000001||A",
        "",
    ],
)
def test_what_is_no_identity_card_is_none(text: str) -> None:
    assert cccd.parse(text) is None


@pytest.mark.parametrize(
    ("number", "birth_on", "gender", "doubts"),
    [
        ("079090000001", date(1990, 1, 1), "male", ()),
        ("079190000001", date(1990, 1, 1), "female", ()),
        ("079304000001", date(2004, 1, 1), "female", ()),
        ("079090000001", date(2090, 1, 1), "male", (NumberDoubt.BIRTH_YEAR,)),
        ("079090000001", date(1990, 1, 1), "female", (NumberDoubt.GENDER,)),
        ("999090000001", None, "unknown", (NumberDoubt.PROVINCE,)),
        ("001093029317", date(1987, 1, 18), "male", (NumberDoubt.BIRTH_YEAR,)),  # The official example.
        ("C1234567", date(1990, 1, 1), "male", ()),
    ],
)
def test_a_number_that_does_not_fit_is_doubted_not_refused(
    number: str, birth_on: date | None, gender: str, doubts: tuple[NumberDoubt, ...]
) -> None:
    assert cccd.number_doubts(number, birth_on=birth_on, gender=gender) == doubts


def test_sixty_three_provinces_are_known() -> None:
    assert len(cccd.PROVINCE_CODES) == 63


def test_a_new_insurance_card_is_read_whole() -> None:
    card = bhyt.parse(NEW_INSURANCE)
    assert card is not None
    assert (card.number, card.full_name, card.birth_on, card.gender) == (
        "0100000000", "Nguyễn Văn A", date(1990, 2, 1), "male",
    )  # fmt: skip
    assert (card.benefit_level, card.issuing_place) == ("4", "Ủy ban nhân dân Quận 1")
    assert (card.valid_from, card.valid_to, card.five_years_on) == (date(2024, 1, 1), None, date(2029, 1, 1))
    assert (card.address, card.parts_count) == ("", 17)


def test_an_old_insurance_card_is_read_whole() -> None:
    card = bhyt.parse(old_insurance())
    assert card is not None
    assert (card.number, card.full_name, card.parent_name) == ("HS4010120878811", "Trần Thị B", "Trần C")
    assert (card.benefit_level, card.address, card.gender) == ("4", "Phường 1", "female")
    assert (card.valid_to, card.parts_count) == (date(2024, 12, 31), 15)


def test_a_birth_year_alone_is_enough() -> None:
    card = bhyt.parse(old_insurance(birth="1950"))
    assert card is not None
    assert (card.birth_on, card.birth_year) == (None, 1950)


@pytest.mark.parametrize(
    "text",
    [
        old_insurance(name="zz"),
        old_insurance(name="ff"),
        old_insurance(name="-"),
        old_insurance(number="HS9010120878811"),
        old_insurance(number="123"),
        old_insurance(birth="31/02/2000"),
        old_insurance(end="x"),
        old_insurance() + "|$",
        "|$",
        "",
    ],
)
def test_what_is_no_insurance_card_is_none(text: str) -> None:
    assert bhyt.parse(text) is None


@given(st.text() | st.text("0123456789|/$-abcdef", max_size=120).map(lambda t: t + "|$"))
def test_no_text_makes_the_readers_raise(text: str) -> None:
    bhyt.parse(text)
    cccd.parse(text)


@given(st.text("0123456789|", max_size=60))
def test_nothing_after_a_number_makes_the_card_reader_raise(text: str) -> None:
    cccd.parse("079090000001||" + text)
