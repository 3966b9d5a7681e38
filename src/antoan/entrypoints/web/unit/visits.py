"""The live list of who came and went at a place."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antoan.domains.places.queries import place_for
from antoan.domains.policy.values import Colour
from antoan.domains.visits.queries import inside_now, visits_at
from antoan.domains.visits.rules import KEPT_DAYS
from antoan.domains.visits.values import VisitView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock

PAGE_VISITS_MAX: Final = 100
_ALARMING: Final = frozenset({Colour.RED, Colour.BLACK})


@login_required
@require_safe
def visits(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show the visits of one day, newest first; today's page asks for new ones by itself."""
    return render(request, "unit/visits.html", _context(request, place_id))


@login_required
@require_safe
def rows(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show the changing part of the page alone."""
    return render(request, "unit/visit_rows.html", _context(request, place_id, is_refresh=True))


def _context(request: HttpRequest, place_id: int, *, is_refresh: bool = False) -> dict[str, Any]:
    actor = actor_of(request)
    now = clock.now()
    today = clock.local_date(now)
    day = _day(request.GET.get("day", ""), today)
    place = place_for(actor, place_id)
    found = visits_at(
        actor,
        place_id,
        clock.day_start(day),
        PAGE_VISITS_MAX + 1,
        until=clock.day_end(day),
        is_refresh=is_refresh,
    )
    return {
        "place": place,
        "now": now,
        "day": day,
        "today": today,
        "earliest": today - timedelta(days=KEPT_DAYS),
        "is_today": day == today,
        "visits": found[:PAGE_VISITS_MAX],
        "has_more": len(found) > PAGE_VISITS_MAX,
        "page_max": PAGE_VISITS_MAX,
        "alarming": [visit for visit in found[:PAGE_VISITS_MAX] if _is_alarming(visit, now)],
        "inside": inside_now(actor, place_id, now) if day == today else None,
    }


def _is_alarming(visit: VisitView, now: datetime) -> bool:
    """Tell whether somebody is inside whom no gate saw and who should be spoken to."""
    return visit.is_own and visit.colour in _ALARMING and visit.t_out is None and visit.is_inside(now)


def _day(text: str, today: date) -> date:
    """Return the day asked for; today when there is none, or none that we keep."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if today - timedelta(days=KEPT_DAYS) <= day <= today else today
