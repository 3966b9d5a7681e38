"""Knows wards by what people call them."""

from datetime import date

from antoan.domains.areas.queries import wards_on
from antoan.kit.text import fold


def wards_by_name(today: date) -> dict[str, int]:
    """Return the wards of a day by folded name, with and without their kind; names that two bear are left out."""
    found: dict[str, set[int]] = {}
    for ward in wards_on(today):
        whole = fold(ward.name)
        for name in {whole, whole.removeprefix("phuong ").removeprefix("xa ").removeprefix("thi tran ")}:
            found.setdefault(name, set()).add(ward.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
