"""Reads of single tasks: for whoever works on one, and for the person it is about."""

from datetime import datetime
from typing import Final

from antoan.domains.declarations.permissions import MAKE
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.queries.access import worker_row
from antoan.domains.monitoring.values import UNDONE, StepKind, StepView, TaskKind, TaskState, TaskView
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read

TASKS_MAX: Final = 20
_AT_HOME: Final = (TaskKind.HOME_WARNING, TaskKind.HOME_MISSED)


def task_for(actor: Actor, task_id: int) -> TaskView:
    """Return a task of the actor's wards with its steps; TaskNotFound. The read is in the trail."""
    row = worker_row(actor, task_id)
    record_read(
        actor, action="monitoring.task.read", object_kind="task", object_id=row.pk, person_id=row.person_id,
        purpose="task",
    )  # fmt: skip
    return view_of(row, with_steps=True)


def tasks_of_person(actor: Actor, person_id: int) -> list[TaskView]:
    """Return the tasks about the actor or a dependant, newest first; PersonNotFound for anybody else."""
    if not answers_for(actor, person_id):
        raise PersonNotFound
    require_over_person(actor, MAKE, person_id)
    rows = Task.objects.filter(person=person_id).order_by("-opened_at")[:TASKS_MAX]
    return [view_of(row) for row in rows]


def task_about(actor: Actor, person_id: int, declaration_id: str) -> TaskView | None:
    """Return the task that a declaration opened or was added to; None where it opened none."""
    if not answers_for(actor, person_id):
        raise PersonNotFound
    rows = Task.objects.filter(person=person_id)
    opened = rows.filter(about=declaration_id).order_by("id").first()
    row = opened or rows.filter(steps__about=declaration_id).order_by("id").first()
    return None if row is None else view_of(row)


def tasks_in_care(person_id: int, since: datetime) -> list[TaskView]:
    """Return the tasks of somebody looked after at home with their steps, newest first.

    For domains above, which have checked who asks and keep the trail.
    """
    rows = Task.objects.filter(person=person_id, kind__in=_AT_HOME, opened_at__gte=since)
    return [view_of(row, with_steps=True) for row in rows.order_by("-opened_at")[:TASKS_MAX]]


def undone_in_care(person_id: int) -> list[TaskView]:
    """Return what is to be done for somebody looked after at home, the gravest first; for domains above."""
    rows = Task.objects.filter(person=person_id, kind__in=_AT_HOME, state__in=sorted(UNDONE))
    return sorted(map(view_of, rows), key=lambda task: _AT_HOME.index(task.kind))


def task_to_answer(task_id: int, *, level: int) -> TaskView | None:
    """Return a warning that waits to be acknowledged at a level; None when it is not so any more. For telling."""
    row = Task.objects.filter(
        pk=task_id, kind=TaskKind.HOME_WARNING, state=TaskState.OPEN, level=level
    ).first()
    return None if row is None else view_of(row)


def view_of(row: Task, *, with_steps: bool = False) -> TaskView:
    """Return a row as others see it."""
    return TaskView(
        id=row.pk,
        kind=TaskKind(row.kind),
        person_id=row.person_id,
        ward_id=row.ward_id,
        about=row.about,
        state=TaskState(row.state),
        opened_at=row.opened_at,
        due_at=row.due_at,
        escalated_at=row.escalated_at,
        level=row.level,
        taken_at=row.taken_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        steps=_steps(row) if with_steps else (),
    )


def _steps(row: Task) -> tuple[StepView, ...]:
    return tuple(
        StepView(StepKind(step.kind), step.at, step.outcome, step.about, step.words)
        for step in row.steps.order_by("id")
    )
