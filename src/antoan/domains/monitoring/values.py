"""Closed sets and values of tasks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class TaskKind(StrEnum):
    """What a task is about. Contacts of cases would be a further kind."""

    RISKY_DECLARATION = "risky_declaration"
    DOUBTFUL_DECLARATION = "doubtful_declaration"  # Flagged: it contradicts another one.
    POSITIVE_SELF_TEST = "positive_self_test"  # Somebody's own word: a task, never a case (lesson L16).
    HOME_WARNING = "home_warning"  # A warning sign of somebody looked after at home.
    HOME_MISSED = "home_missed"  # Nothing was heard of such a one for a day.


class TaskState(StrEnum):
    """How far a task has come."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


UNDONE: Final = frozenset({TaskState.OPEN, TaskState.TAKEN})


class StepKind(StrEnum):
    """What happened to a task."""

    OPENED = "opened"
    AGAIN = "again"  # Another reason came while it was open.
    TAKEN = "taken"
    CALLED = "called"
    CLOSED = "closed"
    ESCALATED = "escalated"
    SETTLED = "settled"  # The person said that what it rests on is not true.


class Effect(StrEnum):
    """What an outcome does to the declaration behind the task."""

    NONE = "none"
    CONFIRM = "confirm"
    ANNUL = "annul"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call. One that is no end leaves the task open for the next try."""

    key: str
    vi: str
    en: str
    is_end: bool
    effect: Effect


@dataclass(frozen=True, slots=True)
class StepView:
    """One step as those see it who may. Staff are shown by office, not by name."""

    kind: StepKind
    at: datetime
    outcome: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as those see it who may."""

    id: int
    kind: TaskKind
    person_id: int
    ward_id: int | None
    about: str  # The id of what it rests on: a declaration.
    state: TaskState
    opened_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    level: int  # Whose matter it is now: 1 the ward's, then one up at a time.
    taken_at: datetime | None
    closed_at: datetime | None
    outcome: str
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertView:
    """What a unit is told: that, when and how far the ward is. Never who or why."""

    place_id: int
    place_name: str
    at: datetime
    is_done: bool
