"""Reads what cells of an imported table say of a person: names, births, papers, phones. Pure.

Spreadsheets eat leading zeros, turn days into serial numbers and swap day and month; each reader mends what can
only mean one thing, with a warning, and refuses what could mean two.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from antoan.domains.people.errors import DocumentUnreadable, PersonUnreadable
from antoan.domains.people.papers import canonical_paper, doubts_about
from antoan.domains.people.rules import checked_birth, read_birth, readable_name
from antoan.domains.people.values import Birth, DocumentDoubt, DocumentKind, Gender, Paper
from antoan.foundation.imports.values import Fault, Mark, ReadRow
from antoan.kit.phones import PhoneUnreadable, normalise_phone
from antoan.kit.text import fold

UNREADABLE: Final = "unreadable"
OLD_FONT: Final = "old_font"
TWO_DIGIT_YEAR: Final = "two_digit_year"
MONTH_FIRST: Final = "month_first"
MONTH_FIRST_ELSEWHERE: Final = "month_first_elsewhere"
MAYBE_SWAPPED: Final = "maybe_swapped"
SERIAL: Final = "serial"
OUT_OF_TIME: Final = "out_of_time"
SCIENTIFIC: Final = "scientific"
ZERO_ADDED: Final = "zero_added"
PHONE_IGNORED: Final = "phone_ignored"
INSURANCE_IGNORED: Final = "insurance_ignored"
DOUBTS: Final = {
    DocumentDoubt.UNKNOWN_PROVINCE: "paper_province",
    DocumentDoubt.OTHER_GENDER: "paper_gender",
    DocumentDoubt.OTHER_BIRTH_YEAR: "paper_birth_year",
    DocumentDoubt.UNUSUAL_SHAPE: "paper_shape",
}

# Letters of TCVN3 and VNI fonts, read as the signs they are without the font: "NguyÔn V¨n" for "Nguyễn Văn".
_OLD_FONT: Final = re.compile(r"[¡-¿×÷]|[a-z][À-ÖØ-Þ]")
_SPREADSHEET_DAY_0: Final = date(1899, 12, 30)
_SERIALS: Final = range(4_000, 80_000)  # 1910 to 2118: no year and no day written without separators.
_SCIENTIFIC: Final = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+", re.ASCII)
_TWO_DIGIT_YEAR: Final = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}", re.ASCII)
_WRITTEN: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}", re.ASCII)
_MONTHS: Final = 12
_CCCD_DIGITS, _CMND_DIGITS, _DATE_DIGITS = 12, 9, 8
_DAYS_KEPT: Final = 65_536  # More than a century has days.
_MALE: Final = frozenset({"nam", "m", "male", "1", "trai"})
_FEMALE: Final = frozenset({"nu", "f", "female", "0", "gai"})


def name_from_cell(row: ReadRow, column: str) -> tuple[str, tuple[Fault, ...]]:
    """Return a name; signs that no name has are the letters of an old font."""
    text = row.text(column)
    try:
        name = readable_name(text)
    except PersonUnreadable:
        return "", (Fault(column, UNREADABLE),)
    return ("", (Fault(column, OLD_FONT),)) if _OLD_FONT.search(name) else (name, ())


def birth_from_cell(
    row: ReadRow,
    column: str,
    *,
    today: date,
    month_first: Iterable[str] = (),
    maybe_swapped: Iterable[str] = (),
) -> tuple[Birth | None, tuple[Fault, ...]]:
    """Return a birth. The last two say of which columns the file as a whole gives a hint of swapped days."""
    text = row.text(column).partition(" ")[0]
    birth, faults = _dated(row, column, text, month_first, maybe_swapped)
    if birth is None:
        return None, faults
    try:
        return checked_birth(birth, today), faults
    except PersonUnreadable:
        return None, (Fault(column, OUT_OF_TIME),)


def day_from_cell(
    row: ReadRow, column: str, *, month_first: Iterable[str] = (), maybe_swapped: Iterable[str] = ()
) -> tuple[date | None, tuple[Fault, ...]]:
    """Return a day on which something happened; a year alone is none. Whether it can be is for others to judge."""
    found, faults = _dated(row, column, row.text(column).partition(" ")[0], month_first, maybe_swapped)
    if found is None:
        return None, faults
    return (found.on, faults) if found.is_day_known else (None, (Fault(column, UNREADABLE),))


def _dated(
    row: ReadRow, column: str, text: str, month_first: Iterable[str], maybe_swapped: Iterable[str]
) -> tuple[Birth | None, tuple[Fault, ...]]:
    """Read a date of any kind, with what the whole file says of its column."""
    birth, code = _birth(text)
    if birth is None:
        return None, (Fault(column, code),)
    warnings = [Fault(column, code, is_warning=True)] if code else []
    if column in month_first and _WRITTEN.fullmatch(text):
        warnings.append(Fault(column, MONTH_FIRST_ELSEWHERE, is_warning=True))
    if column in maybe_swapped and row.has(column, Mark.DATE):
        warnings.append(Fault(column, MAYBE_SWAPPED, is_warning=True))
    return birth, tuple(warnings)


def insurance_from_cell(row: ReadRow, column: str) -> tuple[Paper | None, tuple[Fault, ...]]:
    """Return an insurance card; None for none. One that cannot be read is left out with a warning."""
    text = row.text(column)
    if not text:
        return None, ()
    try:
        return canonical_paper(Paper(DocumentKind.BHYT, text)), ()
    except DocumentUnreadable:
        return None, (Fault(column, INSURANCE_IGNORED, is_warning=True),)


def paper_from_cell(
    row: ReadRow, column: str, *, birth: Birth | None, gender: Gender, nationality: str = "VN"
) -> tuple[Paper | None, tuple[Fault, ...]]:
    """Return an identity paper, by its shape: 12 digits are a CCCD, 9 a CMND, letters first a passport."""
    text = re.sub(r"[\s.\-]", "", row.text(column)).upper()
    if _SCIENTIFIC.fullmatch(row.text(column)):
        return None, (Fault(column, SCIENTIFIC),)
    paper, faults = _paper(text, column, birth, gender)
    if paper is None or birth is None:
        return paper, faults
    doubts = doubts_about(paper, birth=birth, gender=gender, nationality=nationality)
    return paper, (*faults, *(Fault(column, DOUBTS[doubt], is_warning=True) for doubt in doubts))


def phone_from_cell(row: ReadRow, column: str) -> tuple[str, tuple[Fault, ...]]:
    """Return a number as +84…, or "" for none; one that cannot be read is left out with a warning."""
    text = re.sub(r"[\s.\-()]", "", row.text(column))
    if not text:
        return "", ()
    lost_zero = re.fullmatch(r"[35789]\d{8}", text, re.ASCII)
    try:
        number = normalise_phone(f"0{text}" if lost_zero else text)
    except PhoneUnreadable:
        return "", (Fault(column, PHONE_IGNORED, is_warning=True),)
    return number, (Fault(column, ZERO_ADDED, is_warning=True),) if lost_zero else ()


def gender_from_cell(row: ReadRow, column: str) -> tuple[Gender, tuple[Fault, ...]]:
    """Return a gender; unknown for none."""
    text = fold(row.text(column))
    if text in _MALE:
        return Gender.MALE, ()
    if text in _FEMALE:
        return Gender.FEMALE, ()
    return Gender.UNKNOWN, (Fault(column, UNREADABLE, is_warning=True),) if text else ()


@lru_cache(maxsize=_DAYS_KEPT)
def _birth(text: str) -> tuple[Birth | None, str]:
    """Return a birth with the code of a warning, or None with the code of a fault."""
    if _TWO_DIGIT_YEAR.fullmatch(text):
        return None, TWO_DIGIT_YEAR
    if text.isascii() and text.isdigit():
        if len(text) == _DATE_DIGITS - 1:  # 01021990 as a number has lost its zero.
            text = text.zfill(_DATE_DIGITS)
        elif int(text) in _SERIALS:
            return Birth(_SPREADSHEET_DAY_0 + timedelta(days=int(text))), SERIAL
    try:
        return read_birth(text), ""
    except PersonUnreadable:
        written = _WRITTEN.fullmatch(text)
        is_american = written is not None and int(written[2]) > _MONTHS >= int(written[1])
        return None, MONTH_FIRST if is_american else UNREADABLE


def _paper(
    text: str, column: str, birth: Birth | None, gender: Gender
) -> tuple[Paper | None, tuple[Fault, ...]]:
    if text.isascii() and text.isdigit():
        return _from_digits(text, column, birth, gender)
    if len(text) > 1 and text[0].isascii() and text[0].isalpha():
        try:
            return canonical_paper(Paper(DocumentKind.PASSPORT, text)), ()
        except DocumentUnreadable:
            pass
    return None, (Fault(column, UNREADABLE),)


def _from_digits(
    text: str, column: str, birth: Birth | None, gender: Gender
) -> tuple[Paper | None, tuple[Fault, ...]]:
    """Read a number; one that lost zeros is mended when only one mending fits its holder."""
    if len(text) == _CCCD_DIGITS:
        return Paper(DocumentKind.CCCD, text), ()
    if len(text) == _CMND_DIGITS:
        return Paper(DocumentKind.CMND, text), ()
    added = (Fault(column, ZERO_ADDED, is_warning=True),)
    if len(text) == _CMND_DIGITS - 1:
        return Paper(DocumentKind.CMND, text.zfill(_CMND_DIGITS)), added
    if len(text) in (_CCCD_DIGITS - 1, _CCCD_DIGITS - 2) and birth is not None:
        mended = Paper(DocumentKind.CCCD, text.zfill(_CCCD_DIGITS))
        if not doubts_about(mended, birth=birth, gender=gender, nationality="VN"):
            return mended, added
    return None, (Fault(column, UNREADABLE),)
