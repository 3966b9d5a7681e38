"""What happens to tasks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """Somebody has to be called."""

    task_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TaskMoved:
    """A task of this person was opened, taken, called about, closed or went a level up."""

    task_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TaskEscalated:
    """Nobody answered in time: the task is the next level's now."""

    task_id: int
    person_id: int
    level: int


@dataclass(frozen=True, slots=True)
class UnitAlerted:
    """A unit was named in a declaration that is a risk."""

    alert_id: int
