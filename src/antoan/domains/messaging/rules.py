"""When a message may go. Pure."""

from datetime import datetime, time, timedelta
from typing import Final

from antoan.domains.messaging.values import Kind
from antoan.kit.clock import CITY_ZONE, day_end, local, local_date

ATTEMPTS_MAX: Final = 10
RETRY_AFTER: Final = timedelta(seconds=30)  # Doubled with each attempt.
RETRY_AFTER_MAX: Final = timedelta(hours=1)
# A message nobody can tell of is looked at for so long; then it stays uncertain, and is never sent again.
DOUBT_MAX: Final = timedelta(days=3)


def is_quiet(now: datetime, quiet_from: time, quiet_until: time) -> bool:
    """Tell whether notices wait now. The first minute of the night is quiet, the first of the morning is not."""
    at = local(now).time()
    if quiet_from <= quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def next_morning(now: datetime, quiet_until: time) -> datetime:
    """Return when what may not go today is due: tomorrow, after the night."""
    tomorrow = local_date(day_end(local_date(now)))
    return datetime.combine(tomorrow, quiet_until, tzinfo=CITY_ZONE)


def is_worth_waiting(kind: Kind) -> bool:
    """Tell whether a message still has a use tomorrow. Somebody waits for codes and answers now."""
    return kind in {Kind.URGENT, Kind.NOTICE}


def retry_at(attempts: int, now: datetime) -> datetime:
    """Return when to try again after so many attempts."""
    wait: timedelta = min(RETRY_AFTER * 2 ** (attempts - 1), RETRY_AFTER_MAX)
    return now + wait
