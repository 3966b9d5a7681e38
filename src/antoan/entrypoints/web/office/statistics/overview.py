"""What an area looks like now: numbers that follow the minute, charts with their tables, the busiest places."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.statistics.looked import Picture
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.queries.figures import picture
from antoan.domains.statistics.queries.places import busiest_places
from antoan.domains.statistics.queries.reach import may_export
from antoan.entrypoints.web.office.statistics.asking import choices, question
from antoan.entrypoints.web.office.statistics.drawing import decimal, drawings, shown
from antoan.entrypoints.web.office.statistics.words import kind_of
from antoan.kit import clock


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show an area and a period."""
    asked = question(request)
    seen = picture(asked.actor, asked.asked, now=clock.now())
    busiest = busiest_places(asked.actor, asked.asked.looked, asked.asked.last, kind=asked.asked.kind)
    context = choices(asked) | {
        "seen": seen,
        "numbers": numbers(seen),
        "drawings": drawings(seen),
        "busiest": [(one, kind_of(Measure.CAME, one.kind)) for one in busiest],
        "may_export": may_export(asked.actor, asked.asked.looked),
        "is_live": asked.asked.last == clock.today(),
    }
    return render(request, "office/statistics/overview.html", context)


@login_required
@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Show the numbers alone, for the page that is open."""
    asked = question(request)
    seen = picture(asked.actor, asked.asked, now=clock.now())
    return render(request, "office/statistics/numbers.html", {"seen": seen, "numbers": numbers(seen)})


def numbers(seen: Picture) -> list[dict[str, Any]]:
    """Return the numbers above all charts: what it is, how many, and what to make of it."""
    totals = seen.totals
    rows: list[tuple[str, int, str]] = [
        (_("Lượt vào"), totals.came, _rate(seen.came_per_100k)),
        (_("Lượt ra"), totals.left, ""),
        (
            _("Tờ khai y tế"),
            totals.declared,
            _("có nguy cơ: %(share)s") % {"share": shown(totals.risky_percent)},
        ),
        (
            _("Xét nghiệm"),
            totals.tests,
            _("dương tính: %(share)s") % {"share": shown(totals.positive_percent)},
        ),
        (_("Số ca mắc"), totals.cases, _rate(seen.cases_per_100k)),
        (_("Mũi tiêm"), totals.doses, ""),
        (_("Mã QR đã cấp"), totals.codes, ""),
        (_("Tin nhắn đã gửi"), totals.messages, ""),
    ]
    return [{"name": name, "amount": amount, "note": note} for name, amount, note in rows]


def _rate(rate: float | None) -> str:
    return "" if rate is None else _("%(rate)s trên 100.000 dân") % {"rate": decimal(rate)}
