"""Places of an area by safety level, a page at a time; one assessment with its evidence, to read only."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.permissions import OVERSEE
from antoan.domains.assessment.queries.assessments import result_of
from antoan.domains.assessment.queries.desk import assessment_to_oversee, counted_by_standing, standings
from antoan.domains.assessment.queries.photos import overseen_photo, photos_of
from antoan.domains.assessment.queries.plans import steps_of
from antoan.domains.assessment.rules.planning import is_over
from antoan.domains.assessment.sets import sets_on
from antoan.domains.assessment.values import Outcome, PlaceStanding, Standing
from antoan.domains.places.values import PlaceKind
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.photos import photo_response
from antoan.entrypoints.web.shared.safety import words
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import Forbidden

_DIGITS_MAX = 18


@login_required
@require_safe
@never_cache
def places(request: HttpRequest) -> HttpResponse:
    """Show how the places of one's area stand by a set in force."""
    actor, today = _officer(request), clock.today()
    in_force = sets_on(today)
    criteria = _asked_set(request, in_force)
    context: dict[str, Any] = {"sets": [(one.id, words.say(one.short)) for one in in_force]}
    if criteria is not None:
        context |= _list(request, actor, criteria)
    return render(request, "office/safety/places.html", context)


@login_required
@require_safe
@never_cache
def one(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Show one submitted assessment: answers, photos, plan."""
    actor = _officer(request)
    view, criteria = assessment_to_oversee(actor, assessment_id)
    outcome = result_of(view, criteria)
    assert isinstance(outcome, Outcome)
    photos = photos_of(view.id, tuple(item.key for item in criteria.items))
    titles = {item.key: words.say(item.title) for item in criteria.items}
    context = {
        "assessment": view,
        "set": words.set_in_words(criteria),
        "groups": words.groups_of(criteria, view, photos),
        "result": words.outcome_in_words(criteria, outcome),
        "last_day": words.last_day(view.expires_on),
        "is_expired": is_over(criteria, view.expires_on, clock.today()),
        "plan": [(titles[key], step, step.is_late(clock.today())) for key, step in steps_of(view.id).items()],
        "photo_url": "desk_assessment_photo",
    }
    return render(request, "office/safety/assessment.html", context)


@login_required
@require_safe
def photo(request: HttpRequest, assessment_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Show one photo of it."""
    return photo_response(overseen_photo(_officer(request), assessment_id, evidence_id))


def _list(request: HttpRequest, actor: Actor, criteria: CriteriaSet) -> dict[str, Any]:
    today, asked, after = clock.today(), request.GET.get("level", ""), request.GET.get("after", "")
    standing = Standing(asked) if asked in set(Standing) else None
    after_id = int(after) if after.isascii() and after.isdecimal() and len(after) <= _DIGITS_MAX else 0
    page = standings(actor, criteria, today, standing=standing, after=after_id)
    counted = counted_by_standing(actor, criteria, today)
    query = {"set": criteria.id, "level": standing.value if standing else ""}
    return {
        "set": words.set_in_words(criteria),
        "level": standing.value if standing else "",
        "levels": [(one.value, word) for one, word in words.STANDINGS.items()],
        "counts": [(words.level_of(one), counted[one]) for one in words.STANDINGS],
        "total": sum(counted.values()),
        "rows": [_row(row) for row in page.rows],
        "next": f"?{urlencode({**query, 'after': page.next_after})}" if page.next_after else "",
    }


def _row(row: PlaceStanding) -> dict[str, Any]:
    return {
        "place": row.place_name,
        "unit": row.unit_name,
        "kind": kinds.word(PlaceKind(row.place_kind)),
        "ward": row.ward_name,
        "level": words.level_of(row.standing),
        "band": words.say(row.words),
        "assessment_id": row.assessment_id,
        "at": row.submitted_at,
        "last_day": words.last_day(row.expires_on),
    }


def _asked_set(request: HttpRequest, in_force: tuple[CriteriaSet, ...]) -> CriteriaSet | None:
    asked = request.GET.get("set", "")
    return next((one for one in in_force if one.id == asked), in_force[0] if in_force else None)


def _officer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.is_system and not actor.grants_of(OVERSEE):
        raise Forbidden(f"This needs the right {OVERSEE}.", permission=OVERSEE)
    return actor
