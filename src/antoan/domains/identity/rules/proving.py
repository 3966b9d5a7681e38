"""Decides what somebody must know to be taken for one of those on a number, and whether they know it. Pure."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from antoan.domains.identity.limits import (
    PHONE_TRUSTED_FOR,
    PROOF_TRIES_PER_DAY_MAX,
    PROOF_TRIES_PER_NUMBER_DAY_MAX,
)
from antoan.domains.identity.values import Question

_DAY_AND_MONTH: Final = re.compile(
    r"(?:ngày\s*)?([0-9]{1,2})(?:\s*[/.,\-]\s*|\s+|\s*tháng\s*)([0-9]{1,2})(?:[/.,\-\s]+[0-9]{4})?|([0-9]{2})([0-9]{2})(?:[0-9]{4})?",
    re.IGNORECASE,
)
_TYPED_CHARACTERS_MAX: Final = 40


def question_for(
    *,
    is_shared: bool,
    verified_at: datetime | None,
    is_birth_day_known: bool,
    has_papers: bool,
    now: datetime,
) -> Question:
    """Return what is asked. Nothing, of the only one on a number that was proven by them not long ago."""
    is_trusted = verified_at is not None and now - verified_at < PHONE_TRUSTED_FOR
    if is_trusted and not is_shared:
        return Question.NOTHING
    if is_birth_day_known:
        return Question.DAY_AND_MONTH
    return Question.PAPER_TAIL if has_papers else Question.IMPOSSIBLE


def is_right(question: Question, answer: str, *, birth_on: date, paper_tails: Collection[str]) -> bool:
    """Tell whether an answer is right."""
    match question:
        case Question.NOTHING:
            return True
        case Question.DAY_AND_MONTH:
            return read_day_and_month(answer) == (birth_on.day, birth_on.month)
        case Question.PAPER_TAIL:
            return _plain(answer).upper() in paper_tails
        case Question.IMPOSSIBLE:
            return False


def read_day_and_month(typed: str) -> tuple[int, int] | None:
    """Read "17/5", "1705", "17 tháng 5", with or without the year; None for anything else."""
    found = _DAY_AND_MONTH.fullmatch(_plain(typed))
    if found is None:
        return None
    day, month = (found[1], found[2]) if found[1] else (found[3], found[4])
    return int(day), int(month)


def is_proof_locked(*, wrong_about_person: int, wrong_at_number: int) -> bool:
    """Tell whether no more answers are taken today."""
    return wrong_about_person >= PROOF_TRIES_PER_DAY_MAX or wrong_at_number >= PROOF_TRIES_PER_NUMBER_DAY_MAX


def _plain(typed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", typed[:_TYPED_CHARACTERS_MAX]).split())
