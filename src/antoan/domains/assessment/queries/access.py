"""Decides whether an actor may touch a place's assessments. The only way to one."""

from uuid import UUID

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.errors import AssessmentNotFound
from antoan.domains.assessment.models import Assessment
from antoan.domains.assessment.permissions import MAKE, OVERSEE, READ
from antoan.domains.assessment.sets import set_version
from antoan.domains.assessment.values import State
from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.places.queries import place_for, scope_of_place
from antoan.domains.places.values import PlaceView
from antoan.domains.units.queries import unit_of_place
from antoan.foundation.accounts.actor import Actor, require


def place_of_unit(actor: Actor, place_id: int, permission: str) -> tuple[PlaceView, int]:
    """Return a place and the unit that answers for it; PlaceNotFound out of reach or without a unit, Forbidden."""
    place = place_for(actor, place_id)
    require(actor, permission, scope_of_place(place_id))
    unit_id = unit_of_place(place_id)
    if unit_id is None:
        raise PlaceNotFound
    return place, unit_id


def own_row(actor: Actor, assessment_id: UUID, permission: str = READ, *, lock: bool = False) -> Assessment:
    """Return an assessment of the actor's unit; AssessmentNotFound out of reach, Forbidden with reading alone."""
    row = _row(assessment_id, lock=lock)
    scope = scope_of_place(row.place_id)
    if not (actor.may(READ, scope) or actor.may(MAKE, scope)):
        raise AssessmentNotFound
    require(actor, permission, scope)
    return row


def overseen_row(actor: Actor, assessment_id: UUID) -> Assessment:
    """Return a submitted assessment in the area of the actor's office; AssessmentNotFound. Drafts are the unit's own."""
    row = _row(assessment_id)
    if row.state != State.SUBMITTED or not actor.may(OVERSEE, scope_of_place(row.place_id)):
        raise AssessmentNotFound
    return row


def criteria_of(row: Assessment) -> CriteriaSet:
    """Return the set an assessment was made by, in its version."""
    return set_version(row.set_id, row.set_version)


def _row(assessment_id: UUID, *, lock: bool = False) -> Assessment:
    rows = Assessment.objects.select_related("place__ward", "unit")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=assessment_id).first()
    if row is None:
        raise AssessmentNotFound
    return row
