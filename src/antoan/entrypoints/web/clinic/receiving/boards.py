"""The board on the wall: which numbers go where. It names nobody and says no reason."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.reception.queries import board_of, desk_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


@login_required
@never_cache
@require_safe
def board(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Show the board; it asks again by itself."""
    return _shown(request, desk_id, "clinic/receiving/board.html")


@login_required
@never_cache
@require_safe
def rows(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Show the changing part alone."""
    return _shown(request, desk_id, "clinic/receiving/board_rows.html")


def _shown(request: HttpRequest, desk_id: int, template: str) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    context = {"desk": desk_for(actor, desk_id, today), "rows": board_of(actor, desk_id, today)}
    return render(request, template, context)
