"""Closed sets and values of care at home."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from antoan.domains.records.values import IsolationKind


class Ending(StrEnum):
    """How care at home ended."""

    RELEASED = "released"
    REFERRED = "referred"  # To a hospital.
    BECAME_CASE = "became_case"  # Somebody apart for another reason was found infected.
    MISTAKEN = "mistaken"


class Urgency(IntEnum):
    """How soon the ward looks; the order of its list."""

    ALARM = 0  # A warning sign that nobody has acknowledged.
    ANSWERED = 1
    MISSED = 2
    CALM = 3


class WhyRelease(StrEnum):
    """Why isolation may end, or may not yet."""

    DAYS_NOT_OVER = "days_not_over"
    TEST_WANTED = "test_wanted"
    STILL_POSITIVE = "still_positive"
    DAYS_OVER = "days_over"
    NEGATIVE = "negative"
    DAYS_ANYWAY = "days_anyway"


class CertificateStanding(StrEnum):
    """What became of the release behind a certificate since it was signed."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ReleaseStanding:
    """Whether isolation may end on a day, why, by which document, and when it does as things stand."""

    may_end: bool
    why: WhyRelease
    ends_on: date
    rule: str  # Key of the document in data/release.json.


@dataclass(frozen=True, slots=True)
class TestDay:
    """A test that counts: the city's day of its sample, and whether it was positive."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    on: date
    is_positive: bool


@dataclass(frozen=True, slots=True)
class CallView:
    """One call of the ward that no task asked for."""

    at: datetime
    was_reached: bool
    words: str


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """Somebody looked after at home."""

    id: int
    person_id: int
    ward_id: int | None
    kind: IsolationKind
    began_on: date
    opened_at: datetime
    team: str
    ended_at: datetime | None
    ending: Ending | None
    ended_on: date | None
    release_rule: str
    eligibility: str  # Key of the document.
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the ward's list."""

    episode: EpisodeView
    urgency: Urgency
    due_at: datetime | None  # By when the alarm is acknowledged, or what came of it said.
    level: int
    last_reading_at: datetime | None
    missed_days: int


@dataclass(frozen=True, slots=True)
class NewReading:
    """What somebody said on the telephone. The desk's form makes the id: sent twice is one."""

    id: UUID
    answers: Mapping[str, Any]
