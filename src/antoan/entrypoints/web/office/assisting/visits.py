"""Where the person has been, read out, or printed and handed over."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from antoan.domains.corrections.queries.tickets import record_id_of_visit
from antoan.domains.visits.queries import VISITS_MAX, visits_with_person
from antoan.domains.visits.rules import KEPT_DAYS
from antoan.domains.visits.values import VisitView
from antoan.entrypoints.web.citizen.visiting.words import how_entered
from antoan.entrypoints.web.office.assisting.presence import Helped, with_person
from antoan.kit import clock


@require_safe
@with_person
def visits(request: HttpRequest, one: Helped) -> HttpResponse:
    """Show the visits of the days that are kept, as the person's own page does."""
    now = clock.now()
    since, until = now - timedelta(days=KEPT_DAYS), clock.day_end(clock.local_date(now))
    found = visits_with_person(one.actor, one.person_id, assistance=one.assistance, since=since, until=until)
    context = one.framed() | {
        "days": [
            (day, [_row(visit, now.timestamp()) for visit in rows])
            for day, rows in groupby(found, key=lambda visit: clock.local_date(visit.t_in))
        ],
        "kept_days": KEPT_DAYS,
        "is_cut": len(found) == VISITS_MAX,
        "visits_max": VISITS_MAX,
        "printed_at": now,
    }
    return render(request, "office/with/visits.html", context)


def _row(visit: VisitView, now: float) -> dict[str, Any]:
    contest = urlencode({"about": f"visit:{record_id_of_visit(visit)}"})
    return {
        "visit": visit,
        "how": how_entered(visit),
        "is_inside": visit.end_is_estimated and visit.t_eff.timestamp() > now,
        "contest": f"{reverse('desk_with_correction_new', args=[visit.person_id])}?{contest}",
    }
