"""Reads of improvement plans."""

from uuid import UUID

from antoan.domains.assessment.models import PlanStep
from antoan.domains.assessment.values import StepView


def steps_of(assessment_id: UUID) -> dict[str, StepView]:
    """Return the steps of a plan by item, for pages that have the assessment already."""
    rows = PlanStep.objects.filter(assessment=assessment_id).order_by("due_on", "pk")
    return {row.item: StepView(row.item, row.words, row.due_on, row.done_at) for row in rows}
