"""Asks where a false poster hangs, sends the report, and shows how far one's reports have come."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.areas.queries import wards_on
from antoan.domains.places.errors import ReportUnreadable
from antoan.domains.places.poster_rules import PHOTOS_PER_REPORT_MAX
from antoan.domains.places.poster_values import Finding, NewPosterReport, PosterReportView, Seen
from antoan.domains.places.queries import own_poster_reports, place_for, seen_on_poster
from antoan.domains.places.services import report_poster
from antoan.entrypoints.web.citizen.posters.forms import ReportForm
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.sayings import saying as photo_saying
from antoan.entrypoints.web.shared.posters import FINDINGS, STATES
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_CODE_CHARS_MAX = 700  # A token has at most 300, a host 253.


def report_address(code: str) -> str:
    """Return the form, filled with a scanned text."""
    return f"{reverse('my_posters')}?{urlencode({'code': code[:_CODE_CHARS_MAX]})}"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def posters(request: HttpRequest) -> HttpResponse:
    """Show the form and one's own reports, or send a report."""
    actor = actor_of(request)
    if actor.person_id is None:
        return render(request, "citizen/nobody.html")
    now = clock.now()
    fields = request.POST if request.method == "POST" else request.GET
    code = fields.get("code", "")[:_CODE_CHARS_MAX]
    seen = seen_on_poster(code, at=now)
    form = ReportForm(request.POST or None, wards=wards_on(clock.local_date(now)), first=_ward_of(seen))
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            report_poster(actor=actor, report=_report(request, form, code), at=now)
        except AntoanError as error:
            if error.status == 403:
                raise
            fault = _saying(error)
        else:
            messages.success(request, _("Đã gửi tới phường, xã. Cảm ơn bạn đã báo."))
            return redirect("my_posters")
    context = {
        "form": form,
        "fault": fault,
        "code": code,
        "seen": seen,
        "finding": FINDINGS[seen.finding] if seen.finding is not Finding.UNREAD else "",
        "report_id": request.POST.get("report") or uuid4(),
        "photos_max": PHOTOS_PER_REPORT_MAX,
        "reports": [_row(view) for view in own_poster_reports(actor)],
    }
    status = 422 if fault or (request.method == "POST" and form.errors) else 200
    return render(request, "citizen/posters/report.html", context, status=status)


def _report(request: HttpRequest, form: ReportForm, code: str) -> NewPosterReport:
    sent = request.FILES.getlist("photos")[: PHOTOS_PER_REPORT_MAX + 1]
    return NewPosterReport(
        id=_uuid(request.POST.get("report", "")),
        code=code,
        ward_id=int(form.cleaned_data["ward"]),
        words=form.cleaned_data["words"],
        photos=tuple(file.read() for file in sent),
    )


def _ward_of(seen: Seen) -> int | None:
    return place_for(SYSTEM, seen.place_id).ward_id if seen.place_id is not None else None


def _row(view: PosterReportView) -> dict[str, Any]:
    return {
        "view": view,
        "finding": FINDINGS[view.finding],
        "state": STATES[view.state],
    }


def _saying(error: AntoanError) -> str:
    if error.code == "places:report:full_today":
        return _("Hôm nay bạn đã báo 5 tờ mã, không báo thêm được. Hãy gọi 1022.")
    if error.code == "places:report:bad":
        return _("Hãy nói rõ tờ mã dán ở đâu, từ 5 đến 500 chữ cái, kèm nhiều nhất 3 ảnh.")
    return photo_saying(error)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ReportUnreadable from None
