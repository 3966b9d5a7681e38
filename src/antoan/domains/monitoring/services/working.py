"""A health station takes a task and says what came of the call."""

from uuid import UUID

from django.db import transaction

from antoan.domains.declarations.errors import DeclarationAnnulled
from antoan.domains.declarations.services import annul_declaration, confirm_declaration
from antoan.domains.monitoring.errors import OwnTask
from antoan.domains.monitoring.kinds import rules_of
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.permissions import WORK
from antoan.domains.monitoring.queries.access import worker_row
from antoan.domains.monitoring.queries.tasks import view_of
from antoan.domains.monitoring.rules import check_undone, readable_words
from antoan.domains.monitoring.services.self_tests import SELF_TEST, annul_self_test
from antoan.domains.monitoring.services.steps import stepped
from antoan.domains.monitoring.values import Effect, Outcome, StepKind, TaskKind, TaskState, TaskView
from antoan.domains.people.queries import answers_for
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def take_task(*, actor: Actor, task_id: int) -> TaskView:
    """Take an open task. Taking one that is taken changes nothing."""
    row = _to_work_on(actor, task_id)
    if row.state == TaskState.OPEN:
        row.state, row.taken_by, row.taken_at = TaskState.TAKEN, actor.account_id, clock.now()
        row.due_at = rules_of(TaskKind(row.kind)).until_called(row.due_at, row.taken_at)
        stepped(row, StepKind.TAKEN, actor=actor, at=row.taken_at)
    return view_of(row)


@transaction.atomic
def record_call(*, actor: Actor, task_id: int, outcome: str, words: str = "") -> TaskView:
    """Say what came of a call; one that is an end closes the task, and may confirm or annul the declaration.

    Closing twice with the same outcome is closing once. TaskNotFound, TaskClosed, NoSuchOutcome, OwnTask.
    """
    row = worker_row(actor, task_id, lock=True)
    if row.state == TaskState.CLOSED and row.outcome == outcome:
        return view_of(row)
    row = _to_work_on(actor, task_id)
    rules = rules_of(TaskKind(row.kind))
    came = rules.outcome(outcome)
    said, now = readable_words(words), clock.now()
    row.taken_by, row.taken_at = row.taken_by or actor.account_id, row.taken_at or now
    row.state = TaskState.CLOSED if came.is_end else TaskState.TAKEN
    if came.is_end:
        row.outcome, row.closed_by, row.closed_at = outcome, actor.account_id, now
    else:
        row.due_at = rules.until_called(row.due_at, now)
    kind = StepKind.CLOSED if came.is_end else StepKind.CALLED
    stepped(row, kind, actor=actor, at=now, outcome=outcome, words=said)
    record_decision(
        actor, action="monitoring.call", object_kind="task", object_id=row.pk, person_id=row.person_id,
        detail={"outcome": outcome},
    )  # fmt: skip
    _take_effect(actor, row, came)
    return view_of(row)


def _to_work_on(actor: Actor, task_id: int) -> Task:
    row = worker_row(actor, task_id, lock=True)
    check_undone(TaskState(row.state), row.steps.count())
    if answers_for(actor, row.person_id):
        raise OwnTask
    return row


def _take_effect(actor: Actor, row: Task, came: Outcome) -> None:
    """Confirm or annul all that the task rests on. Whoever answers for a late one needs no right over the ward."""
    actor = already_allowed(actor) if came.effect is not Effect.NONE and not actor.grants_of(WORK) else actor
    steps = row.steps.filter(kind__in=[StepKind.OPENED, StepKind.AGAIN]).exclude(about="")
    for about in dict.fromkeys([row.about, *steps.values_list("about", flat=True)]):
        if about.startswith(SELF_TEST):
            if came.effect is Effect.ANNUL:
                annul_self_test(actor=actor, person_id=row.person_id, about=about)
        elif came.effect is Effect.ANNUL:
            annul_declaration(actor=actor, declaration_id=UUID(about))
        elif came.effect is Effect.CONFIRM:
            _confirm_unless_annulled(actor, UUID(about))


def _confirm_unless_annulled(actor: Actor, declaration_id: UUID) -> None:
    try:
        confirm_declaration(actor=actor, declaration_id=declaration_id)
    except DeclarationAnnulled:
        return  # The person struck it out meanwhile, and has the last word.
