"""What makes a group or a contact readable. Pure."""

from dataclasses import replace
from typing import Final

from antoan.domains.workers.errors import CohortUnreadable, ContactUnreadable
from antoan.domains.workers.values import Contact, NewCohort
from antoan.kit.errors import BadInput
from antoan.kit.phones import normalise_phone
from antoan.kit.text import squeeze

NAME_LETTERS_MAX: Final = 80
CONTACT_LETTERS_MAX: Final = 100
TEST_DAYS_MAX: Final = 60
COHORTS_PER_UNIT_MAX: Final = 200


def checked_cohort(cohort: NewCohort) -> NewCohort:
    """Return the group with a tidy name; CohortUnreadable."""
    tidy = replace(cohort, name=squeeze(cohort.name))
    has_whole_shift = (tidy.shift_starts is None) == (tidy.shift_ends is None)
    days = tidy.test_every_days
    is_readable = 0 < len(tidy.name) <= NAME_LETTERS_MAX and tidy.name.isprintable() and has_whole_shift
    if not is_readable or (days is not None and not 1 <= days <= TEST_DAYS_MAX):
        raise CohortUnreadable
    return tidy


def checked_contact(name: str, number: str) -> Contact:
    """Return the contact; ContactUnreadable."""
    tidy = squeeze(name)
    if not 0 < len(tidy) <= CONTACT_LETTERS_MAX or not tidy.isprintable():
        raise ContactUnreadable
    try:
        return Contact(tidy, normalise_phone(number))
    except BadInput:
        raise ContactUnreadable from None
