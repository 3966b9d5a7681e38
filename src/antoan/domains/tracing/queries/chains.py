"""Follows a chain from one case: its contacts, theirs, and so on, in order of time and above a threshold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.engines.engine import Cases, Engine, Window
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.queries.numbers import people_of
from antoan.domains.tracing.queries.online import online_engine
from antoan.domains.tracing.queries.weighing import traced
from antoan.domains.tracing.rules.chains import DEPTH_MAX, carriers
from antoan.domains.tracing.rules.weighing import WeighedContacts, by_minutes

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody in a chain: at which level, through whom, and how exposed."""

    person_id: int
    level: int
    via: int
    meetings: int
    seconds: int
    first_at: int
    last_at: int
    mid_at: int
    score: float
    low: float
    high: float
    estimated: float
    lacking: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Everybody found, level by level, those exposed most first; whether some level had more carriers than are followed."""

    links: tuple[Link, ...]
    is_cut: bool


def chain_from(
    *,
    number: int,
    since: int,
    until: int,
    onset: int,
    depth: int,
    scoring: Scoring,
    engine: OnlineEngine | None = None,
) -> Chain:
    """Return whom one case may have infected, directly (level 1) and through others (up to `depth`).

    The case is infectious between two seconds, `onset` is midnight of its day 0. Later levels carry no bounds of
    their own: they rest on a guess already.
    """
    engine = engine or online_engine(Window(since, until))
    cases, day_0 = Cases.of([number], [since], [until]), np.array([onset])
    known, links, is_cut = {number}, list[Link](), False
    for level in range(1, min(depth, DEPTH_MAX) + 1):
        step = traced(engine, cases=cases, onset=day_0, scoring=scoring, with_bounds=level == 1)
        fresh = _each_once(step.contacts, known)
        links += _links(fresh, cases, level)
        if level == depth or not len(fresh):
            break
        following = carriers(fresh, known, until=until, scoring=scoring)
        known |= set(fresh.person.tolist())
        cases, day_0 = following.cases, following.onset
        is_cut = is_cut or following.is_cut
    return Chain(tuple(links), is_cut)


def chain_by_minutes(
    engine: Engine, *, number: int, since: int, until: int, depth: int, scoring: Scoring
) -> Chain:
    """Return the chain as an engine tells it that knows minutes only: a minute together counts as one of score."""
    window = Window(since, until)
    cases, known, links, is_cut = Cases.of([number], [since], [until]), {number}, list[Link](), False
    for level in range(1, min(depth, DEPTH_MAX) + 1):
        fresh = _each_once(by_minutes(engine.trace(cases, window, scoring.contact)), known)
        links += _links(fresh, cases, level)
        if level == depth or not len(fresh):
            break
        following = carriers(fresh, known, until=until, scoring=scoring)
        known |= set(fresh.person.tolist())
        cases, is_cut = following.cases, is_cut or following.is_cut
    return Chain(tuple(links), is_cut)


def _each_once(contacts: WeighedContacts, known: set[int]) -> WeighedContacts:
    """Return who is new, each with the case that exposed them most."""
    order = np.argsort(-contacts.score, kind="stable")
    order = order[~np.isin(contacts.person[order], np.fromiter(known, np.int64, len(known)))]
    _, first = np.unique(contacts.person[order], return_index=True)
    return contacts.take(order[np.sort(first)])


def _links(contacts: WeighedContacts, cases: Cases, level: int) -> Iterator[Link]:
    """Return the people behind the numbers; the erased are nobody."""
    via = cases.person[contacts.case]
    people = people_of(np.concatenate([contacts.person, via]))
    columns: Iterable[Array] = (
        contacts.person, via, contacts.meetings, contacts.seconds, contacts.first_at, contacts.last_at,
        contacts.mid_at, contacts.score, contacts.low, contacts.high, contacts.estimated,
        contacts.lacking,
    )  # fmt: skip
    for person, through, *rest in zip(*(column.tolist() for column in columns), strict=True):
        if person in people and through in people:
            yield Link(people[person], level, people[through], *rest)
