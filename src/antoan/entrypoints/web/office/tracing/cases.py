"""The list of cases, the opening of one, and its first page: where the case was, day by day."""

from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.privacy.retention import period
from antoan.domains.tracing.desk_values import CaseView, NewCase, PlaceStay
from antoan.domains.tracing.errors import CaseOpenAlready
from antoan.domains.tracing.keeping import PERIOD
from antoan.domains.tracing.permissions import ALLOW_EXPORT, READ_CLUSTERS, WORK
from antoan.domains.tracing.queries.cases import case_for, cases_for, untraced_infection, untraced_infections
from antoan.domains.tracing.queries.exports import exports_to_allow
from antoan.domains.tracing.queries.follow_ups import due_follow_ups
from antoan.domains.tracing.queries.places import timeline_of
from antoan.domains.tracing.rules.chains import DEPTH_MAX
from antoan.domains.tracing.services.cases import close_case, open_case
from antoan.domains.tracing.services.finding import find_contacts
from antoan.domains.tracing.services.unmasking import unmasked
from antoan.entrypoints.web.office.tracing import words
from antoan.entrypoints.web.office.tracing.doing import SAYINGS, attempt, whole_number
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError


@login_required
@require_safe
@never_cache
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases being traced, and infections nobody traces yet."""
    actor = actor_of(request)
    with_closed = request.GET.get("closed") == "1"
    found = cases_for(actor, with_closed=with_closed)
    may_open, may_allow = bool(actor.grants_of(WORK)), bool(actor.grants_of(ALLOW_EXPORT))
    context = {
        "cases": [(case, spoken.show(case.number)) for case in found],
        "with_closed": with_closed,
        "untraced": untraced_infections(actor) if may_open else [],
        "due": len(due_follow_ups(actor, clock.today())),
        "waiting_exports": len(exports_to_allow(actor)) if may_allow else None,
        "reads_clusters": bool(actor.grants_of(READ_CLUSTERS)),
    }
    return render(request, "office/tracing/cases.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest, infection_id: int) -> HttpResponse:
    """Ask why a confirmed infection is traced and since when there were signs, then find its contacts."""
    actor = actor_of(request)
    sent, fault, status = request.POST, "", 200
    if request.method == "POST":
        try:
            case = NewCase(
                id=_uuid(sent.get("id", "")),
                infection_id=infection_id,
                reason=sent.get("reason", ""),
                onset_on=_day(sent.get("onset_on", "")),
            )
            opened = open_case(actor=actor, case=case)
            if opened.traced_at is None:
                opened = find_contacts(actor=actor, number=opened.number, depth=1)
            messages.success(request, _told(opened))
            return redirect("desk_trace", opened.number)
        except CaseOpenAlready as error:
            messages.info(request, SAYINGS[error.code])
            return redirect("desk_trace", error.context["number"])
        except AntoanError as error:
            if error.code not in SAYINGS:
                raise
            fault, status = str(SAYINGS[error.code]), 422
    context = {
        "infection": untraced_infection(actor, infection_id),
        "id": sent.get("id") or uuid4(),
        "reason": sent.get("reason", ""),
        "onset_on": sent.get("onset_on", ""),
        "fault": fault,
    }
    return render(request, "office/tracing/new_case.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, tracing_number: str) -> HttpResponse:
    """Show where a case was, or trace it anew, or close it."""
    actor = actor_of(request)
    if request.method == "POST":
        match request.POST.get("do", ""):
            case "find":
                depth = whole_number(request.POST.get("depth", ""), most=DEPTH_MAX) or 1
                found = attempt(
                    request, lambda: find_contacts(actor=actor, number=tracing_number, depth=depth)
                )
                if found is not None:
                    messages.success(request, _told(found))
            case "close":
                close_case(actor=actor, number=tracing_number)
                messages.success(request, _("Đã đóng hồ sơ. Không ai trong hồ sơ bị mở tên nữa."))
            case _unknown:
                case_for(actor, tracing_number)
        return redirect("desk_trace", tracing_number)
    view = case_for(actor, tracing_number)
    context = around(actor, view, "case")
    context |= {
        "days": _days(timeline_of(actor, view.number)),
        "depths": words.DEPTHS.items(),
        "kept_days": period(PERIOD).days,
        "person_id": view.person_id,
        "unmasked": unmasked(actor, view.number, view.person_id) if context["may_unmask"] else None,
    }
    return render(request, "office/tracing/case.html", context)


def _told(case: CaseView) -> str:
    if not case.found:
        return _("Không tìm thấy ai từng ở cùng nơi, cùng lúc.")
    return _("Tìm thấy %(count)d người tiếp xúc.") % {"count": case.found}


def _days(stays: list[PlaceStay]) -> list[tuple[date, list[dict[str, Any]]]]:
    return [
        (
            day,
            [{"stay": stay, "kind": kinds.word(stay.kind) if stay.kind else ""} for stay in of_day],
        )
        for day, of_day in groupby(stays, key=lambda stay: clock.local_date(stay.t_in))
    ]


def _uuid(text: str) -> UUID:
    """Return the id the page made; a new one when somebody sent none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
