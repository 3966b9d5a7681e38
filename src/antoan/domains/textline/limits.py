"""How often one number is answered. Past a bound nothing is said: silence costs nothing and tells nothing."""

from datetime import datetime, timedelta
from typing import Final

from antoan.domains.messaging.queries import answered_since
from antoan.domains.textline.values import Keyword, Note
from antoan.kit.clock import day_start, local_date

PER_HOUR_MAX: Final = 15
PER_DAY_MAX: Final = 25  # Fewer than the answers a number may get in a day (messaging.limits).
# Each of these a day: help nobody asked for, "not verified", wrong confirmation codes.
PER_DAY_MAX_OF: Final = {Keyword.UNKNOWN.value: 3, Note.UNVERIFIED.value: 5}
WRONG_CODES_PER_DAY_MAX: Final = 5


def is_over(number: str, now: datetime) -> bool:
    """Tell whether a number asked often enough for now."""
    return (
        answered_since(number, now - timedelta(hours=1)) >= PER_HOUR_MAX
        or answered_since(number, _today(now)) >= PER_DAY_MAX
    )


def is_over_for(number: str, note: str, now: datetime) -> bool:
    """Tell whether a number had enough answers of this kind today."""
    bound = PER_DAY_MAX_OF.get(note)
    return bound is not None and answered_since(number, _today(now), keyword=note) >= bound


def has_tries_left(number: str, now: datetime) -> bool:
    """Tell whether a number may still try confirmation codes today."""
    return answered_since(number, _today(now), keyword=Note.WRONG_CODE) < WRONG_CODES_PER_DAY_MAX


def _today(now: datetime) -> datetime:
    return day_start(local_date(now))
