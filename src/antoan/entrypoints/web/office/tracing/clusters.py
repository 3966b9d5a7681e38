"""Places where more cases met than chance explains: where they may have been infected. Places and counts, nobody."""

from datetime import timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.tracing.queries.backward import suspected_venues
from antoan.entrypoints.web.office.tracing.doing import whole_number
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock

PERIODS: Final = (7, 14, 28)  # Days; visits are kept for no longer.


@login_required
@never_cache
@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """Show the suspected places of the cases confirmed in a period."""
    asked = whole_number(request.GET.get("days", ""), most=PERIODS[-1])
    days = asked if asked in PERIODS else 14
    now = clock.now()
    today = clock.local_date(now)
    found = suspected_venues(actor_of(request), first=today - timedelta(days=days - 1), last=today, now=now)
    context = {
        "periods": PERIODS,
        "days": days,
        "cases": found.cases,
        "rows": [
            {"venue": venue, "kind": kinds.word(venue.kind), "rank": rank}
            for rank, venue in enumerate(found.venues, start=1)
        ],
    }
    return render(request, "office/tracing/clusters.html", context)
