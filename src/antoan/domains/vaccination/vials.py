"""What the code on a vial or its box says: a GS1 element string (01, 17, 10, 21), or the lot's number alone. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from antoan.domains.records.doses import lot_number

VIAL_LETTERS_MAX: Final = 100
_GROUP_END: Final = "\x1d"  # FNC1 as scanners send it.
_SYMBOLOGY: Final = re.compile(r"^\](?:C1|d2|Q3)")
# Application identifiers of fixed length that stand on vaccines; 10 and 21 end at FNC1 or at the end.
_FIXED: Final = {"01": 14, "11": 6, "17": 6}
_OPEN: Final = {"10": 20, "21": 20}
_DAY: Final = re.compile(r"\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Vial:
    """A lot as a scanner read it; the last day only where the code tells it."""

    lot: str
    expires_on: date | None = None


def read_vial(text: str) -> Vial | None:
    """Read the code of a vial; None when no lot stands in it."""
    text = _SYMBOLOGY.sub("", text.strip().strip("\0"))
    if not 0 < len(text) <= VIAL_LETTERS_MAX:
        return None
    fields = _elements(text.replace("(", "").replace(")", ""))
    if fields is None:
        number = lot_number(text)
        return Vial(number) if number.isascii() and number.isprintable() else None
    lot = lot_number(fields.get("10", ""))
    return Vial(lot, _last_day(fields.get("17", ""))) if lot else None


def _elements(text: str) -> dict[str, str] | None:
    """Return the fields of a GS1 string; None for a text that is none: it begins with an article's number."""
    if not re.match(r"01\d{14}", text, re.ASCII):
        return None
    fields: dict[str, str] = {}
    rest = text
    while rest:
        key, rest = rest[:2], rest[2:]
        if key in _FIXED:
            fields[key], rest = rest[: _FIXED[key]], rest[_FIXED[key] :]
        elif key in _OPEN:
            value, _end, rest = rest.partition(_GROUP_END)
            fields[key] = value[: _OPEN[key]]
        else:
            break
        rest = rest.lstrip(_GROUP_END)
    return fields


def _last_day(text: str) -> date | None:
    """Return the last day of YYMMDD; day 00 is the last of the month (GS1 General Specifications, 3.4.6)."""
    if not _DAY.fullmatch(text):
        return None
    year, month, day = 2000 + int(text[:2]), int(text[2:4]), int(text[4:])
    try:
        if day:
            return date(year, month, day)
        following = date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return date.fromordinal(following.toordinal() - 1)
