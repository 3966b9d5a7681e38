"""The units of whoever signed in, and what belongs to them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antoan.domains.assessment.permissions import READ as READ_SAFETY
from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.gates.queries.requests import unanswered_requests
from antoan.domains.gates.queries.silence import silences_of_unit
from antoan.domains.places.permissions import CHANGE as CHANGE_PLACE
from antoan.domains.places.queries import (
    gates_of_place,
    place_for,
    places_for,
    scope_of_place,
    spots_of_place,
)
from antoan.domains.places.values import PlaceView
from antoan.domains.tracing.queries.notices import may_read_notices, unseen_notices
from antoan.domains.units.permissions import CHANGE, LEAD_ZONE, MANAGE_STAFF
from antoan.domains.units.queries import places_of_unit, scope_of_unit, unit_for, units_of
from antoan.domains.visits.permissions import LIST as LIST_VISITS
from antoan.domains.workers.permissions import READ as READ_WORKERS
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.unit.alerts import alerts_in
from antoan.entrypoints.web.unit.posters import poster_of
from antoan.entrypoints.web.unit.situation import situation_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the units one may see; and single places, for whoever has rights on a place only."""
    actor = actor_of(request)
    units = units_of(actor)
    context = {
        "units": [(unit, kinds.word(unit.kind)) for unit in units],
        "places": [] if units else places_for(actor),
    }
    return render(request, "unit/home.html", context)


@login_required
@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show one unit: its places with their gates."""
    actor = actor_of(request)
    found = unit_for(actor, unit_id)
    places = places_of_unit(actor, unit_id)
    context = {
        "unit": found,
        "kind": kinds.word(found.kind),
        "places": [_with_gates(actor, place) for place in places],
        "situation": situation_of(places),
        "has_workers": actor.may(READ_WORKERS, scope_of_unit(unit_id)),
        "may_print_cards": actor.may(MAKE_BATCH, scope_of_unit(unit_id)),
        "may_list": actor.may(LIST_VISITS, scope_of_unit(unit_id)),
        "may_change": actor.may(CHANGE, scope_of_unit(unit_id)),
        "may_lead": actor.may(LEAD_ZONE, scope_of_unit(unit_id)),
        "may_manage_staff": actor.may(MANAGE_STAFF, scope_of_unit(unit_id)),
        "silences": silences_of_unit(actor, unit_id),
        "today": clock.today(),
        **alerts_in(actor, unit_id),
    }
    return render(request, "unit/unit.html", context)


@login_required
@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show one place with its gates and its poster."""
    actor = actor_of(request)
    context = {
        "one": _with_gates(actor, place_for(actor, place_id)),
        "poster": poster_of(actor, place_id),
    }
    return render(request, "unit/place.html", context)


def _with_gates(actor: Actor, place: PlaceView) -> dict[str, object]:
    return {
        "place": place,
        "kind": kinds.word(place.kind),
        "gates": gates_of_place(actor, place.id),
        "spots": spots_of_place(actor, place.id),
        "may_change": place.is_open and actor.may(CHANGE_PLACE, scope_of_place(place.id)),
        "may_list": actor.may(LIST_VISITS, scope_of_place(place.id)),
        "reads_safety": actor.may(READ_SAFETY, scope_of_place(place.id)),
        "reads_notices": may_read_notices(actor, place.id),
        "unseen": unseen_notices(actor, place.id) + unanswered_requests(actor, place.id, clock.now()),
    }
