"""Decides who must agree before another acts for them, and when a child's tie ends. Pure."""

from datetime import date

from antoan.domains.identity.limits import ADULT_AGE_YEARS
from antoan.domains.people.values import Birth


def adult_from(birth: Birth) -> date:
    """Return the day somebody comes of age. Of whom only the year is known, the first of January counts."""
    born = birth.on
    try:
        return born.replace(year=born.year + ADULT_AGE_YEARS)
    except ValueError:  # Born on 29 February.
        return date(born.year + ADULT_AGE_YEARS, 3, 1)


def is_adult(birth: Birth, today: date) -> bool:
    """Tell whether somebody is of age on a day."""
    return today >= adult_from(birth)
