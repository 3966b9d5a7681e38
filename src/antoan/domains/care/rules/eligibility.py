"""Who may be looked after at home: reads the ward's answers and judges them by a dated document. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from antoan.domains.care.documents import Eligibility, Question, condition, questions_of
from antoan.domains.care.errors import AnswersMissing
from antoan.domains.policy.certlogic.values import truth

Answer = bool | int


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record already and not asked."""

    age: int
    is_complete: bool
    first_dose_on: date | None


def read_answers(document: Eligibility, given: Mapping[str, str]) -> dict[str, Answer]:
    """Return the answers of a form; AnswersMissing names the questions, and holds what could be read."""
    read = {question.key: _read(question, given.get(question.key, "")) for question in questions_of(document)}
    missing = [key for key, answer in read.items() if answer is None and not _is_spared(key, read)]
    if missing:
        raise AnswersMissing(missing=missing)
    return {key: answer for key, answer in read.items() if answer is not None}


def unfit(document: Eligibility, answers: Mapping[str, Answer], known: Known, today: date) -> list[str]:
    """Return which conditions do not hold; none: this person may stay at home."""
    facts: dict[str, Any] = {
        "a": dict(answers),
        "age": known.age,
        "complete": known.is_complete,
        "daysSinceFirstDose": -1 if known.first_dose_on is None else (today - known.first_dose_on).days,
    }
    return [key for key in document.criteria if not truth(condition(key)(facts))]


def _is_spared(key: str, read: Mapping[str, Answer | None]) -> bool:
    """Whether a disease is stable is asked only of whoever has one."""
    return key == "stable" and read.get("chronic") is False


def _read(question: Question, text: str) -> Answer | None:
    text = text.strip()
    if not question.is_number:
        return {"yes": True, "no": False}.get(text)
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        return None
    return int(text) if question.low <= int(text) <= question.high else None
