"""Assessments of places."""

from collections.abc import Mapping
from uuid import UUID

from antoan.domains.assessment import services
from antoan.domains.assessment.sets import set_version
from antoan.domains.assessment.values import AnswerView, AssessmentView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit.ids import uuid7
from tests.factories.pictures import a_picture

GENERAL = set_version("hcm-general", 1)


def all_met(*failed: str) -> dict[str, AnswerView]:
    """Return answers to the general set: everything met but what is named."""
    return {
        item.key: AnswerView(item.key, "not_met" if item.key in failed else "met") for item in GENERAL.items
    }


def a_draft(place_id: int, answers: Mapping[str, AnswerView] | None = None, actor: Actor = SYSTEM) -> UUID:
    """Return a draft by the general set."""
    draft = services.start_assessment(actor=actor, place_id=place_id, set_id="hcm-general")
    services.save_answers(actor=actor, assessment_id=draft.id, answers=answers or {})
    return draft.id


def an_assessment(place_id: int, *failed: str, actor: Actor = SYSTEM) -> AssessmentView:
    """Return a submitted assessment by the general set, with what is named not met."""
    return services.submit_assessment(
        actor=actor, assessment_id=a_draft(place_id, all_met(*failed), actor=actor)
    )


def an_assessment_with_photo(place_id: int) -> tuple[AssessmentView, UUID]:
    """Return a submitted assessment in which masks are missing, with a photo of that and a plan."""
    draft_id, file_id = a_draft(place_id, all_met("1")), uuid7()
    services.add_photo(actor=SYSTEM, assessment_id=draft_id, item="1", file_id=file_id, raw=a_picture())
    return services.submit_assessment(actor=SYSTEM, assessment_id=draft_id), file_id
