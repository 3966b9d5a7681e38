"""When a day is closed, when its rows may leave the database, and how long its files are kept."""

from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.tracing.values import STAY_S_MAX
from antoan.kit.clock import day_end, local

CLOSED_AFTER: Final = timedelta(seconds=STAY_S_MAX)  # No check-out ends an older stay: the day is quiet.
KEPT_DAYS: Final = 28  # Lesson L12: who was where is not kept for longer.
ROWS_DAYS_MIN: Final = (
    9  # Scans that waited on a device come up to eight days late (visits.services.DAYS_BACK).
)
QUIET_HOURS: Final = (1, 5)


def closed_from(day: date) -> datetime:
    """Return from when on no stay of a day goes on."""
    return day_end(day) + CLOSED_AFTER


def is_kept(day: date, today: date) -> bool:
    """Tell whether it may still be known who was where on a day."""
    return day >= first_kept(today)


def first_kept(today: date) -> date:
    """Return the oldest day that is kept."""
    return today - timedelta(days=KEPT_DAYS - 1)


def may_lose_rows(day: date, today: date) -> bool:
    """Tell whether no scan of a day can come any more, so that its files alone may hold it."""
    return today - day >= timedelta(days=ROWS_DAYS_MIN)


def is_quiet_hour(now: datetime) -> bool:
    """Tell whether it is the time of night in which a city hardly scans, and days may be sealed anew."""
    return QUIET_HOURS[0] <= local(now).hour < QUIET_HOURS[1]
