"""Reads of a unit's own assessments: by which sets, how far, with what result."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.limits import HISTORY_SHOWN_MAX
from antoan.domains.assessment.models import Assessment
from antoan.domains.assessment.permissions import READ
from antoan.domains.assessment.queries.access import criteria_of, own_row, place_of_unit
from antoan.domains.assessment.rules.planning import is_over
from antoan.domains.assessment.rules.scoring import outcome_of
from antoan.domains.assessment.sets import sets_for
from antoan.domains.assessment.values import AnswerView, AssessmentView, Incomplete, Outcome, State
from antoan.domains.places.values import PlaceView
from antoan.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class BySet:
    """How a place stands by one set that applies to it."""

    criteria: CriteriaSet
    current: AssessmentView | None
    outcome: Outcome | None
    draft: AssessmentView | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class OfPlace:
    """All that a unit sees of one place's assessments."""

    place: PlaceView
    unit_id: int
    by_set: tuple[BySet, ...]
    history: tuple[AssessmentView, ...]


def assessments_of_place(actor: Actor, place_id: int, today: date) -> OfPlace:
    """Return the sets that apply to a place today with how it stands by each, and what was submitted before."""
    place, unit_id = place_of_unit(actor, place_id, READ)
    rows = Assessment.objects.select_related("place", "unit").filter(place=place_id)
    current = {row.set_id: row for row in rows.filter(is_current=True)}
    drafts = {row.set_id: row for row in rows.filter(state=State.DRAFT)}
    past = rows.filter(state=State.SUBMITTED).order_by("-submitted_at", "-pk")[:HISTORY_SHOWN_MAX]
    return OfPlace(
        place,
        unit_id,
        tuple(
            _by_set(one, current.get(one.id), drafts.get(one.id), today)
            for one in sets_for(place.kind, today)
        ),
        tuple(view_of(row) for row in past),
    )


def assessment_for(actor: Actor, assessment_id: UUID) -> tuple[AssessmentView, CriteriaSet]:
    """Return one of the unit's assessments with its answers; AssessmentNotFound."""
    row = own_row(actor, assessment_id)
    return view_of(row, with_answers=True), criteria_of(row)


def result_of(view: AssessmentView, criteria: CriteriaSet) -> Outcome | Incomplete:
    """Return what a view's answers lead to."""
    return outcome_of(criteria, {one.item: one.value for one in view.answers})


def outcome_of_row(row: Assessment) -> Outcome:
    """Return the result of a submitted assessment."""
    found = result_of(view_of(row, with_answers=True), criteria_of(row))
    assert isinstance(found, Outcome)
    return found


def view_of(row: Assessment, *, with_answers: bool = False) -> AssessmentView:
    """Return a row as others see it."""
    answers = row.answers.order_by("pk") if with_answers else ()
    return AssessmentView(
        id=row.pk,
        unit_id=row.unit_id,
        place_id=row.place_id,
        place_name=row.place.name,
        unit_name=row.unit.name,
        set_id=row.set_id,
        set_version=row.set_version,
        state=State(row.state),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        expires_on=row.expires_on,
        is_current=row.is_current,
        answers=tuple(AnswerView(one.item, one.value, one.note) for one in answers),
    )


def _by_set(
    criteria: CriteriaSet, current: Assessment | None, draft: Assessment | None, today: date
) -> BySet:
    return BySet(
        criteria,
        None if current is None else view_of(current),
        None if current is None else outcome_of_row(current),
        None if draft is None else view_of(draft, with_answers=True),
        current is not None and is_over(criteria_of(current), current.expires_on, today),
    )
