"""Facts as rules see them: typed, and with every time on the city's wall clock.

Rules count calendar days and years. CertLogic counts them in UTC, where a Vietnamese day begins at 17:00 of
the day before and a person born on 1 March is born on 29 February (lesson L17). So rules get the digits of
the city's wall clock, labelled UTC: day arithmetic is then the city's, here and in the browser alike.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final

from antoan.domains.policy.certlogic.access import Evaluator
from antoan.domains.policy.certlogic.access import reading as certlogic_reading
from antoan.domains.policy.certlogic.times import has_offset, read_moment
from antoan.domains.policy.errors import CertLogicFailed

CITY_OFFSET: Final = timedelta(hours=7)  # Viet Nam keeps +07:00 all year, since 1975.
_CITY: Final = timezone(CITY_OFFSET)  # Many times faster than a ZoneInfo, and a verdict has two of them.
YEAR_MIN: Final = 1000
YEAR_MAX: Final = 9700  # Leaves room for what a rule may add (documents.py bounds it to 200 years).
_DAYS_REMEMBERED: Final = 65_536


class Malformed:
    """Stands for a fact that is there but makes no sense: any rule that looks at it fails."""

    def __repr__(self) -> str:
        return "MALFORMED"


MALFORMED: Final = Malformed()
Reader = Callable[[Any], Any]


@lru_cache(maxsize=_DAYS_REMEMBERED)
def day(value: Any) -> Any:
    """Read a calendar day; a moment counts as the city's day on which it falls.

    Remembered, because a city has few distinct days: most calls cost one look-up.
    """
    read = moment(value)
    return read if read is MALFORMED else _midnight(read)


def _midnight(moment_: datetime) -> datetime:
    return moment_.replace(hour=0, minute=0, second=0, microsecond=0)


def moment(value: Any) -> Any:
    """Read a moment: a time with offset, a time on the city's clock without one, or a day (its midnight)."""
    try:
        on_wall = _on_wall(value)
    except (CertLogicFailed, OverflowError):
        return MALFORMED
    return on_wall if on_wall is not None and YEAR_MIN <= on_wall.year <= YEAR_MAX else MALFORMED


def _on_wall(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            wall = value.replace(tzinfo=UTC)
        else:
            wall = (value if value.tzinfo is UTC else value.astimezone(UTC)) + CITY_OFFSET
        # CertLogic knows milliseconds; cut here as it would cut the text.
        excess = wall.microsecond % 1000
        return wall.replace(microsecond=wall.microsecond - excess) if excess else wall
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, str):
        read = read_moment(value)
        return read + CITY_OFFSET if has_offset(value) else read
    return None


def count(value: Any) -> Any:
    """Read a number of things, none or more."""
    if type(value) is int and value >= 0:
        return value
    if type(value) is float and value.is_integer() and value >= 0:
        return int(value)
    return MALFORMED


def flag(value: Any) -> Any:
    """Read yes or no."""
    return value if value is True or value is False else MALFORMED


def word(value: Any) -> Any:
    """Read a word of a closed set."""
    return value if isinstance(value, str) else MALFORMED


def anything(value: Any) -> Any:
    """Take a fact that we know nothing of as it is; a date becomes its midnight."""
    return moment(value) if isinstance(value, date) else value


FACTS: Final[Mapping[str, Reader]] = {
    "birth_on": day,
    "doses_valid": count,
    "course_doses": count,
    "first_dose_on": day,
    "last_dose_on": day,
    "recovered_on": day,
    "case_active": flag,
    "isolation_until": day,
    "last_test_kind": word,
    "last_test_outcome": word,
    "last_test_at": moment,
    "last_negative_at": moment,
    "last_negative_kind": word,
    "declared_at": moment,
    "declaration_risk": flag,
    "has_records": flag,
}


def reader_of(name: str) -> Reader:
    """Return how a fact is read: by its name if we know it, else by the unit its name ends with."""
    if name in FACTS:
        return FACTS[name]
    if name.endswith("_at"):
        return moment
    return day if name.endswith(("_on", "_until")) else anything


def reading(path: str) -> Evaluator:
    """Return the function that reads a path of a rule: ``f.…`` a fact as it is typed, anything else as it is."""
    if path == "now":
        return lambda data: data["now"]
    if not path.startswith("f.") or path.count(".") != 1:
        return certlogic_reading(path)
    name = path.removeprefix("f.")
    read = reader_of(name)

    def run(data: Any) -> Any:
        value = data["f"].get(name)
        return value if value is None else read(value)

    return run


def in_city(wall: datetime) -> datetime:
    """Return the moment that stands on the city's wall clock, ready to be shown."""
    return wall.replace(tzinfo=_CITY)
