"""Times as the engines see them, and the closed sets of a tracer's work."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from antoan.kit.clock import day_end, day_start

# Seconds are counted from here in the sealed files, so that 32 bits last until 2088.
EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
DAY_S: Final = 86_400
STAY_S_MAX: Final = DAY_S  # No stay is longer: visits.rules.STAY_HOURS_MAX.
_SECOND: Final = timedelta(seconds=1)


def seconds_of(moment: datetime) -> int:
    """Return the whole second of a moment (rounded down)."""
    return (moment - EPOCH) // _SECOND


def moment_of(seconds: int) -> datetime:
    """Return the moment at which a second begins."""
    return EPOCH + timedelta(seconds=int(seconds))


def day_bounds(day: date) -> tuple[int, int]:
    """Return the first second of a city day and the first of the next."""
    return seconds_of(day_start(day)), seconds_of(day_end(day))


class ContactState(StrEnum):
    """How far the work on a contact has come."""

    FOUND = "found"
    NOTIFIED = "notified"  # A message was queued.
    REACHED = "reached"  # Somebody spoke with them.
    UNREACHABLE = "unreachable"


class FollowUpKind(StrEnum):
    """Why somebody is asked how they are."""

    CONTACT = "contact"


class FollowUpState(StrEnum):
    """What came of a day's question."""

    WAITING = "waiting"
    WELL = "well"
    SICK = "sick"
    UNREACHED = "unreached"
