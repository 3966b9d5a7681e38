"""A screen at the entrance at which people take their number themselves. It shows nobody but the one who scans."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.reception.queries import desk_for
from antoan.entrypoints.web.clinic.receiving.arriving import Arriving, arrive
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.ids import uuid7


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Give a number to whoever scans, after the form where it is needed."""
    desk = desk_for(actor_of(request), desk_id, clock.today())
    arriving = arrive(request, desk_id) if request.method == "POST" else Arriving()
    context = {
        "desk": desk,
        "arriving": arriving,
        "fault": arriving.fault,
        "ticket_id": uuid7(),
        "is_kiosk": True,
    }
    return render(request, "clinic/receiving/kiosk.html", context, status=arriving.status)
