"""Closed sets and values of samples."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antoan.domains.records.values import TestKind, TestOutcome


class TubeState(StrEnum):
    """How far a tube has come."""

    OPEN = "open"  # People are added.
    DONE = "done"  # Its result is here.


class MemberState(StrEnum):
    """What becomes of one person's sample in a tube."""

    WAITING = "waiting"
    ANSWERED = "answered"
    RETEST = "retest"  # The pool was not negative: a sample of this person alone is to be taken.
    RETESTED = "retested"


@dataclass(frozen=True, slots=True)
class TubeResult:
    """What a laboratory says of a tube."""

    barcode: str
    outcome: TestOutcome
    resulted_at: datetime | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody whose sample is in a tube: initials and year."""

    person_id: int
    label: str
    birth_year: int
    state: MemberState


@dataclass(frozen=True, slots=True)
class TubeView:
    """A tube as those see it who work with it."""

    id: int
    barcode: str
    unit_id: int
    kind: TestKind
    people_max: int
    sampled_at: datetime
    expected_by: datetime
    state: TubeState
    outcome: TestOutcome
    resulted_at: datetime | None
    members: tuple[MemberView, ...] = ()
    people: int = 0


@dataclass(frozen=True, slots=True)
class RetestView:
    """Somebody of whom a sample alone is to be taken, and since when."""

    tube_id: int
    barcode: str
    person_id: int
    label: str
    birth_year: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a batch: rows by what was done, and the fault of each that was refused, by its place."""

    rows: int
    done: int
    known: int
    faults: tuple[tuple[int, str, str], ...]  # place from 1, barcode, code of the fault
