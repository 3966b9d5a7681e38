"""Decides how a person stands to a purpose, by when a request is due, and what it may become. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.privacy.errors import (
    RefusalMissing,
    RequestClosed,
    RequestUnreadable,
    WordsMissing,
    WordsTooLong,
)
from antoan.domains.privacy.law import (
    cooling_off_days,
    copy_kept_days,
    deadline_for,
    refusals_for,
    reply_working_days,
)
from antoan.domains.privacy.purposes import Purpose
from antoan.domains.privacy.values import (
    UNDECIDED,
    ConsentAct,
    ConsentState,
    LimitKind,
    RequestKind,
    RequestState,
)
from antoan.kit.text import squeeze_lines
from antoan.kit.workdays import due_after, holidays

OPEN_REQUESTS_PER_PERSON_MAX: Final = 10
REQUESTS_PER_PERSON_DAY_MAX: Final = 10
CONSENTS_PER_PERSON_DAY_MAX: Final = 50
WORDS_LETTERS_MAX: Final = 1_000
WORDS_LETTERS_MIN: Final = 10
LIMIT_OF: Final = {RequestKind.RESTRICT: LimitKind.RESTRICT, RequestKind.OBJECT: LimitKind.OBJECT}


def state_of(purpose: Purpose, act: ConsentAct | None, version: str, *, today: date) -> ConsentState:
    """Return how somebody stands to a purpose, given what they last said. Silence is not consent."""
    if act is None:
        return ConsentState.SILENT
    if act is ConsentAct.WITHDRAWN:
        return ConsentState.WITHDRAWN
    in_force = purpose.on(today)
    is_current = in_force is not None and in_force.version == version
    return ConsentState.AGREED if is_current else ConsentState.OUTDATED


def reply_due(opened_at: datetime) -> datetime:
    """Return by when somebody must have taken a request up."""
    return due_after(opened_at, reply_working_days(), holidays())


def decision_due(kind: RequestKind, opened_at: datetime) -> datetime:
    """Return by when a request must be done."""
    return due_after(opened_at, deadline_for(kind).working_days, holidays())


def erases_at(opened_at: datetime) -> datetime:
    """Return the moment before which nobody is erased: until then it can be called off."""
    return opened_at + timedelta(days=cooling_off_days())


def copy_expires_at(made_at: datetime) -> datetime:
    """Return until when a copy can be fetched."""
    return made_at + timedelta(days=copy_kept_days())


def is_late(state: RequestState, *, reply_due_at: datetime, due_at: datetime, now: datetime) -> bool:
    """Tell whether the office is late. An approved erasure waits for its day, not for the office."""
    if state is RequestState.OPEN:
        return now >= min(reply_due_at, due_at)
    return state is RequestState.IN_REVIEW and now >= due_at


def check_undecided(state: RequestState) -> None:
    """Raise RequestClosed for what is decided or withdrawn."""
    if state not in UNDECIDED:
        raise RequestClosed


def check_asked(kind: RequestKind, purpose: Purpose | None, look: int | None) -> None:
    """Raise RequestUnreadable unless what is asked for fits its kind: a limit names a purpose, any of them."""
    if (kind in LIMIT_OF) != (purpose is not None) or (kind is RequestKind.LOOK) != (look is not None):
        raise RequestUnreadable


def check_refusal(kind: RequestKind, key: str) -> None:
    """Raise RefusalMissing unless a kind of request may be refused on this ground."""
    if key not in {one.key for one in refusals_for(kind)}:
        raise RefusalMissing


def readable_words(text: str) -> str:
    """Return free text, at most WORDS_LETTERS_MAX letters; WordsTooLong. Line breaks stay."""
    words = squeeze_lines(text)
    if len(words) > WORDS_LETTERS_MAX:
        raise WordsTooLong
    return words


def said_words(text: str) -> str:
    """Return words that must say something; WordsMissing."""
    words = readable_words(text)
    if len(words) < WORDS_LETTERS_MIN:
        raise WordsMissing
    return words
