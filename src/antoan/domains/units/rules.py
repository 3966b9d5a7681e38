"""Checks what people write about units."""

import re
from typing import Final

from antoan.domains.places.rules import ADDRESS_MAX, PLACE_NAME_MAX
from antoan.domains.units.errors import UnitUnreadable
from antoan.domains.units.values import NewUnit
from antoan.kit.text import squeeze

# 10 digits, 3 more for a branch, or the 12 of the owner's identity number for a household business.
_TAX_NUMBER: Final = re.compile(r"\d{10}|\d{10}-\d{3}|\d{13}|\d{12}")


def checked(unit: NewUnit) -> NewUnit:
    """Return the unit with tidy texts; UnitUnreadable with every fault."""
    tidy = NewUnit(
        name=squeeze(unit.name),
        kind=unit.kind,
        tax_number=unit.tax_number.replace(" ", ""),
        address=squeeze(unit.address),
        ward_id=unit.ward_id,
    )
    faults = []
    if not tidy.name or len(tidy.name) > PLACE_NAME_MAX or not tidy.name.isprintable():
        faults.append(f"it needs a name of at most {PLACE_NAME_MAX} printable characters")
    if tidy.tax_number and not _TAX_NUMBER.fullmatch(tidy.tax_number):
        faults.append("a tax number has 10 digits (a branch 13, a household business 12)")
    if len(tidy.address) > ADDRESS_MAX:
        faults.append(f"the address may have {ADDRESS_MAX} characters")
    if faults:
        raise UnitUnreadable(f"The unit cannot be registered: {'; '.join(faults)}.")
    return tidy
