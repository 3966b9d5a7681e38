"""One spot where a case was: what its air is like, and telling the place."""

from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.tracing.desk_values import CaseAtSpot
from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.notices import days_told
from antoan.domains.tracing.queries.places import case_at_spot
from antoan.domains.tracing.services.rooms import describe_room
from antoan.domains.tracing.services.telling import tell_place
from antoan.entrypoints.web.office.tracing import words
from antoan.entrypoints.web.office.tracing.doing import attempt
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def spot(request: HttpRequest, tracing_number: str, spot_id: int) -> HttpResponse:
    """Show when a case was at a spot; keep what is known of its air, or tell the place."""
    actor = actor_of(request)
    case = case_for(actor, tracing_number)
    found = case_at_spot(actor, case.number, spot_id)
    if request.method == "POST":
        if request.POST.get("do") == "describe":
            _describe(request, actor, case.number, spot_id)
        if request.POST.get("do") == "tell":
            _tell(request, actor, case.number, found)
        return redirect("desk_trace_spot", case.number, spot_id)
    first = found.stays[0]
    told = days_told(actor, case.number, first.place_id) if first.place_id else set()
    days = dict.fromkeys(clock.local_date(stay.t_in) for stay in found.stays)
    context = around(actor, case, "case") | {
        "found": found,
        "first": first,
        "kind": kinds.word(first.kind) if first.kind else "",
        "days": [(day, day in told, uuid4()) for day in days],
        "ventilations": [(name, words.VENTILATIONS[name]) for name in found.ventilations],
    }
    return render(request, "office/tracing/spot.html", context)


def _describe(request: HttpRequest, actor: Actor, number: str, spot_id: int) -> None:
    area, ventilation = request.POST.get("area", ""), request.POST.get("ventilation", "")
    done = attempt(
        request,
        lambda: (
            describe_room(
                actor=actor, number=number, spot_id=spot_id, area_m2=_area(area), ventilation=ventilation
            )
            or True
        ),
    )
    if done:
        messages.success(request, _("Đã ghi. Tìm lại người tiếp xúc để tính theo căn phòng này."))


def _tell(request: HttpRequest, actor: Actor, number: str, found: CaseAtSpot) -> None:
    place_id = found.stays[0].place_id
    try:
        on, notice_id = date.fromisoformat(request.POST.get("on", "")), UUID(request.POST.get("id", ""))
    except ValueError:
        return
    if place_id is None:
        return
    told = attempt(
        request,
        lambda: tell_place(actor=actor, number=number, notice_id=notice_id, place_id=place_id, on=on),
    )
    if told is not None:
        messages.success(
            request, _("Đã báo cho địa điểm.") if told else _("Địa điểm đã được báo về ngày này.")
        )


def _area(text: str) -> float | None:
    """Return square metres; None for an empty field, and an impossible one for what is no number."""
    if not text.strip():
        return None
    try:
        return float(text.replace(",", ".")[:20])
    except ValueError:
        return -1.0
