"""Which sets apply to a place, how it stands by each, and what it sent before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import place_of_unit
from antoan.domains.assessment.queries.assessments import BySet, assessments_of_place
from antoan.domains.assessment.services import start_assessment
from antoan.domains.assessment.sets import set_version
from antoan.domains.assessment.values import AssessmentView, Standing
from antoan.domains.places.queries import scope_of_place
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.safety import words
from antoan.entrypoints.web.shared.safety.sayings import saying
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_safe
@never_cache
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show how a place stands by each set that applies to it."""
    actor = actor_of(request)
    found = assessments_of_place(actor, place_id, clock.today())
    context = {
        "place": found.place,
        "unit_id": found.unit_id,
        "sets": [_card(one) for one in found.by_set],
        "history": [_line(one) for one in found.history],
        "may_make": actor.may(MAKE, scope_of_place(place_id)),
    }
    return render(request, "unit/safety/place.html", context)


@login_required
@require_POST
def start(request: HttpRequest, place_id: int) -> HttpResponse:
    """Begin, or go on where one stopped."""
    actor = actor_of(request)
    place_of_unit(actor, place_id, MAKE)
    try:
        draft = start_assessment(actor=actor, place_id=place_id, set_id=request.POST.get("set", ""))
    except AntoanError as error:
        # The place is the unit's: what is not found is the set.
        messages.error(request, saying(error))
        return redirect("unit_safety", place_id)
    return redirect("unit_assessment", draft.id)


def _card(one: BySet) -> dict[str, Any]:
    standing: Any = Standing.NONE
    if one.outcome is not None:
        standing = Standing.EXPIRED if one.is_expired else one.outcome.level
    return {
        "set": words.set_in_words(one.criteria),
        "level": words.level_of(standing),
        "band": words.say(one.outcome.words) if one.outcome else "",
        "current": one.current,
        "last_day": words.last_day(one.current.expires_on) if one.current else None,
        "is_expired": one.is_expired,
        "draft": one.draft,
        "answered": sum(1 for answer in one.draft.answers if answer.value) if one.draft else 0,
    }


def _line(view: AssessmentView) -> dict[str, Any]:
    criteria = set_version(view.set_id, view.set_version)
    return {
        "id": view.id,
        "at": view.submitted_at,
        "set": words.say(criteria.short),
        "current": view.is_current,
    }
