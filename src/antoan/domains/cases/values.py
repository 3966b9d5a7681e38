"""Closed sets and values of the registry of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class CaseState(StrEnum):
    """How an infection stands."""

    ACTIVE = "active"
    RECOVERED = "recovered"
    VOID = "void"  # The record behind it was annulled.


class Basis(StrEnum):
    """What made somebody a case; a declaration is not among them (lesson L16)."""

    TEST = "test"  # A verified positive test of the system.
    AUTHORITY = "authority"  # A health authority, with its own number of the case.


class Delay(StrEnum):
    """Within which time a disease is reported (domain.md §5.6)."""

    HOURS_24 = "24h"
    HOURS_48 = "48h"
    WEEKLY = "weekly"


class ReportState(StrEnum):
    """How far the report of a case is."""

    UNASKED = "unasked"  # Taken over from elsewhere: no deadline was counted here.
    WAITING = "waiting"
    OVERDUE = "overdue"
    REPORTED = "reported"
    LATE = "late"  # Reported, after the deadline.


@dataclass(frozen=True, slots=True)
class CaseFileView:
    """A case as its list shows it."""

    id: int
    person_id: int
    infection_id: int
    label: str
    ward_id: int | None
    ward_name: str
    disease: str
    group: str
    basis: Basis
    state: CaseState
    confirmed_on: date
    recovered_on: date | None
    noticed_at: datetime
    due_at: datetime | None
    reported_at: datetime | None
    report: ReportState
    outbreak_id: UUID | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report as it was filed."""

    id: int
    form: str
    answers: Mapping[str, str]
    filed_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class NewOutbreak:
    """An outbreak to be opened; the page makes the id, so that sent twice is opened once."""

    id: UUID
    name: str
    ward_id: int
    where: str
    began_on: date
    risk_factors: str = ""


@dataclass(frozen=True, slots=True)
class OutbreakView:
    """An outbreak. `closes_from` is the first day on which it may be closed."""

    id: UUID
    name: str
    ward_id: int
    ward_name: str
    where: str
    began_on: date
    reported_on: date
    risk_factors: str
    ended_on: date | None
    cases: int
    last_case_on: date | None
    closes_from: date


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many cases of an outbreak were confirmed on a day, and how many until then."""

    day: date
    new: int
    total: int
