"""Places by safety level, for the offices that inspect afterwards (features row 137)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from antoan.domains.areas.reach import within_reach
from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.limits import PAGE_PLACES_MAX
from antoan.domains.assessment.models import Assessment
from antoan.domains.assessment.permissions import OVERSEE
from antoan.domains.assessment.queries.access import criteria_of, overseen_row
from antoan.domains.assessment.queries.assessments import view_of
from antoan.domains.assessment.queries.published import words_of
from antoan.domains.assessment.rules.planning import is_over
from antoan.domains.assessment.values import AssessmentView, PlaceStanding, Standing
from antoan.domains.units.queries.owning import open_places
from antoan.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Page:
    """Some places; `next_after` is 0 on the last page."""

    rows: tuple[PlaceStanding, ...]
    next_after: int


def standings(
    actor: Actor, criteria: CriteriaSet, today: date, *, standing: Standing | None = None, after: int = 0
) -> Page:
    """Return a page of the places in the actor's area to which a set applies, each as it stands by it today."""
    found = _reached(actor, criteria)
    if standing is not None:
        found = found.filter(_stands(criteria, standing, today))
    rows = list(found.filter(place__gt=after).order_by("place")[: PAGE_PLACES_MAX + 1])
    page = rows[:PAGE_PLACES_MAX]
    current = _current(criteria, [row.place_id for row in page])
    return Page(
        tuple(_view(row, current.get(row.place_id), criteria, today) for row in page),
        page[-1].place_id if len(rows) > PAGE_PLACES_MAX else 0,
    )


def counted_by_standing(actor: Actor, criteria: CriteriaSet, today: date) -> dict[Standing, int]:
    """Return how many places of the same list stand how."""
    found = _reached(actor, criteria)
    return {one: found.filter(_stands(criteria, one, today)).count() for one in Standing}


def assessment_to_oversee(actor: Actor, assessment_id: UUID) -> tuple[AssessmentView, CriteriaSet]:
    """Return one submitted assessment with its answers; AssessmentNotFound."""
    row = overseen_row(actor, assessment_id)
    return view_of(row, with_answers=True), criteria_of(row)


def _reached(actor: Actor, criteria: CriteriaSet) -> Any:
    found = open_places(within_reach(actor, OVERSEE, field="place__ward"))
    return found.filter(place__kind__in=criteria.kinds) if criteria.kinds else found


def _stands(criteria: CriteriaSet, standing: Standing, today: date) -> Q:
    current = Assessment.objects.filter(place=OuterRef("place_id"), set_id=criteria.id, is_current=True)
    past = Q(expires_on__lte=today) | ~Q(set_version=criteria.version)
    match standing:
        case Standing.NONE:
            return Q(~Exists(current))
        case Standing.EXPIRED:
            return Q(Exists(current.filter(past)))
        case _:
            return Q(Exists(current.filter(~past, level=standing.value)))


def _current(criteria: CriteriaSet, place_ids: list[int]) -> dict[int, Assessment]:
    rows = Assessment.objects.filter(place__in=place_ids, set_id=criteria.id, is_current=True)
    return {row.place_id: row for row in rows}


def _view(row: Any, current: Assessment | None, criteria: CriteriaSet, today: date) -> PlaceStanding:
    place, unit = row.place, row.unit
    known = (place.pk, place.name, place.kind, unit.pk, unit.name, place.ward.name if place.ward else "")
    if current is None:
        return PlaceStanding(*known, standing=Standing.NONE)
    is_expired = is_over(criteria_of(current), current.expires_on, today)
    return PlaceStanding(
        *known,
        standing=Standing.EXPIRED if is_expired else Standing(current.level),
        words=words_of(current),
        assessment_id=current.pk,
        submitted_at=current.submitted_at,
        expires_on=current.expires_on,
    )
