"""Decides what a tracing case may be, and which days it looks at."""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from antoan.domains.tracing.errors import OnsetUnlikely, ReasonMissing
from antoan.domains.tracing.parameters import WindowRule
from antoan.kit.clock import day_end, day_start
from antoan.kit.text import squeeze

ONSET_DAYS_BEFORE_MAX: Final = 14
REASON_LETTERS_MIN: Final = 5
REASON_LETTERS_MAX: Final = 200
UNMASKED_FOR: Final = timedelta(minutes=30)  # Lesson L20.
EXPORT_ALLOWED_FOR: Final = timedelta(hours=24)
CONTACTS_MAX: Final = 5_000  # Kept of one case, those whose call averts most.
AT_ONCE_MAX: Final = 500  # Contacts told or followed by one press of a button.


class InfectiousTime(NamedTuple):
    """Between which moments a case infects."""

    since: datetime
    until: datetime


def onset_of(*, told: date | None, confirmed_on: date) -> date:
    """Return day 0 of a case; OnsetUnlikely when what was told cannot be."""
    if told is None:
        return confirmed_on
    if not confirmed_on - timedelta(days=ONSET_DAYS_BEFORE_MAX) <= told <= confirmed_on:
        raise OnsetUnlikely
    return told


def infectious_time(onset_on: date, rule: WindowRule) -> InfectiousTime:
    """Return the whole days between which a case infects."""
    return InfectiousTime(
        day_start(onset_on - timedelta(days=rule.days_before)),
        day_end(onset_on + timedelta(days=rule.days_after)),
    )


def readable_reason(text: str) -> str:
    """Return a reason as it is kept; ReasonMissing when it says nothing, or too much."""
    reason = squeeze(text)
    if not REASON_LETTERS_MIN <= len(reason) <= REASON_LETTERS_MAX:
        raise ReasonMissing
    return reason
