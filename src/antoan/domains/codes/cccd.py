"""The QR of the chip identity cards: CCCD (7 fields) and the card of 2024 (11 fields), domain.md §2.1-2.3."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from antoan.domains.codes.values import CODE_CHARS_MAX

_STARTS: Final = re.compile(r"\d{12}\|(\d{9})?\|", re.ASCII)
_FIELDS_MIN: Final = 4  # Number, old number, name, birth date; readers cut trailing fields off.
_FIELDS_MAX: Final = 11
_DATE: Final = re.compile(r"\d{8}", re.ASCII)
_GENDERS: Final = {"nam": "male", "nữ": "female"}

# Provinces of birth registration (Decision 124/2004/QĐ-TTg); they stay in numbers after the mergers of 2025.
PROVINCE_CODES: Final = frozenset(
    re.findall(
        r"\d{3}",
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 "
        "040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 "
        "083 084 086 087 089 091 092 093 094 095 096",
    )
)


class NumberDoubt(StrEnum):
    """What does not fit between a 12-digit number and the rest. A warning: the official example breaks these too."""

    PROVINCE = "province"
    BIRTH_YEAR = "birth_year"
    GENDER = "gender"


@dataclass(frozen=True, slots=True)
class CccdCard:
    """What the QR of an identity card says. Anybody can print one: it identifies only beside the card itself."""

    number: str
    full_name: str
    birth_on: date
    old_number: str = ""  # 9-digit CMND
    gender: str = "unknown"
    address: str = ""
    issued_on: date | None = None
    # Cards of 2024, single source, low confidence (domain.md §2.2).
    extra_on: date | None = None
    cancelled_number: str = ""
    father_name: str = ""
    mother_name: str = ""
    fields_count: int = 7

    @property
    def doubts(self) -> tuple[NumberDoubt, ...]:
        """What to look at twice on the card."""
        return number_doubts(self.number, birth_on=self.birth_on, gender=self.gender)


def looks_like(text: str) -> bool:
    """Tell whether the text begins like an identity card."""
    return _STARTS.match(text) is not None


def parse(text: str) -> CccdCard | None:
    """Read a card; None when it is none, or its dates are impossible."""
    text = text.replace("\0", "")
    if len(text) > CODE_CHARS_MAX or not looks_like(text):
        return None
    fields = [field.strip() for field in text.split("|")]
    if not _FIELDS_MIN <= len(fields) <= _FIELDS_MAX or not fields[2]:
        return None
    filled = fields + [""] * (_FIELDS_MAX - len(fields))
    birth_on = _date(filled[3])
    if birth_on is None or (filled[6] and _date(filled[6]) is None):
        return None
    return CccdCard(
        number=filled[0],
        old_number=filled[1],
        full_name=filled[2],
        birth_on=birth_on,
        gender=_GENDERS.get(filled[4].casefold(), "unknown"),
        address=filled[5],
        issued_on=_date(filled[6]),
        extra_on=_date(filled[7]),
        cancelled_number=filled[8],
        father_name=filled[9],
        mother_name=filled[10],
        fields_count=len(fields),
    )


def number_doubts(number: str, *, birth_on: date | None, gender: str) -> tuple[NumberDoubt, ...]:
    """Compare the parts of a 12-digit number (province, century and sex, year) with what is declared."""
    if not re.fullmatch(r"\d{12}", number, re.ASCII):
        return ()
    century, is_female = divmod(int(number[3]), 2)
    doubts = []
    if number[:3] not in PROVINCE_CODES:
        doubts.append(NumberDoubt.PROVINCE)
    if birth_on is not None and birth_on.year != 1900 + 100 * century + int(number[4:6]):
        doubts.append(NumberDoubt.BIRTH_YEAR)
    if gender in ("male", "female") and (gender == "female") != bool(is_female):
        doubts.append(NumberDoubt.GENDER)
    return tuple(doubts)


def _date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None
