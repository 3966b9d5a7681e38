"""A declaration that needs care opens a task with an owner and a deadline, and the unit it names is told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from antoan.domains.declarations.queries.care import WhatNeedsCare, what_needs_care
from antoan.domains.monitoring.events import TaskOpened, UnitAlerted
from antoan.domains.monitoring.kinds import kind_of_form, rules_of
from antoan.domains.monitoring.models import Alert, Task
from antoan.domains.monitoring.rules import STEPS_PER_TASK_MAX
from antoan.domains.monitoring.services.steps import stepped
from antoan.domains.monitoring.values import UNDONE, StepKind, TaskKind, TaskState
from antoan.domains.units.queries import unit_of_place
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.bus import announce
from antoan.kit import clock


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody has to be called."""

    kind: TaskKind
    person_id: int
    ward_id: int | None
    about: str  # The id of what it rests on.


@transaction.atomic
def open_task_for(*, declaration_id: str) -> int | None:
    """Open the task that a declaration asks for and return it; None when it asks for none.

    One declaration, one task; while a task of the kind is open for a person, a further reason is a step of it.
    The owner is the health station of the ward where the person lives, else of the place's ward.
    """
    care = what_needs_care(declaration_id)
    if care is None:
        return None
    kind = _kind_of(care)
    known = Task.objects.filter(kind=kind, about=declaration_id).first()
    if known is not None:
        return int(known.pk)
    now = clock.now()
    reason = Reason(kind, care.person_id, care.ward_id, care.declaration_id)
    row = goes_on(reason, now) or opened(reason, now)
    if kind is TaskKind.RISKY_DECLARATION:
        _alert_unit(care, row, now)
    return int(row.pk)


@transaction.atomic
def open_task(*, kind: TaskKind, person_id: int, ward_id: int | None, about: str) -> int | None:
    """Open a task for a reason of the caller's, once; None when that reason had one, or one of the kind is open."""
    tasks = Task.objects.filter(kind=kind)
    if (
        tasks.filter(about=about).exists()
        or tasks.filter(person=person_id, state__in=sorted(UNDONE)).exists()
    ):
        return None
    return int(opened(Reason(kind, person_id, ward_id, about), clock.now()).pk)


@transaction.atomic
def settle_task(*, declaration_id: str) -> None:
    """Close what rests on a declaration that is not true. A task with other reasons stays."""
    now = clock.now()
    rows = Task.objects.select_for_update().filter(about=declaration_id, state__in=sorted(UNDONE))
    for row in rows:
        if row.steps.filter(kind=StepKind.AGAIN).exclude(about=declaration_id).exists():
            continue
        row.state, row.closed_at, row.outcome = TaskState.CLOSED, now, StepKind.SETTLED
        stepped(row, StepKind.SETTLED, actor=SYSTEM, at=now)


def goes_on(reason: Reason, now: datetime) -> Task | None:
    """Add a reason to the task of its kind that is open for the person."""
    open_tasks = Task.objects.select_for_update().filter(
        person=reason.person_id, kind=reason.kind, state__in=sorted(UNDONE)
    )
    row = open_tasks.first()
    if row is None:
        return None
    is_known = row.steps.filter(kind=StepKind.AGAIN, about=reason.about).exists()
    if not is_known and row.steps.count() < STEPS_PER_TASK_MAX:
        stepped(row, StepKind.AGAIN, actor=SYSTEM, at=now, about=reason.about)
    return row


def _kind_of(care: WhatNeedsCare) -> TaskKind:
    """A warning sign at home is never put off for a doubt."""
    kind = kind_of_form(care.form)
    is_warning = care.is_risky and kind is not TaskKind.RISKY_DECLARATION
    return TaskKind.DOUBTFUL_DECLARATION if care.is_doubted and not is_warning else kind


def opened(reason: Reason, now: datetime) -> Task:
    """Open a task for a reason, and have the person told."""
    row = Task(
        kind=reason.kind,
        person_id=reason.person_id,
        ward_id=reason.ward_id,
        about=reason.about,
        state=TaskState.OPEN,
        opened_at=now,
        due_at=rules_of(reason.kind).until_taken(1, now),
    )
    stepped(row, StepKind.OPENED, actor=SYSTEM, at=now, about=reason.about)
    announce(TaskOpened(row.pk, row.person_id))
    return row


def _alert_unit(care: WhatNeedsCare, row: Task, now: datetime) -> None:
    unit_id = None if care.place_id is None else unit_of_place(care.place_id)
    if unit_id is None or care.place_id is None:
        return
    alert, is_new = Alert.objects.get_or_create(
        task=row, place_id=care.place_id, defaults={"unit_id": unit_id, "at": now}
    )
    if is_new:
        announce(UnitAlerted(alert.pk))
