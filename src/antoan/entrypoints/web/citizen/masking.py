"""The two ways of Decision 1405 to show an identity: masked by default, whole on demand. Pure."""

from dataclasses import dataclass
from datetime import date

from antoan.kit.text import mask_head


@dataclass(frozen=True, slots=True)
class Shown:
    """One value in both ways."""

    masked: str
    full: str


def shown_number(number: str) -> Shown:
    """Hide the first six characters of an identity number."""
    return Shown(mask_head(number), number)


def shown_birth(born_on: date, *, is_day_known: bool) -> Shown:
    """Hide day and month; who only knows the year has nothing to hide."""
    year = f"{born_on.year:04d}"
    return Shown(f"**/**/{year}", f"{born_on:%d/%m}/{year}") if is_day_known else Shown(year, year)
