"""Traces one person or many, by the engine that is asked for. For commands and jobs; pages trace for an open case."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import numpy as np

from antoan.domains.tracing.engines.choosing import engine_over
from antoan.domains.tracing.engines.engine import Cases, Contacts, Engine, Window
from antoan.domains.tracing.engines.postgres import PostgresEngine
from antoan.domains.tracing.parameters import Scoring, scoring_on
from antoan.domains.tracing.queries.chains import Chain, chain_by_minutes, chain_from
from antoan.domains.tracing.queries.numbers import numbers_of, people_of
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.services.shelving import whole_shelf
from antoan.domains.tracing.values import seconds_of
from antoan.kit import clock

ONLINE: Final = "online"
POSTGRES: Final = "postgres"
ENGINES: Final = (ONLINE, POSTGRES, "columns", "duckdb", "spark")
SPARK_MASTER: Final = "ANTOAN_SPARK_MASTER"  # spark://host:port of a cluster that sees the data folder.


@dataclass(frozen=True, slots=True)
class PersonCase:
    """A person who infects between two moments; `onset_on` is None when no infection is known: all days count alike."""

    person_id: int
    since: datetime
    until: datetime
    onset_on: date | None = None


def trace_person(case: PersonCase, *, depth: int = 1, engine: str = ONLINE) -> Chain:
    """Return the chain from one person. Engines other than the online one know minutes, not scores."""
    number = numbers_of([case.person_id])[case.person_id]
    since, until = seconds_of(case.since), seconds_of(case.until)
    scoring = scoring_on(clock.local_date(case.until))
    if engine == ONLINE:
        onset = since if case.onset_on is None else seconds_of(clock.day_start(case.onset_on))
        chosen = _evenly(scoring) if case.onset_on is None else scoring
        return chain_from(number=number, since=since, until=until, onset=onset, depth=depth, scoring=chosen)
    with _engine(engine, Window(since, until)) as chosen_engine:
        return chain_by_minutes(
            chosen_engine, number=number, since=since, until=until, depth=depth, scoring=scoring
        )


@dataclass(frozen=True, slots=True)
class PersonContacts:
    """Contacts of many cases, with the people behind the numbers: one value a pair."""

    case: np.ndarray
    case_person: np.ndarray
    contact: np.ndarray
    meetings: np.ndarray
    seconds: np.ndarray
    first_at: np.ndarray  # Seconds since the epoch of values.

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.case)


def trace_many(cases: Sequence[PersonCase], *, engine: str) -> PersonContacts:
    """Return the contacts of many cases at once."""
    people = [case.person_id for case in cases]
    numbers = numbers_of(people)
    asked = Cases.of(
        [numbers[person_id] for person_id in people],
        [seconds_of(case.since) for case in cases],
        [seconds_of(case.until) for case in cases],
    )
    window = Window(int(asked.since.min(initial=0)), int(asked.until.max(initial=0)))
    scoring = scoring_on(clock.local_date(max(case.until for case in cases)))
    with _engine(engine, window) as chosen:
        return _of_people(chosen.trace(asked, window, scoring.contact).in_order(), np.array(people, np.int64))


@contextmanager
def _engine(name: str, window: Window) -> Iterator[Engine]:
    if name == POSTGRES:
        yield PostgresEngine()
        return
    master = os.environ.get(SPARK_MASTER, "")
    with (
        whole_shelf(window) as shelf,
        engine_over(shelf, name, cache=sealed_folder().cache, spark_master=master) as engine,
    ):
        yield engine


def _of_people(contacts: Contacts, people: np.ndarray) -> PersonContacts:
    """Put people in the place of numbers; the erased are left out."""
    distinct, position = np.unique(contacts.person, return_inverse=True)
    known = people_of(distinct)
    by_number = np.array([known.get(number, 0) for number in distinct.tolist()], np.int64)
    contact = by_number[position]
    kept = contact > 0
    return PersonContacts(
        case=contacts.case[kept],
        case_person=people[contacts.case[kept]],
        contact=contact[kept],
        meetings=contacts.meetings[kept],
        seconds=contacts.seconds[kept],
        first_at=contacts.first_at[kept],
    )


def _evenly(scoring: Scoring) -> Scoring:
    """Return a document by which somebody is infectious alike on all days."""
    return replace(scoring, infectiousness=dict.fromkeys(range(-1, 400), 1.0))
