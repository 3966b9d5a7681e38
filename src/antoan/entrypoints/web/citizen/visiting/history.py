"""Where somebody has been, day by day; and where they have not checked out yet."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.corrections.queries.tickets import record_id_of_visit
from antoan.domains.visits.own_rules import TOLD_DAYS_MAX
from antoan.domains.visits.queries import VISITS_MAX, seats_of, visits_of_person
from antoan.domains.visits.rules import KEPT_DAYS
from antoan.domains.visits.values import VisitView
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.citizen.visiting import words
from antoan.entrypoints.web.citizen.visiting.staying import stays_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


@login_required
@require_safe
@never_cache
def visits(request: HttpRequest) -> HttpResponse:
    """Show one's own visits or a dependant's. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    actor, now = actor_of(request), clock.now()
    since, until = now - timedelta(days=KEPT_DAYS), clock.day_end(clock.local_date(now))
    found = visits_of_person(actor, person_id, since=since, until=until)
    seats = seats_of(found)
    shown = [_row(request, visit, now) | {"seat": seats.get(visit.scan_id, "")} for visit in found]
    context = framed(request, person_id) | {
        "stays": stays_of(request, now),
        "days": [(day, list(rows)) for day, rows in groupby(shown, key=lambda row: row["day"])],
        "kept_days": KEPT_DAYS,
        "texts": words.keeping_texts(actor.person_id),
        "is_cut": len(found) == VISITS_MAX,
        "visits_max": VISITS_MAX,
    }
    return render(request, "citizen/visiting/history.html", context)


def _row(request: HttpRequest, visit: VisitView, now: datetime) -> dict[str, Any]:
    may_tell = visit.end_is_estimated and visit.t_in >= now - timedelta(days=TOLD_DAYS_MAX)
    about = f"visit:{record_id_of_visit(visit)}"
    return {
        "day": clock.local_date(visit.t_in),
        "visit": visit,
        "how": words.how_entered(visit),
        "is_inside": visit.end_is_estimated and visit.is_inside(now),
        "left": f"{reverse('my_left')}?{urlencode({'visit': visit.scan_id})}" if may_tell else "",
        "contest": reverse("my_new_correction") + query_of(request, visit.person_id, about=about),
    }
