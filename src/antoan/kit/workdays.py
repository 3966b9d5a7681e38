"""Counts working days in the city. Pure; holidays are data/holidays.json, all unconfirmed."""

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final

from antoan.kit.clock import day_end, local_date

_SATURDAY: Final = 5


@cache
def holidays() -> frozenset[date]:
    """Return the days off that we know of, besides weekends."""
    file = resources.files(__package__) / "data" / "holidays.json"
    years = json.loads(file.read_text(encoding="utf-8"))["days"]
    return frozenset(date.fromisoformat(day) for days in years.values() for day in days)


def is_working_day(day: date, days_off: Collection[date]) -> bool:
    """Tell whether public bodies work on a day."""
    return day.weekday() < _SATURDAY and day not in days_off


def due_after(moment: datetime, working_days: int, days_off: Collection[date]) -> datetime:
    """Return the end of the n-th working day after the day of the moment, at local midnight.

    The day itself never counts: what comes on Friday evening and what comes on Sunday are due together.
    """
    day, left = local_date(moment), working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, days_off)
    return day_end(day)


def working_days_between(start: datetime, end: datetime, days_off: Collection[date]) -> int:
    """Return how many working days begin after the day of `start` and not after the day of `end`."""
    first, last = local_date(start), local_date(end)
    days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(is_working_day(day, days_off) for day in days)
