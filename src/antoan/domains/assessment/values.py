"""Closed sets and values of assessments."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from antoan.kit.words import Words


class Level(StrEnum):
    """What a result lets a place do, whatever the words of its set."""

    GOOD = "good"  # May operate.
    FAIR = "fair"  # May operate, and mends.
    POOR = "poor"  # Mends first, then operates.
    BAD = "bad"  # May not operate.


class Form(StrEnum):
    """How a set is answered."""

    MET = "met"  # Each criterion is met or not.
    POINTS = "points"  # Each component has points.


class Said(StrEnum):
    """What one may answer to a criterion. Components are answered with the key of an option, or with points."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "na"


class State(StrEnum):
    """How far an assessment has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Standing(StrEnum):
    """How a place stands by one set on a day: its level, or why it has none."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"
    EXPIRED = "expired"  # Assessed, and too long ago.
    NONE = "none"  # Never assessed by this set.


OWNER_KIND: Final = "assessment.answer"  # Of evidence photos.


@dataclass(frozen=True, slots=True)
class ToMend:
    """An item that costs a place its level: how much it weighs, and whether it alone decides."""

    item: str
    lost: int
    is_knock_out: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a whole set of answers, with its reasons."""

    points: int  # Reached: of risk, or of criteria met, each with its weight.
    out_of: int
    percent: Fraction
    band: str
    words: Words
    decision: Words
    level: Level
    knocked_out_by: tuple[str, ...] = ()
    to_mend: tuple[ToMend, ...] = ()  # What weighs most first.


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Why there is no result: items without an answer, in the order of the set."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a unit said to one item."""

    item: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """An assessment as those see it who may."""

    id: UUID
    unit_id: int
    place_id: int
    place_name: str
    unit_name: str
    set_id: str
    set_version: int
    state: State
    started_at: datetime
    submitted_at: datetime | None
    expires_on: date | None
    is_current: bool
    answers: tuple[AnswerView, ...] = field(default=())

    @property
    def is_draft(self) -> bool:
        """Whether its answers may still change."""
        return self.state is State.DRAFT


@dataclass(frozen=True, slots=True)
class StepView:
    """One item of an improvement plan."""

    item: str
    words: str
    due_on: date
    done_at: datetime | None

    def is_late(self, today: date) -> bool:
        """Tell whether its day is over and it is not done."""
        return self.done_at is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class PublishedLevel:
    """All that anybody may know of an assessment: the word of its band, its day, its set."""

    words: Words
    level: Level
    assessed_on: date
    expires_on: date
    set_title: Words
    is_expired: bool


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A place on the list that everybody may read."""

    name: str
    kind: str
    levels: list[PublishedLevel] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlaceStanding:
    """A place as an officer's list shows it."""

    place_id: int
    place_name: str
    place_kind: str
    unit_id: int
    unit_name: str
    ward_name: str
    standing: Standing
    words: Words | None = None
    assessment_id: UUID | None = None
    submitted_at: datetime | None = None
    expires_on: date | None = None
