"""The only place that asks the machine for the time, and that knows the city's calendar."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

CITY_ZONE: Final[tzinfo] = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return the same moment on the city's wall clock."""
    return moment.astimezone(CITY_ZONE)


def local_date(moment: datetime) -> date:
    """Return the city's calendar day on which the moment falls."""
    return moment.astimezone(CITY_ZONE).date()


def today() -> date:
    """Return the city's calendar day now."""
    return local_date(now())


def day_start(day: date) -> datetime:
    """Return local midnight at which the day begins."""
    return datetime.combine(day, time.min, tzinfo=CITY_ZONE)


def day_end(day: date) -> datetime:
    """Return local midnight at which the day ends (the first moment of the next one)."""
    return day_start(day + timedelta(days=1))


def parse_moment(text: str) -> datetime:
    """Read an RFC 3339 time; ValueError when it has no offset or is no time at all."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset, for example 2026-11-22T07:31:05+07:00")
    return moment
