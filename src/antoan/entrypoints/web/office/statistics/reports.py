"""The nightly reports of an area, and one of them on paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.printing.services import print_figures
from antoan.domains.statistics.limits import REPORT_DAYS_KEPT
from antoan.domains.statistics.queries.reports import report_for, reports_of
from antoan.entrypoints.web.office.statistics.asking import choices, question
from antoan.entrypoints.web.office.statistics.paper import sheet_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.foundation.audit.services import record_decision


@login_required
@require_safe
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports of an area."""
    asked = question(request)
    context = choices(asked) | {
        "reports": reports_of(asked.actor, asked.asked.looked),
        "days_kept": REPORT_DAYS_KEPT,
    }
    return render(request, "office/statistics/reports.html", context)


@login_required
@require_safe
@never_cache
def paper(request: HttpRequest, night_report_id: int) -> HttpResponse:
    """Hand out a report as PDF; it is recorded who took it."""
    actor = actor_of(request)
    report = report_for(actor, night_report_id)
    content = print_figures(sheet_of(report), at=report.made_at)
    record_decision(
        actor,
        action="statistics:report:taken",
        object_kind="report",
        object_id=report.id,
        detail={"sha256": report.sha256},
    )
    return download(content, f"bao-cao-{report.area.code}-{report.day:%Y%m%d}.pdf", "application/pdf")
