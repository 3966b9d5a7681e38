"""Places that nobody used on a day, and how many different people came to one hour by hour."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.places.queries import names_of_places, spots_of_place
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.queries.people import people_by_hour
from antoan.domains.statistics.queries.places import unused_places
from antoan.domains.tracing.rules.days import first_kept
from antoan.entrypoints.web.office.cases.doing import day_of, number_of
from antoan.entrypoints.web.office.statistics.asking import choices, question
from antoan.entrypoints.web.office.statistics.words import kind_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.bars import single_bars
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock


@login_required
@require_safe
@never_cache
def unused(request: HttpRequest) -> HttpResponse:
    """List the places of an area where nobody was scanned on a day; yesterday unless told, for today is not over."""
    asked = question(request)
    day = asked.asked.last
    if "to" not in request.GET:
        day = clock.today() - timedelta(days=1)
    page = unused_places(
        asked.actor,
        asked.asked.looked,
        day,
        kind=asked.asked.kind,
        after=number_of(request.GET.get("after", "")) or 0,
    )
    kept = asked.fields | {"to": day.isoformat(), "from": day.isoformat()}
    context = choices(asked) | {
        "day": day,
        "rows": [(one, kind_of(Measure.CAME, one.kind)) for one in page.places],
        "next": f"?{urlencode(kept | {'after': page.next_after})}" if page.next_after else "",
    }
    return render(request, "office/statistics/unused.html", context)


@login_required
@require_safe
@never_cache
def people(request: HttpRequest, busy_place_id: int) -> HttpResponse:
    """Show how many different people came to a place within each hour of a day."""
    today = clock.today()
    day = min(max(day_of(request.GET.get("day", "")) or today, first_kept(today)), today)
    found = people_by_hour(actor_of(request), busy_place_id, day, today=today)
    names = {spot.id: spot.name for spot in spots_of_place(SYSTEM, busy_place_id)}
    tables = []
    for spot_id in dict.fromkeys(one.spot_id for one in found):
        rows = [(f"{clock.local(one.hour):%H}:00", one.people) for one in found if one.spot_id == spot_id]
        title = names.get(spot_id, "") or _("Cả địa điểm")
        tables.append((title, rows, single_bars(rows, title=title)))
    context = {
        "name": names_of_places([busy_place_id]).get(busy_place_id, ""),
        "day": day,
        "today": today,
        "earliest": first_kept(today),
        "tables": tables,
    }
    return render(request, "office/statistics/people.html", context)
