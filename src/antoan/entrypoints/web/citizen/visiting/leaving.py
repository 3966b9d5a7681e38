"""A citizen says when they left, with one tap or a time."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.visits.errors import CheckUnreadable, LeftOutOfTime
from antoan.domains.visits.own_rules import FAMILY_MAX
from antoan.domains.visits.queries import own_visits
from antoan.domains.visits.services import tell_left
from antoan.domains.visits.values import VisitView
from antoan.entrypoints.web.citizen.visiting import words
from antoan.entrypoints.web.citizen.visiting.pressing import read_uuid
from antoan.entrypoints.web.citizen.visiting.staying import MINUTES_AGO, moment_after
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest) -> HttpResponse:
    """Ask when people left a place, or take it. Without a visit there is nothing to ask: the history is shown."""
    if actor_of(request).person_id is None:
        return render(request, "citizen/nobody.html")
    fields = request.POST if request.method == "POST" else request.GET
    if not fields.getlist("visit"):
        return redirect("my_visits")
    try:
        visit_ids = [read_uuid(text) for text in fields.getlist("visit")[:FAMILY_MAX]]
        visits = own_visits(actor_of(request), visit_ids, clock.now())
        return _told(request, visits, visit_ids) if request.method == "POST" else _page(request, visits)
    except CheckUnreadable:
        return redirect("my_visits")


def _told(request: HttpRequest, visits: list[VisitView], visit_ids: list[UUID]) -> HttpResponse:
    now = clock.now()
    try:
        left_at = _left_at(request.POST, max(visit.t_in for visit in visits), now)
        told = tell_left(actor=actor_of(request), visit_ids=visit_ids, left_at=left_at, now=now)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return _page(request, visits, fault=words.saying(error), status=error.status)
    if told:
        at = f"{clock.local(left_at):%H:%M}"
        messages.success(request, _("Đã ghi giờ ra %(at)s. Cảm ơn bạn.") % {"at": at})
    else:
        messages.info(request, _("Giờ ra đã được ghi từ trước."))
    return redirect("my_visits")


def _left_at(fields: QueryDict, t_in: datetime, now: datetime) -> datetime:
    """Return the moment told: so many minutes ago, or a time of the clock after coming in; LeftOutOfTime."""
    minutes = fields.get("minutes", "")
    if minutes:
        if minutes not in {str(known) for known in MINUTES_AGO}:
            raise LeftOutOfTime
        return now - timedelta(minutes=int(minutes))
    try:
        return moment_after(t_in, time.fromisoformat(fields.get("time", "")[:5]))
    except ValueError:
        raise LeftOutOfTime from None


def _page(
    request: HttpRequest, visits: list[VisitView], *, fault: str = "", status: int = 200
) -> HttpResponse:
    first = max(visits, key=lambda visit: visit.t_in)
    context: dict[str, Any] = {
        "visit": first,
        "people": ", ".join(visit.person_label for visit in visits),
        "visit_ids": [visit.scan_id for visit in visits],
        "usual_end": clock.local(first.t_eff),
        "fault": fault,
    }
    return render(request, "citizen/visiting/left.html", context, status=status)
