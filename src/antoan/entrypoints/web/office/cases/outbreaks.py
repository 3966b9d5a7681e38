"""Outbreaks: the list, a new one, and one with its daily numbers until it may be closed."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.cases.diseases import closing_on
from antoan.domains.cases.permissions import MANAGE_OUTBREAK
from antoan.domains.cases.queries.access import outbreak_in
from antoan.domains.cases.queries.files import CaseFilter, case_list
from antoan.domains.cases.queries.outbreaks import days_of, outbreak, outbreak_list
from antoan.domains.cases.services.outbreaks import close_outbreak, open_outbreak
from antoan.domains.cases.values import DayCount, NewOutbreak
from antoan.entrypoints.web.office.cases import words
from antoan.entrypoints.web.office.cases.doing import attempt, day_of, number_of, uuid_of
from antoan.entrypoints.web.office.cases.listing import row_of
from antoan.entrypoints.web.office.people.reach import wards_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden

_CHART_WIDTH, _CHART_HEIGHT = 600, 120
_BAR_MAX: Final = 24


@login_required
@never_cache
@require_safe
def outbreaks(request: HttpRequest) -> HttpResponse:
    """Show the outbreaks one reaches."""
    actor = actor_of(request)
    with_closed = request.GET.get("closed") == "1"
    context = {
        "outbreaks": outbreak_list(actor, clock.today(), with_closed=with_closed),
        "with_closed": with_closed,
        "may_open": bool(actor.grants_of(MANAGE_OUTBREAK)),
    }
    return render(request, "office/cases/outbreaks.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask where and since when, and open an outbreak."""
    actor = actor_of(request)
    if not actor.grants_of(MANAGE_OUTBREAK):
        raise Forbidden
    sent, fault, status = request.POST, "", 200
    wards = wards_of(actor, MANAGE_OUTBREAK)
    if request.method == "POST":
        ward_id, began_on = number_of(sent.get("ward", "")), day_of(sent.get("began_on", ""))
        fault, status = str(words.SAYINGS["cases:outbreak:unreadable"]), 422
        if began_on is not None and ward_id in {ward.id for ward in wards}:
            assert ward_id is not None
            asked = NewOutbreak(
                uuid_of(sent.get("id", "")), sent.get("name", ""), ward_id, sent.get("where", ""), began_on,
                sent.get("risk_factors", ""),
            )  # fmt: skip
            try:
                opened = open_outbreak(actor=actor, new=asked)
                messages.success(request, _("Đã mở ổ dịch. Xếp ca vào ổ dịch ở trang của từng ca."))
                return redirect("desk_outbreak", opened.id)
            except AntoanError as error:
                if error.code not in words.SAYINGS:
                    raise
    context = {
        "id": sent.get("id") or uuid4(),
        "sent": sent,
        "ward": number_of(sent.get("ward", "")),
        "wards": wards,
        "today": clock.today(),
        "fault": fault,
    }
    return render(request, "office/cases/new_outbreak.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, outbreak_id: UUID) -> HttpResponse:
    """Show an outbreak day by day with its cases, or close it."""
    actor, today = actor_of(request), clock.today()
    if request.method == "POST":
        outbreak_in(actor, outbreak_id)
        if request.POST.get("do") == "close":
            closed = attempt(
                request, words.SAYINGS, lambda: close_outbreak(actor=actor, outbreak_id=outbreak_id)
            )
            if closed is not None:
                messages.success(request, _("Đã đóng ổ dịch."))
        return redirect("desk_outbreak", outbreak_id)
    view = outbreak(actor, outbreak_id, today)
    page = case_list(actor, CaseFilter(outbreak_id=outbreak_id), after=request.GET.get("after", ""))
    days = days_of(actor, outbreak_id, today)
    context = {
        "outbreak": view,
        "closing": closing_on(today),
        "may_close_now": view.ended_on is None and today >= view.closes_from,
        "may_manage": bool(actor.grants_of(MANAGE_OUTBREAK)),
        "rows": [row_of(case) for case in page.cases],
        "next": f"?{urlencode({'after': page.next_after})}" if page.next_after else "",
        "days": [day for day in reversed(days) if day.new],
        "bars": _bars(days),
        "width": _CHART_WIDTH,
        "height": _CHART_HEIGHT,
    }
    return render(request, "office/cases/outbreak.html", context)


def _bars(days: list[DayCount]) -> list[dict[str, Any]]:
    """Return a bar for each day, as high as its new cases."""
    highest = max((day.new for day in days), default=0) or 1
    step = min(_CHART_WIDTH / max(len(days), 1), _BAR_MAX)
    return [
        {
            "x": round(number * step, 1),
            "y": round(_CHART_HEIGHT * (1 - day.new / highest), 1),
            "width": round(step * 0.8, 1),
            "height": round(_CHART_HEIGHT * day.new / highest, 1),
        }
        for number, day in enumerate(days)
        if day.new
    ]
