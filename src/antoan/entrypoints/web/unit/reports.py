"""What a unit reads of its gates: devices, late and double scans, visitors, overrides, copied codes."""

from datetime import date, timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.gates.queries.reports import (
    alarms_at,
    devices_at,
    overrides_at,
    reconciliation_of,
    specimens_at,
    visitors_at,
)
from antoan.domains.gates.services.wiping import ask_to_wipe
from antoan.domains.places.queries import device_for, gate_for, place_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.gate_words import BECAUSE, VISITOR_KINDS
from antoan.entrypoints.web.unit.gate_settings import picture_of_today
from antoan.kit import clock

DAYS_BACK_MAX: Final = 28  # Lesson L12, as for the visits themselves.


@login_required
@require_safe
def report(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show what came of a day's scans, and how the devices are doing."""
    actor = actor_of(request)
    context = _frame(request, place_id)
    span = context["since"], context["until"]
    found = reconciliation_of(actor, place_id, *span)
    return render(
        request,
        "unit/report.html",
        context
        | {
            "report": found,
            "devices": devices_at(actor, place_id),
            "overrides": [(one, BECAUSE[one.because]) for one in overrides_at(actor, place_id, *span)],
            "alarms": alarms_at(actor, place_id, *span),
            "specimens": specimens_at(actor, place_id, *span),
            "picture": picture_of_today(place_id),
        },
    )


@login_required
@require_safe
def visitors(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show who came on a day for what."""
    context = _frame(request, place_id)
    listed = visitors_at(actor_of(request), place_id, context["since"], context["until"])
    rows = [(one, VISITOR_KINDS[one.kind]) for one in listed]
    return render(request, "unit/visitors.html", context | {"visitors": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wipe(request: HttpRequest, device_id: int) -> HttpResponse:
    """Ask first, then have a device forget what it keeps."""
    actor = actor_of(request)
    device = device_for(actor, device_id)
    gate = gate_for(actor, device.gate_id)
    if request.method != "POST":
        return render(request, "unit/wipe.html", {"device": device, "gate": gate})
    ask_to_wipe(actor=actor, device_id=device_id, at=clock.now())
    messages.success(request, _("“%(name)s” sẽ xóa dữ liệu ngay khi có mạng.") % {"name": device.name})
    return redirect("unit_gate", gate.id)


def _frame(request: HttpRequest, place_id: int) -> dict[str, Any]:
    today = clock.today()
    earliest = today - timedelta(days=DAYS_BACK_MAX)
    day = _day(request.GET.get("day", ""), today)
    day = min(max(day, earliest), today)
    return {
        "place": place_for(actor_of(request), place_id),
        "day": day,
        "today": today,
        "earliest": earliest,
        "since": clock.day_start(day),
        "until": clock.day_end(day),
    }


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
