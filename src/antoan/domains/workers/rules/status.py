"""Decides what a unit is told of a worker: a colour, how long it holds if that tells nothing, and whether a test is due.

Pure. Never a reason, a dose, a diagnosis, or a date from which one could be told (lesson L18, features row 115).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import Verdict
from antoan.domains.workers.rules.terms import terms
from antoan.domains.workers.values import Standing, Status
from antoan.kit.clock import local_date

# The end of a red is the end of an isolation, and a red without end is an illness: both tell too much.
_UNTIL_TELLS: Final = frozenset({Colour.RED, Colour.BLACK})


def status_of(
    verdict: Verdict | None, facts: Mapping[str, Any], *, test_every_days: int | None, now: datetime
) -> Status:
    """Return what a unit is told of one worker who is joined to a person."""
    due_on = test_due_on(facts, test_every_days, today=local_date(now))
    return Status(
        standing=Standing.UNKNOWN if verdict is None else Standing(verdict.colour.value),
        until=None if verdict is None else shown_until(verdict.colour, verdict.until, now),
        needs_test=due_on is not None and due_on <= local_date(now),
        test_due_on=due_on,
    )


def shown_until(colour: Colour, until: datetime | None, now: datetime) -> datetime | None:
    """Return the end of a colour when it is near and tells no illness.

    A green that ends in a month is a recovery's, and the unit may not know; what changes within two days it sees
    within two days.
    """
    if until is None or colour in _UNTIL_TELLS:
        return None
    return until if until - now <= timedelta(days=terms().until_shown_days_max) else None


def test_due_on(facts: Mapping[str, Any], every_days: int | None, *, today: date) -> date | None:
    """Return when the next test of somebody's group is due: today when none is known; None without a schedule."""
    if every_days is None:
        return None
    last_test_at: datetime | None = facts.get("last_test_at")
    return today if last_test_at is None else local_date(last_test_at) + timedelta(days=every_days)
