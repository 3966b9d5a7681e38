"""Decides what a ticket may become, by when, and who must agree. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from antoan.domains.corrections.changes import Change, ends_case, is_grave
from antoan.domains.corrections.errors import NothingAsked, TicketClosed, WordsMissing, WordsTooLong
from antoan.domains.corrections.owners import deadlines
from antoan.domains.corrections.values import UNDECIDED, Opener, TicketState
from antoan.domains.policy.values import Colour
from antoan.domains.records.values import Case
from antoan.kit.text import squeeze_lines
from antoan.kit.workdays import due_after, holidays, working_days_between

OPEN_TICKETS_PER_PERSON_MAX: Final = 5
TICKETS_PER_PERSON_DAY_MAX: Final = 10
STEPS_PER_TICKET_MAX: Final = 50
WORDS_LETTERS_MAX: Final = 1_000
REASON_LETTERS_MIN: Final = 10
# A question nobody answers must not keep a ticket open for ever. Our own bound.
UNANSWERED_DAYS_MAX: Final = 30


def reply_due(opened_at: datetime) -> datetime:
    """Return by when somebody must have taken a ticket up."""
    return due_after(opened_at, deadlines().reply_working_days, holidays())


def decision_due(opened_at: datetime) -> datetime:
    """Return by when a ticket must be decided."""
    return due_after(opened_at, deadlines().correct_working_days, holidays())


def due_after_answer(due_at: datetime, *, asked_at: datetime, answered_at: datetime) -> datetime:
    """Return the deadline moved on by the working days the person took to answer."""
    waited = working_days_between(asked_at, answered_at, holidays())
    # Due at midnight, so the day it is due is the one before.
    return due_after(due_at - timedelta(seconds=1), waited, holidays()) if waited else due_at


def appeal_due(opened_at: datetime) -> datetime:
    """Return by when a person must have answered an appeal; nights and weekends count."""
    return opened_at + timedelta(hours=deadlines().appeal_hours)


def is_late(state: TicketState, *, reply_due_at: datetime, due_at: datetime, now: datetime) -> bool:
    """Tell whether the office is late. Time in which the person is asked is not the office's."""
    if state is TicketState.OPEN:
        return now >= min(reply_due_at, due_at)
    return state is TicketState.IN_REVIEW and now >= due_at


def check_undecided(state: TicketState) -> None:
    """Raise TicketClosed for what is decided or withdrawn."""
    if state not in UNDECIDED:
        raise TicketClosed


def check_asked(state: TicketState) -> None:
    """Raise NothingAsked unless the ticket waits for the person."""
    check_undecided(state)
    if state is not TicketState.NEEDS_MORE:
        raise NothingAsked


def needs_second_person(
    change: Change, cases: Sequence[Case], *, before: Colour | None, after: Colour | None
) -> bool:
    """Tell whether two people must agree (lesson L13): somebody turns red, or is no F0 any more.

    `before` and `after` are None when no colour can be told; then what could make somebody red counts.
    """
    if ends_case(change, cases):
        return True
    if before is None or after is None:
        return is_grave(change)
    return after is Colour.RED and before is not Colour.RED


def opener_of(*, is_own: bool, is_guardian: bool) -> Opener:
    """Return for whom somebody opens a ticket."""
    if is_own:
        return Opener.SELF
    return Opener.GUARDIAN if is_guardian else Opener.HELPER


def readable_words(text: str) -> str:
    """Return free text, at most WORDS_LETTERS_MAX letters; WordsTooLong. Line breaks stay."""
    words = squeeze_lines(text)
    if len(words) > WORDS_LETTERS_MAX:
        raise WordsTooLong
    return words


def readable_reason(text: str) -> str:
    """Return the words of a decision; WordsMissing when they say nothing."""
    words = readable_words(text)
    if len(words) < REASON_LETTERS_MIN:
        raise WordsMissing
    return words
