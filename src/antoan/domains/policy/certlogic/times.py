"""Dates and times as CertLogic knows them: moments in UTC, cut to the millisecond."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from antoan.domains.policy.errors import CertLogicFailed

TIME_UNITS: Final = ("year", "month", "day", "hour")
_PARTIAL: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]+))?"
    r"(?P<offset>Z|[+-][0-9]{1,2}(?::?[0-9]{2})?)?",
    re.ASCII,
)
_TEXTS_REMEMBERED: Final = 8_192
_SUMS_REMEMBERED: Final = 65_536  # The birthdays of a city.


def has_offset(text: str) -> bool:
    """Tell whether a text is a date-time that names its offset from UTC."""
    match = _DATE_TIME.fullmatch(text)
    return match is not None and match["offset"] is not None


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def read_moment(text: str) -> datetime:
    """Read a date or date-time; without an offset it is UTC. CertLogicFailed for anything else."""
    try:
        if _DATE.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.min, tzinfo=UTC)
        if match := _DATE_TIME.fullmatch(text):
            day, clock, fraction, offset = match.groups()
            local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
            milliseconds = int((fraction or "")[:3].ljust(3, "0"))
            return local - _offset(offset) + timedelta(milliseconds=milliseconds)
    except (ValueError, OverflowError) as error:
        raise CertLogicFailed(f"{text!r} is not a date or date-time that exists") from error
    raise CertLogicFailed(f"{text[:60]!r} is not an allowed date or date-time")


def _offset(text: str | None) -> timedelta:
    if text is None or text == "Z":
        return timedelta()
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError("an offset has hours up to 23 and minutes up to 59")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if text[0] == "-" else size


def round_up_partial(text: str) -> datetime | None:
    """Return the last day that a year, or a year and month, may mean; None when the text is neither."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    try:
        year, month = int(match[1]), int(match[2] or 12)
        return datetime(year, month, monthrange(year, month)[1], tzinfo=UTC)
    except ValueError as error:
        raise CertLogicFailed(f"{text!r} is not a month that exists") from error


def moment_of(value: Any) -> datetime:
    """Return the moment a value of the data means: a text, a ``date`` or a ``datetime``."""
    if isinstance(value, str):
        return round_up_partial(value) or read_moment(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time.min, tzinfo=UTC)
    raise CertLogicFailed('the first operand of "plusTime" must be a date or date-time')


def date_of_birth(value: Any) -> datetime:
    """Return the last day that a birth date, perhaps only a year or month, may mean."""
    if isinstance(value, str) and not _DATE.fullmatch(value) and not _PARTIAL.fullmatch(value):
        raise CertLogicFailed(f"{value[:60]!r} is not a date of birth")
    if isinstance(value, str | date):
        return moment_of(value)
    raise CertLogicFailed('the operand of "dccDateOfBirth" must be a date')


@lru_cache(maxsize=_SUMS_REMEMBERED)
def plus_months(moment: datetime, months: int) -> datetime:
    """Add calendar months; a day that the month lacks runs over into the next one, as in JavaScript."""
    years, month = divmod(moment.month - 1 + months, 12)
    if moment.day <= 28:
        return moment.replace(year=moment.year + years, month=month + 1)
    first = moment.replace(year=moment.year + years, month=month + 1, day=1)
    return first + timedelta(days=moment.day - 1)
