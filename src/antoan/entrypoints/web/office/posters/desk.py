"""The desk of false posters: the list by deadline, one report with its photos, and how it ended."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.places import services
from antoan.domains.places.errors import ReportClosed
from antoan.domains.places.permissions import HANDLE_POSTER
from antoan.domains.places.poster_values import OUTCOMES, PosterReportView, ReportState
from antoan.domains.places.queries import photo_of_report, photos_of_report, poster_report, poster_reports
from antoan.domains.places.queries.posters import PAGE_REPORTS_MAX
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.photos import photo_response
from antoan.entrypoints.web.shared.posters import FINDINGS, STATES
from antoan.kit import clock
from antoan.kit.errors import Forbidden

_TAKE: Final = "take"
_DIGITS_MAX: Final = 18


@login_required
@require_safe
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """Show undecided reports of one's wards, the most urgent first, a page at a time."""
    actor = actor_of(request)
    if not actor.grants_of(HANDLE_POSTER):
        raise Forbidden
    asked = request.GET.get("state", "")
    state = ReportState(asked) if asked in set(ReportState) else None
    after = request.GET.get("after", "")
    after_id = int(after) if after.isascii() and after.isdecimal() and len(after) <= _DIGITS_MAX else 0
    found = poster_reports(actor, state=state, after_id=after_id)
    context = {
        "rows": [_row(view) for view in found],
        "states": [(one.value, word) for one, word in STATES.items()],
        "state": state,
        "next": f"?state={asked if state else ''}&after={found[-1].id}"
        if len(found) == PAGE_REPORTS_MAX
        else "",
    }
    return render(request, "office/posters.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show one report, or do what a button says."""
    actor = actor_of(request)
    view = poster_report(actor, report_id)
    if request.method == "POST":
        _do(request, view, request.POST.get("do", ""))
        return redirect("desk_poster", report_id)
    context = {
        **_row(view),
        "photos": photos_of_report(actor, report_id),
        "outcomes": [(outcome.value, STATES[outcome]) for outcome in OUTCOMES],
        "is_new": view.state is ReportState.OPEN,
    }
    return render(request, "office/poster.html", context)


@login_required
@require_safe
def photo(request: HttpRequest, report_id: int, photo_id: UUID) -> HttpResponse:
    """Show a photo of a report."""
    return photo_response(photo_of_report(actor_of(request), report_id, photo_id))


def _do(request: HttpRequest, view: PosterReportView, action: str) -> None:
    actor = actor_of(request)
    if action == _TAKE:
        services.take_report(actor=actor, report_id=view.id)
        messages.success(request, _("Đã nhận việc."))
        return
    if action not in {outcome.value for outcome in OUTCOMES}:
        return
    try:
        services.close_report(actor=actor, report_id=view.id, outcome=ReportState(action), at=clock.now())
    except ReportClosed:
        messages.warning(request, _("Việc này đã xong từ trước."))
    else:
        messages.success(request, _("Đã ghi kết quả. Người báo xem được."))


def _row(view: PosterReportView) -> dict[str, Any]:
    return {
        "view": view,
        "finding": FINDINGS[view.finding],
        "state_word": STATES[view.state],
        "is_late": view.is_late(clock.now()),
    }
