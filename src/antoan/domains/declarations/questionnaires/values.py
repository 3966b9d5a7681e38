"""A questionnaire as values. Words for its parts are those of FHIR R4, to which it converts without loss."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from antoan.domains.policy.documents import Words

# An answer as it is kept: yes or no, a number, or a text (also the code of an option, or a day).
Answer = bool | int | str
Answers = Mapping[str, Answer]


class ItemKind(StrEnum):
    """What an item is, by the codes of FHIR's item-type."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"


SILENT = frozenset({ItemKind.GROUP, ItemKind.DISPLAY})  # Nobody answers these.
FREE_TEXT = frozenset({ItemKind.STRING, ItemKind.TEXT})  # Sealed at rest.


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen."""

    code: str
    text: Words


@dataclass(frozen=True, slots=True)
class Condition:
    """An item is asked when this question has (or, `is_equal` false, has not) this answer."""

    question: str
    is_equal: bool
    answer: Answer


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One question, or a group of them."""

    link_id: str
    kind: ItemKind
    text: Words
    hint: Words | None
    icon: str  # Symbol of the pages' sprite; "" for none.
    is_required: bool
    is_kept: bool  # The next form begins with this answer. Never true of signs of an illness.
    source: str  # "person.full_name": known already, so not asked; "" when it is.
    initial: Answer | None
    length_max: int
    low: int | None
    high: int | None
    days_back: int | None  # How far before the day of the declaration a date may lie.
    days_ahead: int | None
    pattern: re.Pattern[str] | None
    options: tuple[Option, ...]
    conditions: tuple[Condition, ...]
    is_any_enough: bool  # One of the conditions; otherwise all must hold.
    items: tuple["Item", ...]
    path: str  # JSON pointer into the document.

    @property
    def is_asked(self) -> bool:
        """Whether somebody is to answer it."""
        return self.kind not in SILENT and not self.source


@dataclass(frozen=True, slots=True, eq=False)
class RiskRule:
    """When this holds, somebody is to be looked at. `questions` are those the rule reads."""

    id: str
    questions: tuple[str, ...]
    text: Words
    advice: Words
    applies: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Trip:
    """A form that takes the place of a travel permit: good through so many days after the day that is asked."""

    day: str  # linkId of the question
    days_after: int


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """A questionnaire ready to be asked. `source` is the document it was made of, as browsers get it."""

    key: str
    version: str
    title: Words
    purpose: Words
    icon: str
    valid_from: datetime
    valid_to: datetime | None
    place_kinds: frozenset[str]  # Empty: none in particular; "*": any.
    is_by_sms: bool  # Answered in one SMS; no page and no gate offers it.
    trip: Trip | None
    warning: Words
    consent: Words
    items: tuple[Item, ...]
    risks: tuple[RiskRule, ...]
    clear_text: Words
    clear_advice: Words
    source: Mapping[str, Any]

    def all_items(self) -> Iterator[Item]:
        """Return every item, groups before what they hold."""
        return within(self.items)

    def asked(self) -> Iterator[Item]:
        """Return every question in order."""
        return (item for item in self.all_items() if item.is_asked)

    def is_in_force(self, at: datetime) -> bool:
        """Tell whether it is asked at a moment."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


def within(items: tuple[Item, ...]) -> Iterator[Item]:
    """Return items with all they hold, groups before what is in them."""
    for item in items:
        yield item
        yield from within(item.items)
