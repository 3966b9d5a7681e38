"""Checks what people write about units."""

import re
from typing import Final

from antoan.domains.places.rules import ADDRESS_MAX, PLACE_NAME_MAX
from antoan.domains.units.errors import UnitUnreadable
from antoan.domains.units.values import NewUnit
from antoan.kit.text import fold, squeeze

# 10 digits, 3 more for a branch, or the 12 of the owner's identity number for a household business.
FOLDED_LETTERS_MAX: Final = 360
_TAX_NUMBER: Final = re.compile(r"\d{10}|\d{10}-\d{3}|\d{13}|\d{12}")


def folded(name: str, address: str) -> str:
    """Return the form in which two spellings of one unit at one address are equal; empty without an address.

    A chain has many shops of one name: only name and address together make a unit.
    """
    letters = [re.sub(r"[^a-z0-9]+", " ", fold(text)).strip() for text in (name, address)]
    # Some letters fold to two: the column has room for what people write, and the rest is cut.
    return "|".join(letters)[:FOLDED_LETTERS_MAX] if all(letters) else ""


def checked(unit: NewUnit) -> NewUnit:
    """Return the unit with tidy texts; UnitUnreadable with every fault."""
    tidy = NewUnit(
        name=squeeze(unit.name),
        kind=unit.kind,
        tax_number=_without_spaces(unit.tax_number),
        address=squeeze(unit.address),
        ward_id=unit.ward_id,
        zone=unit.zone,
    )
    faults = []
    if not tidy.name or len(tidy.name) > PLACE_NAME_MAX or not tidy.name.isprintable():
        faults.append(f"it needs a name of at most {PLACE_NAME_MAX} printable characters")
    if tidy.tax_number and not is_tax_number(tidy.tax_number):
        faults.append("a tax number has 10 digits (a branch 13, a household business 12)")
    if len(tidy.address) > ADDRESS_MAX:
        faults.append(f"the address may have {ADDRESS_MAX} characters")
    if faults:
        raise UnitUnreadable(f"The unit cannot be registered: {'; '.join(faults)}.")
    return tidy


def is_tax_number(text: str) -> bool:
    """Tell whether a text can be a tax number, written with spaces or without."""
    return _TAX_NUMBER.fullmatch(_without_spaces(text)) is not None


def _without_spaces(text: str) -> str:
    return text.replace(" ", "")
