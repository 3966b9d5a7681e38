"""The live board of a unit, and the roll-call of one place."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.places.queries import place_for
from antoan.domains.units.queries import places_of_unit, unit_for
from antoan.domains.visits.queries import board_of, people_inside
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock

BOARD_PLACES_MAX = 50  # Of one page: a chain watches its branches in parts.


@login_required
@require_safe
@never_cache
def board(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show how many are inside, by place and spot, with the colours; the page renews itself."""
    return render(request, "unit/board.html", _context(request, unit_id))


@login_required
@require_safe
@never_cache
def rows(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the changing part alone."""
    return render(request, "unit/board_rows.html", _context(request, unit_id))


@login_required
@require_safe
@never_cache
def roll_call(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show who is inside now, ready to print: the list for a fire or a flood."""
    actor, now = actor_of(request), clock.now()
    place = place_for(actor, place_id)
    found = people_inside(actor, place_id, now)
    return render(request, "unit/roll_call.html", {"place": place, "call": found, "now": now})


def _context(request: HttpRequest, unit_id: int) -> dict[str, Any]:
    actor, now = actor_of(request), clock.now()
    unit, places = unit_for(actor, unit_id), places_of_unit(actor, unit_id)
    boards = [board_of(actor, place.id, now) for place in places[:BOARD_PLACES_MAX]]
    return {
        "unit": unit,
        "boards": boards,
        "total": sum(board.people for board in boards),
        "now": now,
        "has_more": len(places) > BOARD_PLACES_MAX,
        "page_max": BOARD_PLACES_MAX,
    }
