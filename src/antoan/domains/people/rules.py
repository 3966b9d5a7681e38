"""What makes a person readable: name, birth date, QID. Pure."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Final

from antoan.domains.people.errors import PersonUnreadable
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.values import Birth, NewPerson, PersonChange
from antoan.kit.phones import normalise_phone
from antoan.kit.text import fold, squeeze

NAME_LETTERS_MAX: Final = 150
ADDRESS_LETTERS_MAX: Final = 200
PAPERS_MAX: Final = 10
PHONES_MAX: Final = 10
AGE_YEARS_MAX: Final = 130
LOCAL_QID_DIGITS: Final = 18
# What the separators of Decision 1405 leave for a QID.
_QID: Final = re.compile(r"[0-9A-Za-z._-]{1,32}", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
# Day, month and year with anything between them that people put there: 1/2/1990, 1 - 2 - 1990, "ngày 1 tháng 2 năm 1990".
_BETWEEN: Final = r"(?:\s*[/.,\-]\s*|\s+|\s*(?:tháng|năm)\s*)"
_DAY_FIRST: Final = re.compile(
    rf"(?:ngày\s*)?(?P<day>[0-9]{{1,2}}){_BETWEEN}(?P<month>[0-9]{{1,2}}){_BETWEEN}(?P<year>[0-9]{{4}})|"
    r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})")
_YEAR: Final = re.compile(r"(?:năm\s*)?([0-9]{4})", re.IGNORECASE)
_BIRTH_CHARACTERS_MAX: Final = 40


def readable_name(text: str) -> str:
    """Return a name with single spaces; PersonUnreadable when it is empty, too long or holds control characters.

    Everything else is a name: people have digits, apostrophes and one-word names.
    """
    # Invisible marks come along when names are copied from pages and spreadsheets.
    is_clean = text.isprintable()  # Neither they nor control characters are in it.
    name = squeeze(
        text if is_clean else "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    )
    if not any(letter.isalpha() for letter in name):
        raise PersonUnreadable("The name is empty: write family name, middle name and given name.")
    if len(name) > NAME_LETTERS_MAX:
        raise PersonUnreadable(f"The name is longer than {NAME_LETTERS_MAX} letters.")
    if not is_clean and any(unicodedata.category(letter) in ("Cc", "Co", "Cn") for letter in name):
        raise PersonUnreadable("The name holds characters that cannot be printed.")
    return name


def folded_name(name: str) -> str:
    """Return the name as it is stored for searching."""
    return fold(name)[:NAME_LETTERS_MAX]


def read_birth(text: str) -> Birth:
    """Read "1990-02-01", "01/02/1990", "01021990", "ngày 1 tháng 2 năm 1990" or a year alone; else PersonUnreadable."""
    given = squeeze(unicodedata.normalize("NFKC", text)) if len(text) <= _BIRTH_CHARACTERS_MAX else ""
    try:
        if alone := _YEAR.fullmatch(given):
            return Birth.of_year(int(alone[1]))
        if found := _DAY_FIRST.fullmatch(given) or _YEAR_FIRST.fullmatch(given):
            year, month, day = (int(part) for part in _parts(found))
            return Birth(date(year, month, day))
    except ValueError:
        pass
    raise PersonUnreadable("The birth date is not readable: write 31/12/1990, or the year alone.")


def _parts(found: "re.Match[str]") -> tuple[str, str, str]:
    parts = found.groupdict()
    if parts.get("y"):
        return parts["y"], parts["m"], parts["d"]
    return parts["year"], parts["month"], parts["day"]


def checked_birth(birth: Birth, today: date) -> Birth:
    """Return the birth in stored form; PersonUnreadable when it lies ahead or too far back."""
    if birth.on > today:
        raise PersonUnreadable(f"The birth date {birth.on:%d/%m/%Y} has not come yet.")
    if birth.on.year < today.year - AGE_YEARS_MAX:
        raise PersonUnreadable(f"The birth year {birth.on.year} is more than {AGE_YEARS_MAX} years ago.")
    return birth if birth.is_day_known else Birth.of_year(birth.on.year)


def checked_qid(qid: str) -> str:
    """Return a QID that another platform issued; PersonUnreadable when Decision 1405 could not print it."""
    if not _QID.fullmatch(qid):
        raise PersonUnreadable("The QID is not readable: 1 to 32 letters and digits.")
    return qid


def checked_address(text: str) -> str:
    """Return an address with single spaces; PersonUnreadable when it is too long."""
    address = squeeze(text)
    if len(address) > ADDRESS_LETTERS_MAX:
        raise PersonUnreadable(f"The address is longer than {ADDRESS_LETTERS_MAX} letters.")
    return address


def checked_country(code: str) -> str:
    """Return a two-letter country code; PersonUnreadable otherwise."""
    country = code.strip().upper()
    if not _COUNTRY.fullmatch(country):
        raise PersonUnreadable("The nationality is a country code of two letters, for example VN.")
    return country


def checked_person(person: NewPerson, today: date) -> NewPerson:
    """Return the person with every part in stored form; the first fault raises."""
    if len(person.documents) > PAPERS_MAX or len(person.phones) > PHONES_MAX:
        raise PersonUnreadable(f"At most {PAPERS_MAX} documents and {PHONES_MAX} phones.")
    return replace(
        person,
        full_name=readable_name(person.full_name),
        birth=checked_birth(person.birth, today),
        documents=tuple(dict.fromkeys(map(canonical_paper, person.documents))),
        phones=tuple(dict.fromkeys(map(normalise_phone, person.phones))),
        address=checked_address(person.address),
        nationality=checked_country(person.nationality),
        qid=checked_qid(person.qid) if person.qid else "",
    )


def checked_change(change: PersonChange, today: date) -> PersonChange:
    """Return the change with every part in stored form; the first fault raises."""
    return replace(
        change,
        full_name=None if change.full_name is None else readable_name(change.full_name),
        birth=None if change.birth is None else checked_birth(change.birth, today),
        address=None if change.address is None else checked_address(change.address),
        nationality=None if change.nationality is None else checked_country(change.nationality),
    )
