"""Decides what a tracer may ask of a place, and how long. Our own figures, none of them official. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.gates.errors import DayOutsideCase
from antoan.kit.clock import local_date

ANSWER_HOURS: Final = (2, 6, 24)  # What a tracer may choose.
READABLE_FOR: Final = timedelta(hours=24)  # From the unit's confirmation, as an export (tracing.rules.cases).
DAYS_BACK_MAX: Final = 28  # As long as visits are listed (lesson L12).
REQUESTS_PER_CASE_MAX: Final = 100
VISITORS_MAX: Final = 2_000
UNSCANNED_MAX: Final = 10_000


def due_at(now: datetime, hours: int) -> datetime:
    """Return until when the unit may answer; the shortest time for what is none of the choices."""
    return now + timedelta(hours=hours if hours in ANSWER_HOURS else min(ANSWER_HOURS))


def checked_day(on: date, *, since: datetime, until: datetime, now: datetime) -> date:
    """Return the day that is asked about; DayOutsideCase unless the case was infectious on it, and lately."""
    today = local_date(now)
    # `until` is the midnight that ends the last day.
    first, last = local_date(since), local_date(until - until.resolution)
    if not max(first, today - timedelta(days=DAYS_BACK_MAX)) <= on <= min(last, today):
        raise DayOutsideCase
    return on
