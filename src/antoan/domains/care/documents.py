"""The dated documents of care at home: who may be, how often one tells, when it ends. data/*.json. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import msgspec

from antoan.domains.care.errors import NoRuleInForce
from antoan.domains.policy import certlogic
from antoan.domains.policy.certlogic import Evaluator
from antoan.domains.records.values import IsolationKind
from antoan.kit.words import Words


class _Document(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    key: str
    valid_from: date
    basis: str
    mark: str


class ReleaseRule(_Document, frozen=True, rename="camel", kw_only=True):
    """After how many days isolation ends, and what a test has to do with it."""

    kinds: tuple[IsolationKind, ...]
    comment: str
    days: int
    days_vaccinated: int
    needs_negative: bool
    test_from_day: int
    days_anyway: int
    days_anyway_vaccinated: int


class Vaccinated(msgspec.Struct, frozen=True, rename="camel"):
    """Who counts as fully vaccinated when isolation ends."""

    days_after_last_dose_min: int
    mark: str
    comment: str


class Question(msgspec.Struct, frozen=True):
    """What the ward asks before somebody stays at home: yes or no, or a number within bounds."""

    key: str
    vi: str
    en: str
    low: int = 0
    high: int = 0

    @property
    def is_number(self) -> bool:
        """Whether a number is asked."""
        return self.high > 0


class Criterion(msgspec.Struct, frozen=True):
    """A condition on the answers, and what is said when it does not hold."""

    fit: dict[str, Any]
    vi: str
    en: str


class Eligibility(_Document, frozen=True, rename="camel", kw_only=True):
    """Which questions are asked and which conditions must hold."""

    asks: tuple[str, ...]
    criteria: tuple[str, ...]


class Slot(msgspec.Struct, frozen=True):
    """A time of day at which one tells how one is."""

    key: str
    begins: time = msgspec.field(name="from")
    vi: str
    en: str

    @property
    def words(self) -> Words:
        """What it is called."""
        return Words(self.vi, self.en)


class _Releases(msgspec.Struct, frozen=True):
    documents: tuple[ReleaseRule, ...]
    vaccinated: Vaccinated


class _Eligibilities(msgspec.Struct, frozen=True):
    questions: tuple[Question, ...]
    criteria: dict[str, Criterion]
    documents: tuple[Eligibility, ...]


class _Watching(msgspec.Struct, frozen=True):
    slots: tuple[Slot, ...]


Dated = TypeVar("Dated", bound=_Document)
Shape = TypeVar("Shape", bound=msgspec.Struct)


def release_rule(kind: IsolationKind, on: date) -> ReleaseRule:
    """Return what ended isolation on a day; NoRuleInForce."""
    return _in_force((rule for rule in _releases().documents if kind in rule.kinds), on)


def release_document(key: str) -> ReleaseRule:
    """Return a document by its key; NoRuleInForce."""
    return _by_key(_releases().documents, key)


def vaccinated() -> Vaccinated:
    """Return who counts as fully vaccinated."""
    return _releases().vaccinated


def eligibility(on: date) -> Eligibility:
    """Return who could be looked after at home on a day; NoRuleInForce."""
    return _in_force(_eligibilities().documents, on)


def eligibility_document(key: str) -> Eligibility:
    """Return a document by its key; NoRuleInForce."""
    return _by_key(_eligibilities().documents, key)


def questions_of(document: Eligibility) -> tuple[Question, ...]:
    """Return what a document asks, in the order of the form."""
    return tuple(one for one in _eligibilities().questions if one.key in document.asks)


def criteria_of(document: Eligibility) -> Mapping[str, Criterion]:
    """Return the conditions of a document by key."""
    return {key: _eligibilities().criteria[key] for key in document.criteria}


@cache
def condition(key: str) -> Evaluator:
    """Return a condition ready to be evaluated."""
    return certlogic.compile(_eligibilities().criteria[key].fit)


def slots() -> tuple[Slot, ...]:
    """Return the times of day, the earliest first."""
    return _watching().slots


def _in_force(documents: Iterable[Dated], on: date) -> Dated:
    begun = [one for one in documents if one.valid_from <= on]
    if not begun:
        raise NoRuleInForce
    return max(begun, key=lambda one: one.valid_from)


def _by_key(documents: tuple[Dated, ...], key: str) -> Dated:
    for one in documents:
        if one.key == key:
            return one
    raise NoRuleInForce


@cache
def _releases() -> _Releases:
    return _read("release", _Releases)


@cache
def _eligibilities() -> _Eligibilities:
    return _read("eligibility", _Eligibilities)


@cache
def _watching() -> _Watching:
    return _read("watching", _Watching)


def _read(name: str, shape: type[Shape]) -> Shape:
    file = resources.files("antoan.domains.care") / "data" / f"{name}.json"
    return msgspec.json.decode(file.read_bytes(), type=shape)
