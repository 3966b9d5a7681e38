"""The figures of an area as a file; it is recorded who took how many rows with which hash (lessons L3, L4, L10)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from antoan.domains.areas.queries import names_of_areas
from antoan.domains.statistics.errors import TooManyFigures
from antoan.domains.statistics.queries.figures import in_detail
from antoan.domains.statistics.totals import Cell
from antoan.entrypoints.web.office.statistics.asking import question
from antoan.entrypoints.web.office.statistics.words import MEASURES, detail_word, kind_word
from antoan.entrypoints.web.shared.figure_files import FigureFile, figure_file
from antoan.foundation.audit.services import record_decision


@login_required
@require_POST
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Hand out every day count of an area and a period."""
    asked = question(request)
    try:
        cells = in_detail(asked.actor, asked.asked)
    except TooManyFigures:
        messages.error(request, _("Tệp quá dài. Hãy chọn ít ngày hơn hoặc địa bàn nhỏ hơn."))
        return redirect(f"{reverse('desk_statistics')}?{asked.query}")
    area = asked.asked.looked.area
    file = FigureFile(
        name=f"so-lieu-{area.code}-{asked.asked.first:%Y%m%d}-{asked.asked.last:%Y%m%d}",
        sheet=_("Số liệu"),
        about=((_("Địa bàn"), area.name), (_("Từ ngày, đến ngày"), asked.period)),
        header=(_("Ngày"), _("Phường, xã"), _("Số liệu"), _("Loại"), _("Chi tiết"), _("Số đếm")),
        rows=_lines(cells),
    )
    record_decision(
        asked.actor,
        action="statistics:counts:exported",
        object_kind="area",
        object_id=area.id,
        detail={"rows": len(file.rows), "sha256": file.digest, "period": asked.period},
    )
    return figure_file(file, who=str(request.user), is_csv=request.POST.get("format") == "csv")


def _lines(cells: list[Cell]) -> list[tuple[str, ...]]:
    names = names_of_areas({cell.ward_id for cell in cells})
    nowhere = _("Không rõ phường, xã")
    return [
        (
            f"{cell.day:%d/%m/%Y}",
            names.get(cell.ward_id, nowhere),
            str(MEASURES[cell.measure]),
            kind_word(cell),
            detail_word(cell),
            str(cell.amount),
        )
        for cell in cells
    ]
