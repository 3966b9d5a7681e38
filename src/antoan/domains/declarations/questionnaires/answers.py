"""Reads what somebody answered: each answer of its kind and within its bounds, nothing required missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from antoan.domains.declarations.errors import AnswersWrong, DeclarationUnreadable
from antoan.domains.declarations.questionnaires.branching import enabled
from antoan.domains.declarations.questionnaires.values import FREE_TEXT, Answer, Item, ItemKind, Questionnaire
from antoan.kit.text import squeeze

GIVEN_MAX: Final = 200  # Members of what is sent, known questions or not.
_WORDS: Final = {"true": True, "false": False}
_DIGITS_MAX: Final = 9


class Fault(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    OUT_OF_BOUNDS = "out_of_bounds"


@dataclass(frozen=True, slots=True)
class Read:
    """What was answered, in two parts: what rules and statistics read, and free text, which is sealed."""

    coded: dict[str, Answer]
    words: dict[str, str]

    @property
    def all(self) -> dict[str, Answer]:
        """Every answer."""
        return {**self.coded, **self.words}


def read_answers(questionnaire: Questionnaire, given: Mapping[str, Any], *, today: date) -> Read:
    """Return the answers to the questions that are asked; AnswersWrong names every question answered wrongly.

    Takes JSON values and what a form sends ("true", "7"). Answers to anything else are left out: a question
    that another answer hides was not asked.
    """
    if len(given) > GIVEN_MAX:
        raise DeclarationUnreadable(f"At most {GIVEN_MAX} answers.")
    faults: dict[str, Fault] = {}
    answers: dict[str, Answer] = {}
    for item in questionnaire.asked():
        answer = _read(item, given.get(item.link_id), today)
        if isinstance(answer, Fault):
            faults[item.link_id] = answer
        elif answer is not None:
            answers[item.link_id] = answer
    asked = {item.link_id: item for item in enabled(questionnaire, answers)}
    missing = [name for name, item in asked.items() if item.is_required and name not in answers]
    faults = {name: fault for name, fault in faults.items() if name in asked}
    faults = dict.fromkeys(missing, Fault.MISSING) | faults
    if faults:
        in_order = {name: faults[name].value for name in asked if name in faults}
        raise AnswersWrong(f"Answered wrongly: {', '.join(in_order)}.", faults=in_order)
    kept = {name: answer for name, answer in answers.items() if name in asked}
    words = {name: str(answer) for name, answer in kept.items() if asked[name].kind in FREE_TEXT}
    return Read({name: answer for name, answer in kept.items() if name not in words}, words)


def _read(item: Item, given: Any, today: date) -> Answer | Fault | None:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    match item.kind:
        case ItemKind.BOOLEAN:
            return _yes_or_no(given)
        case ItemKind.INTEGER:
            return _number(item, given)
        case ItemKind.CHOICE:
            is_known = isinstance(given, str) and any(option.code == given for option in item.options)
            return given if is_known else Fault.UNREADABLE
        case ItemKind.DATE:
            return _day(item, given, today)
    return _text(item, given)


def _yes_or_no(given: Any) -> bool | Fault:
    if isinstance(given, bool):
        return given
    return _WORDS.get(given, Fault.UNREADABLE) if isinstance(given, str) else Fault.UNREADABLE


def _number(item: Item, given: Any) -> int | Fault:
    if isinstance(given, str) and given.strip().isascii() and given.strip().isdigit():
        given = int(given.strip()[: _DIGITS_MAX + 1])
    if type(given) is not int:
        return Fault.UNREADABLE
    is_within = (item.low is None or item.low <= given) and (item.high is None or given <= item.high)
    return given if is_within and abs(given) < 10**_DIGITS_MAX else Fault.OUT_OF_BOUNDS


def _day(item: Item, given: Any, today: date) -> str | Fault:
    try:
        day = date.fromisoformat(given)
    except (TypeError, ValueError):
        return Fault.UNREADABLE
    first = None if item.days_back is None else today - timedelta(days=item.days_back)
    last = None if item.days_ahead is None else today + timedelta(days=item.days_ahead)
    is_within = (first is None or first <= day) and (last is None or day <= last)
    return day.isoformat() if is_within else Fault.OUT_OF_BOUNDS


def _text(item: Item, given: Any) -> str | Fault:
    if not isinstance(given, str):
        return Fault.UNREADABLE
    if len(given) > 2 * item.length_max:
        return Fault.TOO_LONG
    text = squeeze("".join(letter if letter.isprintable() else " " for letter in given))
    if len(text) > item.length_max:
        return Fault.TOO_LONG
    if item.pattern is not None and not item.pattern.fullmatch(text):
        return Fault.UNREADABLE
    return text or Fault.MISSING
