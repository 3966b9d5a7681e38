"""The list of a health station: whom to call, the most urgent first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.permissions import ANSWER, WORK
from antoan.domains.monitoring.queries.access import overseen_by, worked_on_by
from antoan.domains.monitoring.queries.tasks import view_of
from antoan.domains.monitoring.values import UNDONE, TaskState, TaskView
from antoan.domains.passes.queries import labels_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_reads

PAGE_TASKS_MAX: Final = 25


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of the list; `labels` names people as a gate does. `next_after` continues it; "" at the end."""

    tasks: tuple[TaskView, ...]
    labels: dict[int, str]
    next_after: str
    is_overseer: bool


def task_desk(actor: Actor, *, state: TaskState | None = None, after: str = "") -> TaskPage:
    """Return the undone tasks (or those of one state) of the actor's wards by deadline.

    Who only oversees sees those that went a level up. Somebody with neither right sees an empty list.
    """
    is_overseer = not (actor.is_system or actor.grants_of(WORK) or actor.grants_of(ANSWER))
    rows = overseen_by(actor) if is_overseer else worked_on_by(actor)
    rows = rows.filter(state=state) if state else rows.filter(state__in=sorted(UNDONE))
    found = list(_from(rows, after).order_by("due_at", "id")[: PAGE_TASKS_MAX + 1])
    page, has_more = found[:PAGE_TASKS_MAX], len(found) > PAGE_TASKS_MAX
    people = {row.person_id for row in page}
    record_reads(
        actor, action="monitoring.desk", object_kind="person", person_ids=sorted(people), purpose="task"
    )
    return TaskPage(
        tuple(view_of(row) for row in page),
        labels_of(people),
        _mark(page[-1]) if has_more else "",
        is_overseer,
    )


def _from(rows: QuerySet[Task], after: str) -> QuerySet[Task]:
    """Continue a list behind a mark; one that cannot be read begins anew."""
    due, _, number = after.partition("|")
    try:
        due_at, last_id = datetime.fromisoformat(due), int(number[:18])
    except ValueError:
        return rows
    if due_at.tzinfo is None:
        return rows
    return rows.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last_id))


def _mark(row: Task) -> str:
    return f"{row.due_at.isoformat()}|{row.pk}"
