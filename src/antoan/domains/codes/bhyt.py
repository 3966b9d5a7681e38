"""The QR of the health-insurance card: 15 parts (old card) or 17 (VssID, since 2021), domain.md §2.5."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from antoan.domains.codes.values import CODE_CHARS_MAX

_END: Final = "$"
_PARTS: Final = (15, 17)
# XX Y ZZ NNNNNNNNNN, or the ten digits of the social-insurance book alone.
_NUMBER: Final = re.compile(r"[A-Z]{2}[1-5]\d{12}|\d{10}", re.ASCII)
_DATE: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_GENDERS: Final = {"1": "male", "2": "female"}


@dataclass(frozen=True, slots=True)
class BhytCard:
    """What the QR of a health-insurance card says. Missing parts are empty or None."""

    number: str
    full_name: str
    birth_on: date | None  # None when only the year is known.
    birth_year: int | None
    gender: str
    address: str
    facility: str  # "79 - 034": province and registered facility.
    valid_from: date | None
    valid_to: date | None
    issued_on: date | None
    management_code: str
    parent_name: str
    area_code: str
    five_years_on: date | None  # Five years without a break.
    check: str
    benefit_level: str = ""
    issuing_place: str = ""
    parts_count: int = 15


def looks_like(text: str) -> bool:
    """Tell whether the text ends like a health-insurance card."""
    return text.split("\0", 1)[0].rstrip().endswith("|" + _END)


def parse(text: str) -> BhytCard | None:
    """Read a card; None when it is none or a part that identifies cannot be read."""
    text = text.split("\0", 1)[0].rstrip()
    if len(text) > CODE_CHARS_MAX or not looks_like(text):
        return None
    parts = ["" if part.strip() == "-" else part.strip() for part in text.split("|")]
    if len(parts) not in _PARTS or not _NUMBER.fullmatch(parts[0]):
        return None
    name, address, parent = _hex_text(parts[1]), _hex_text(parts[4]), _hex_text(parts[10])
    if not name:
        return None
    birth_on = _date(parts[2])
    if birth_on is None and parts[2] and not _YEAR.fullmatch(parts[2]):
        return None
    year = birth_on.year if birth_on else int(parts[2]) if parts[2] else None
    is_new = len(parts) == max(_PARTS)
    # The new card carries its benefit level and issuing place after the check string.
    level, place = (parts[14], _hex_text(parts[15])) if is_new else (_level(parts[0]), "")
    return BhytCard(
        number=parts[0],
        full_name=name,
        birth_on=birth_on,
        birth_year=year,
        gender=_GENDERS.get(parts[3], "unknown"),
        address=address,
        facility=parts[5],
        valid_from=_date(parts[6]),
        valid_to=_date(parts[7]),
        issued_on=_date(parts[8]),
        management_code=parts[9],
        parent_name=parent,
        area_code=parts[11],
        five_years_on=_date(parts[12]),
        check=parts[13],
        benefit_level=level,
        issuing_place=place,
        parts_count=len(parts),
    )


def _level(number: str) -> str:
    return number[2] if number[:2].isalpha() else ""


def _hex_text(text: str) -> str:
    """Read hex of UTF-8; a part that is none is dropped rather than shown as gibberish."""
    try:
        return bytes.fromhex(text).decode().strip()
    except ValueError:
        return ""


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
