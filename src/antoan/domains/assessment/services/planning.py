"""A unit plans how and by when it mends what its last assessment found."""

from datetime import date
from uuid import UUID

from django.db import transaction

from antoan.domains.assessment.errors import PlanClosed, PlanUnreadable
from antoan.domains.assessment.models import Assessment, PlanStep
from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import criteria_of, own_row
from antoan.domains.assessment.queries.assessments import outcome_of_row
from antoan.domains.assessment.rules.planning import check_step
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@transaction.atomic
def plan_step(*, actor: Actor, assessment_id: UUID, item: str, words: str, due_on: date) -> None:
    """Plan one item, or plan it otherwise; whoever moves its day is reminded anew.

    AssessmentNotFound; PlanClosed for a draft and for one that a later assessment took the place of;
    PlanUnreadable, WordsTooLong.
    """
    row = _open_row(actor, assessment_id)
    said = check_step(
        criteria_of(row), outcome_of_row(row), item=item, words=words, due_on=due_on, today=clock.today()
    )
    PlanStep.objects.update_or_create(
        assessment=row, item=item, defaults={"words": said, "due_on": due_on, "reminded_on": None}
    )


@transaction.atomic
def mark_step(*, actor: Actor, assessment_id: UUID, item: str, is_done: bool) -> None:
    """Say that a step is done, or that it is not yet; twice is once. PlanUnreadable when there is none."""
    step = _step(_open_row(actor, assessment_id), item)
    if (step.done_at is not None) != is_done:
        step.done_at = clock.now() if is_done else None
        step.save(update_fields=["done_at", "updated_at"])


@transaction.atomic
def drop_step(*, actor: Actor, assessment_id: UUID, item: str) -> None:
    """Take a step out of the plan; twice is once."""
    PlanStep.objects.filter(assessment=_open_row(actor, assessment_id), item=item).delete()


def _open_row(actor: Actor, assessment_id: UUID) -> Assessment:
    row = own_row(actor, assessment_id, MAKE, lock=True)
    if not row.is_current:
        raise PlanClosed
    return row


def _step(row: Assessment, item: str) -> PlanStep:
    step = PlanStep.objects.filter(assessment=row, item=item).first()
    if step is None:
        raise PlanUnreadable(item=item)
    return step
