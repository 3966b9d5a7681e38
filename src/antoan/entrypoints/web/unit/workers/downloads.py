"""Files that leave the page, and the unit's own list among them."""

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from antoan.domains.people.values import Gender
from antoan.domains.workers.importing.columns import COLUMNS
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.exporting import Export, list_to_export
from antoan.domains.workers.values import NewWorker
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import CSV, XLSX, download
from antoan.kit import clock
from antoan.kit.phones import national_phone
from antoan.kit.sheets import csv_bytes, xlsx_bytes


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Say first what the file holds and that taking it is recorded; then give it."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    if request.method != "POST":
        return render(request, "unit/workers/export.html", {"unit": unit})
    taken = list_to_export(actor, unit_id)
    header, rows = _table(taken)
    name = f"nguoi-lao-dong-{unit_id}-{clock.today():%Y%m%d}"
    if request.POST.get("format") == "csv":
        return download(csv_bytes(header, rows), f"{name}.csv", CSV)
    about = _about(taken, str(request.user), rows)
    return download(xlsx_bytes(header, rows, sheet=_("Danh sách"), about=about), f"{name}.xlsx", XLSX)


def _table(taken: Export) -> tuple[list[str], list[list[str]]]:
    header = [*(column.title for column in COLUMNS if column.key != "ward"), _("Hồ sơ")]
    return header, [_line(worker, is_linked) for worker, is_linked in taken.rows]


def _line(worker: NewWorker, is_linked: bool) -> list[str]:
    genders = {Gender.MALE: _("Nam"), Gender.FEMALE: _("Nữ")}
    return [
        worker.staff_code,
        worker.full_name,
        f"{worker.birth.on:%d/%m/%Y}" if worker.birth.is_day_known else str(worker.birth.on.year),
        genders.get(worker.gender, ""),
        worker.paper.number,
        national_phone(worker.phone) if worker.phone else "",
        worker.job,
        worker.cohort,
        _("đã ghép") if is_linked else _("cần kiểm tra"),
    ]


def _about(taken: Export, who: str, rows: list[list[str]]) -> list[tuple[str, str]]:
    """Return the watermark: whose list, who took it and when, how many rows, and their digest (lessons L4, L10)."""
    digest = hashlib.sha256("\x1e".join("\x1f".join(row) for row in rows).encode()).hexdigest()
    return [
        (_("Đơn vị"), taken.unit.name),
        (_("Người tải"), who),
        (_("Lúc"), f"{clock.local(clock.now()):%H:%M %d/%m/%Y}"),
        (_("Số dòng"), str(len(rows))),
        ("SHA-256", digest),
    ]
