"""Wards of an area beside each other, or districts of 2021: for their people, and how their places are used."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.areas.values import AreaLevel
from antoan.domains.statistics.looked import Line
from antoan.domains.statistics.queries.beside import compared_areas
from antoan.entrypoints.web.office.statistics.asking import choices, question
from antoan.entrypoints.web.office.statistics.drawing import decimal, shown
from antoan.entrypoints.web.shared.bars import single_bars

CHART_ROWS_MAX: Final = 30  # The largest: more bars could not be told apart.
_ORDERS: Final[dict[str, tuple[Promise, Callable[[Line], float]]]] = {
    "cases": (_("Ca mắc trên 100.000 dân"), lambda line: line.cases_per_100k or 0),
    "came": (_("Lượt vào trên 100.000 dân"), lambda line: line.came_per_100k or 0),
    "tests": (_("Xét nghiệm trên 100.000 dân"), lambda line: line.tests_per_100k or 0),
    "risky": (_("Tỷ lệ tờ khai có nguy cơ"), lambda line: line.totals.risky_percent or 0),
    "unused": (_("Địa điểm không có lượt quét"), lambda line: line.unused),
}


@login_required
@require_safe
@never_cache
def beside(request: HttpRequest) -> HttpResponse:
    """Show the wards of an area, the highest first."""
    asked = question(request)
    by_district = request.GET.get("by") == "district" and asked.asked.looked.area.level is AreaLevel.CITY
    order = request.GET.get("order", "")
    title, height = _ORDERS.get(order, _ORDERS["cases"])
    found = compared_areas(asked.actor, asked.asked, by_district=by_district)
    lines = sorted(found.lines, key=lambda line: (-height(line), line.area.name))
    highest = [
        (_short(line.area.name), round(height(line))) for line in lines[:CHART_ROWS_MAX] if height(line) > 0
    ]
    context = choices(asked) | {
        "lines": [_shown(line) for line in lines],
        "chart": single_bars(highest, title=str(title)) if highest else "",
        "title": title,
        "order": order if order in _ORDERS else "cases",
        "orders": [(key, word) for key, (word, _height) in _ORDERS.items()],
        "by_district": by_district,
        "has_districts": asked.asked.looked.area.level is AreaLevel.CITY,
        "silent": found.silent,
        "counted_on": found.day,
    }
    return render(request, "office/statistics/beside.html", context)


def _shown(line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "came": decimal(line.came_per_100k),
        "cases": decimal(line.cases_per_100k),
        "tests": decimal(line.tests_per_100k),
        "risky": shown(line.totals.risky_percent),
        "positive": shown(line.totals.positive_percent),
        "used": shown(line.used_percent),
    }


def _short(name: str) -> str:
    """Return the name of an area without its kind: bars have little room."""
    return name.removeprefix("Phường ").removeprefix("Xã ").removeprefix("Quận ").removeprefix("Huyện ")
