"""Changes of assessments: one function, one use case, one transaction."""

from antoan.domains.assessment.services.drafting import discard_draft, save_answers, start_assessment
from antoan.domains.assessment.services.photographing import add_photo, remove_photo
from antoan.domains.assessment.services.planning import drop_step, mark_step, plan_step
from antoan.domains.assessment.services.submitting import submit_assessment

__all__ = [
    "add_photo",
    "discard_draft",
    "drop_step",
    "mark_step",
    "plan_step",
    "remove_photo",
    "save_answers",
    "start_assessment",
    "submit_assessment",
]
