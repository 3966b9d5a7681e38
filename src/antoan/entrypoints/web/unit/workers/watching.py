"""What a unit watches: alerts with the steps to take, attendance by shift, tests that are due."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.workers import services
from antoan.domains.workers.permissions import WATCH
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.alerts import alerts_of
from antoan.domains.workers.queries.attendance import attendance_of, earliest_day
from antoan.domains.workers.queries.groups import cohorts_of
from antoan.domains.workers.queries.listing import PAGE_WORKERS_MAX, due_for_test
from antoan.domains.workers.rules.shifts import Presence
from antoan.domains.workers.rules.terms import steps_to_take
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.working import words
from antoan.kit import clock

_PRESENCES = {
    Presence.PRESENT: gettext_lazy("Có mặt"),
    Presence.OTHER_SHIFT: gettext_lazy("Đến ngoài ca"),
    Presence.ABSENT: gettext_lazy("Vắng"),
}


@login_required
@require_safe
@never_cache
def alerts(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show who must not come in, and what to do."""
    actor = actor_of(request)
    found = alerts_of(actor, unit_id)
    is_english = (get_language() or "").startswith("en")
    context = {
        "unit": unit_with_list(actor, unit_id, WATCH),
        "open": [one for one in found if one.ended_at is None],
        "over": [one for one in found if one.ended_at is not None],
        "steps": [step.en if is_english else step.vi for step in steps_to_take()],
    }
    return render(request, "unit/workers/alerts.html", context)


@login_required
@require_POST
def acknowledge(request: HttpRequest, unit_id: int, alert_id: int) -> HttpResponse:
    """Note that the unit has seen an alert and does what is to be done."""
    services.acknowledge_alert(actor=actor_of(request), unit_id=unit_id, alert_id=alert_id)
    messages.success(request, _("Đã ghi nhận đơn vị đã biết và đang làm theo hướng dẫn."))
    return redirect("unit_workers_alerts", unit_id)


@login_required
@require_safe
@never_cache
def attendance(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show who was there on a day."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, WATCH)
    today = clock.today()
    day, groups = _day(request.GET.get("day", ""), today), cohorts_of(actor, unit_id)
    known = {str(group.id): group.id for group in groups}
    group_id, kind = known.get(request.GET.get("group", "")), request.GET.get("show", "")
    presence = Presence(kind) if kind in set(Presence) else None
    found = attendance_of(
        actor, unit_id, day, cohort_id=group_id, presence=presence, start=_start(request.GET.get("start", ""))
    )
    further = {"day": f"{day}", "group": group_id or "", "show": presence or "", "start": found.next_start}
    context: dict[str, Any] = {
        "unit": unit, "day": day, "today": today, "earliest": earliest_day(today), "groups": groups, "group_id": group_id,
        "presence": presence, "kinds": [(one.value, _PRESENCES[one]) for one in Presence],
        "next": f"?{urlencode(further)}" if found.next_start else "",
        "counts": [(one.value, _PRESENCES[one], words.number(found.counts[one])) for one in Presence],
        "rows": [
            {"worker": worker, "kind": one.presence.value, "word": _PRESENCES[one.presence], "seen": one}
            for worker, one in found.rows
        ],
    }  # fmt: skip
    return render(request, "unit/workers/attendance.html", context)


@login_required
@require_safe
@never_cache
def tests(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show whose test is due."""
    actor = actor_of(request)
    context = {
        "unit": unit_with_list(actor, unit_id, WATCH),
        "rows": due_for_test(actor, unit_id, clock.now()),
        "page_max": PAGE_WORKERS_MAX,
        "today": clock.today(),
    }
    return render(request, "unit/workers/tests.html", context)


def _start(text: str) -> int:
    """Return where a page begins; at the beginning when that is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0


def _day(text: str, today: date) -> date:
    """Return the day asked for; today when there is none, or none that can be looked at."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if earliest_day(today) <= day <= today else today
