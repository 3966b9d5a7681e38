"""Decides what a submitted list may become, and by when. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.workers.errors import ListDecided, PlanTooLong, ReasonMissing, TermUnreadable
from antoan.domains.workers.list_values import ListState
from antoan.domains.workers.rules.terms import terms
from antoan.kit.text import squeeze

PLAN_LETTERS_MAX: Final = 2_000
REASON_LETTERS_MIN, REASON_LETTERS_MAX = 10, 500


def decision_due(submitted_at: datetime) -> datetime:
    """Return by when the body must have decided; nights and weekends count."""
    return submitted_at + timedelta(hours=terms().decision_hours)


def is_late(state: ListState, due_at: datetime, now: datetime) -> bool:
    """Tell whether the body is late."""
    return state is ListState.SUBMITTED and now >= due_at


def usual_end(today: date) -> date:
    """Return the day up to which an approval usually holds."""
    return today + timedelta(days=terms().approval_days_usual)


def checked_end(valid_until: date, today: date) -> date:
    """Return the last day of an approval; TermUnreadable unless it lies ahead, and not too far."""
    if not today < valid_until <= today + timedelta(days=terms().approval_days_max):
        raise TermUnreadable
    return valid_until


def check_waits(state: ListState) -> None:
    """Raise ListDecided unless the list waits for its decision."""
    if state is not ListState.SUBMITTED:
        raise ListDecided


def check_in_force(state: ListState) -> None:
    """Raise ListDecided unless the list is approved."""
    if state is not ListState.APPROVED:
        raise ListDecided


def is_over(valid_until: date, today: date) -> bool:
    """Tell whether an approval has ended: its last day counts in full."""
    return today > valid_until


def needs_reminder(valid_until: date, today: date) -> bool:
    """Tell whether the unit is told that its approval ends soon."""
    return today >= valid_until - timedelta(days=terms().reminder_days_before)


def readable_reason(text: str) -> str:
    """Return why something was decided; ReasonMissing when it says nothing, or too much."""
    reason = _lines(text)
    if not REASON_LETTERS_MIN <= len(reason) <= REASON_LETTERS_MAX:
        raise ReasonMissing
    return reason


def readable_plan(text: str) -> str:
    """Return the note about how the unit wants to work; PlanTooLong."""
    plan = _lines(text)
    if len(plan) > PLAN_LETTERS_MAX:
        raise PlanTooLong
    return plan


def _lines(text: str) -> str:
    return "\n".join(squeeze(line) for line in text.strip().splitlines())
