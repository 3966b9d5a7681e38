"""A unit begins an assessment, answers in any order and as often as it likes, or lets it be."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.errors import AnswerUnreadable, AssessmentSubmitted, SetNotFound
from antoan.domains.assessment.models import Answer, Assessment
from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import criteria_of, own_row, place_of_unit
from antoan.domains.assessment.queries.assessments import view_of
from antoan.domains.assessment.queries.photos import owner_of
from antoan.domains.assessment.rules.planning import readable_note
from antoan.domains.assessment.rules.scoring import points_of
from antoan.domains.assessment.sets import set_on
from antoan.domains.assessment.values import OWNER_KIND, AnswerView, AssessmentView, State
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.files.services import forget_files_of
from antoan.kit import clock


@transaction.atomic
def start_assessment(*, actor: Actor, place_id: int, set_id: str) -> AssessmentView:
    """Begin to assess a place by a set; a draft that is open already goes on.

    PlaceNotFound, Forbidden; SetNotFound for a set that does not apply there today. A draft by a version that is
    no longer in force is put away: its questions are not those of today.
    """
    place, unit_id = place_of_unit(actor, place_id, MAKE)
    criteria = set_on(set_id, clock.today())
    if not criteria.is_for(place.kind) or not place.is_open:
        raise SetNotFound
    stale = Assessment.objects.filter(place=place_id, set_id=set_id, state=State.DRAFT)
    for row in stale.exclude(set_version=criteria.version):
        _put_away(row)
    row, _ = Assessment.objects.select_related("place", "unit").get_or_create(
        place_id=place_id,
        set_id=criteria.id,
        state=State.DRAFT,
        defaults={
            "unit_id": unit_id,
            "set_version": criteria.version,
            "started_at": clock.now(),
            "started_by_account_id": actor.account_id,
        },
    )
    return view_of(row, with_answers=True)


@transaction.atomic
def save_answers(*, actor: Actor, assessment_id: UUID, answers: Mapping[str, AnswerView]) -> None:
    """Keep what was answered so far, by item; an empty value takes an answer back. All of them, or none.

    AssessmentNotFound, AssessmentSubmitted; AnswerUnreadable, WordsTooLong with the item.
    """
    row = draft_row(actor, assessment_id)
    criteria = criteria_of(row)
    read = {key: _readable(criteria, key, answer) for key, answer in answers.items()}
    for key, answer in read.items():
        Answer.objects.update_or_create(
            assessment=row, item=key, defaults={"value": answer.value, "note": answer.note}
        )


@transaction.atomic
def discard_draft(*, actor: Actor, assessment_id: UUID) -> None:
    """Let a draft be, with its answers and photos. AssessmentNotFound, AssessmentSubmitted."""
    _put_away(draft_row(actor, assessment_id))


def draft_row(actor: Actor, assessment_id: UUID) -> Assessment:
    """Return a draft of the actor's unit, locked; AssessmentNotFound, AssessmentSubmitted."""
    row = own_row(actor, assessment_id, MAKE, lock=True)
    if row.state != State.DRAFT:
        raise AssessmentSubmitted
    return row


def _readable(criteria: CriteriaSet, key: str, answer: AnswerView) -> AnswerView:
    item = criteria.item(key)
    if item is None:
        raise AnswerUnreadable(item=key)
    if answer.value:
        points_of(criteria, item, answer.value)
    return AnswerView(key, answer.value, readable_note(answer.note))


def _put_away(row: Assessment) -> None:
    owners = [owner_of(row.pk, item.key) for item in criteria_of(row).items]
    forget_files_of(owner_kind=OWNER_KIND, owner_ids=owners)
    row.delete()
