"""Closed sets and values of staff lists."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from uuid import UUID

from antoan.domains.people.values import Birth, Gender, Paper


class Link(StrEnum):
    """Whether a worker is joined to a person. The unit is told LINKED and SENT_BACK; the rest is "to be checked"."""

    LINKED = "linked"
    CHECK = "check"  # Somebody is alike, or bears the number under another name: a ward desk decides.
    PENDING = (
        "pending"  # Nobody like this is known; joined when the person registers, or a ward desk does it.
    )
    SENT_BACK = "sent_back"  # A ward desk asks the unit to look at the paper again.


class Ended(StrEnum):
    """Why somebody is on the list no more."""

    BY_UNIT = "by_unit"
    LEFT = "left"  # The worker says so.
    CONTESTED = "contested"  # The worker says it was never so.


class Standing(StrEnum):
    """What a unit is told of a worker, and all of it (lesson L18): a colour, or that it is not known yet."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLACK = "black"
    UNKNOWN = "unknown"
    CHECK = "check"


class Because(StrEnum):
    """Why a ward desk sends a row back. A closed set: free words could tell a unit of somebody else."""

    PAPER = "paper"  # The number is not this person's: look at the paper.
    NAME = "name"
    BIRTH = "birth"
    UNREACHABLE = "unreachable"  # The person could not be found to be asked.


@dataclass(frozen=True, slots=True)
class NewWorker:
    """What a unit knows of somebody who works there."""

    full_name: str
    birth: Birth
    gender: Gender
    paper: Paper
    phone: str = ""
    staff_code: str = ""
    job: str = ""
    cohort: str = ""
    ward_id: int | None = None  # Of residence, when the unit wrote one we know.


@dataclass(frozen=True, slots=True)
class Status:
    """What a unit is told of one worker. `until` only when it comes soon and tells no illness (rules/status.py)."""

    standing: Standing
    until: datetime | None = None
    needs_test: bool = False
    test_due_on: date | None = None


UNKNOWN_STATUS: Final = Status(Standing.UNKNOWN)
CHECK_STATUS: Final = Status(Standing.CHECK)


@dataclass(frozen=True, slots=True)
class WorkerView:
    """A worker as the unit sees them: what it wrote itself, with the number's beginning hidden."""

    id: int
    unit_id: int
    person_id: int | None
    full_name: str
    birth: Birth
    gender: Gender
    paper_masked: str
    phone: str
    staff_code: str
    job: str
    cohort_id: int | None
    cohort: str
    link: Link
    because: Because | None
    joined_at: datetime
    ended_at: datetime | None
    ended_because: Ended | None


@dataclass(frozen=True, slots=True)
class CohortView:
    """A group that works together: a shift, a line, people who stay on site."""

    id: int
    unit_id: int
    name: str
    shift_starts: time | None
    shift_ends: time | None
    stays_on_site: bool
    test_every_days: int | None
    workers: int = 0


@dataclass(frozen=True, slots=True)
class NewCohort:
    """What a unit says of a group."""

    name: str
    shift_starts: time | None = None
    shift_ends: time | None = None
    stays_on_site: bool = False
    test_every_days: int | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """A worker who must not come in now."""

    id: int
    unit_id: int
    worker_id: int
    full_name: str
    cohort: str
    job: str
    raised_at: datetime
    ended_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str


@dataclass(frozen=True, slots=True)
class OwnJob:
    """A list somebody is on, as that person sees it."""

    worker_id: int
    person_id: int
    unit_id: int
    unit_name: str
    unit_address: str
    job: str
    cohort: str
    joined_at: datetime
    ended_at: datetime | None
    ended_because: Ended | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a unit wants to be told."""

    name: str
    number: str  # +84…


OWNER: Final = "workers.list"  # The kind of imports.


@dataclass(frozen=True, slots=True)
class ImportedFrom:
    """Which row of which import a worker came from."""

    run_id: UUID
    number: int
