"""The bounds of sending: per day, per campaign, per number, and the hours of the night. From settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final

from django.conf import settings

from antoan.domains.messaging.errors import LimitsUnreadable
from antoan.domains.messaging.values import Kind, Lane

# So many a day to one number; the next one waits for tomorrow, or is given up when somebody waits for it now.
PER_NUMBER_DAY_MAX: Final[Mapping[Kind, int]] = {
    Kind.CODE: 10,
    Kind.ANSWER: 30,
    Kind.URGENT: 10,
    Kind.NOTICE: 6,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """All bounds at once, as the rules take them."""

    parts_a_day: Mapping[Lane, int]
    campaign_parts_a_day: int
    part_price: int  # In đồng.
    quiet_from: time
    quiet_until: time
    per_number_a_day: Mapping[Kind, int] = field(default_factory=lambda: PER_NUMBER_DAY_MAX)


def limits() -> Limits:
    """Return the bounds of this installation; LimitsUnreadable."""
    quiet_from, quiet_until = _hours(settings.SMS_QUIET)
    return Limits(
        parts_a_day={
            Lane.CODES: settings.SMS_CODE_PARTS_PER_DAY,
            Lane.OTHERS: settings.SMS_PARTS_PER_DAY,
        },
        campaign_parts_a_day=settings.SMS_CAMPAIGN_PARTS_PER_DAY,
        part_price=settings.SMS_PART_PRICE,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )


def _hours(text: Any) -> tuple[time, time]:
    try:
        begin, end = str(text).split("-")
        return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise LimitsUnreadable(
            f"ANTOAN_SMS_QUIET is {text!r}; write the hours of the night as 21:00-07:00."
        ) from None
