"""The units of whoever signed in, and what belongs to them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antoan.domains.places.queries import gates_of_place, place_for, places_for
from antoan.domains.places.values import PlaceView
from antoan.domains.units.queries import places_of_unit, unit_for, units_of
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor


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
    context = {
        "unit": found,
        "kind": kinds.word(found.kind),
        "places": [_with_gates(actor, place) for place in places_of_unit(actor, unit_id)],
    }
    return render(request, "unit/unit.html", context)


@login_required
@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show one place with its gates."""
    actor = actor_of(request)
    return render(request, "unit/place.html", {"one": _with_gates(actor, place_for(actor, place_id))})


def _with_gates(actor: Actor, place: PlaceView) -> dict[str, object]:
    return {"place": place, "kind": kinds.word(place.kind), "gates": gates_of_place(actor, place.id)}
