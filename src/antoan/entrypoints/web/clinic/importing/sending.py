"""Which unit a file of doses is for, the template, and the upload."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.vaccination import services
from antoan.domains.vaccination.importing.columns import COLUMNS
from antoan.domains.vaccination.permissions import IMPORT
from antoan.domains.vaccination.queries.files import doses_files, held_count, unit_of_list
from antoan.entrypoints.web.clinic.forms import unit_choices
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import XLSX, download
from antoan.entrypoints.web.shared.importing import STATES, uuid_of
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.imports.limits import FILE_BYTES_MAX, ROWS_MAX
from antoan.foundation.imports.template import template_xlsx
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@require_safe
@never_cache
def units(request: HttpRequest) -> HttpResponse:
    """Show the units for which one may bring doses; whoever has one goes there."""
    actor = actor_of(request)
    if not actor.grants_of(IMPORT):
        raise Forbidden
    choices = unit_choices(actor, IMPORT)
    if len(choices) == 1:
        return redirect("dose_import", choices[0][0])
    return render(request, "clinic/importing/units.html", {"units": choices})


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give the template: text columns, and how to fill them on a second sheet."""
    if not actor_of(request).grants_of(IMPORT):
        raise Forbidden
    made = template_xlsx(
        COLUMNS,
        sheet=_("Danh sách"),
        help_sheet=_("Cách điền"),
        help_titles=(_("Cột"), _("Ví dụ"), _("Cách điền")),
    )
    return download(made, "mau-danh-sach-mui-tiem.xlsx", XLSX)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def upload(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show how to bring a file and the files brought before, or take one."""
    actor, owner_id = actor_of(request), str(unit_id)
    unit = unit_of_list(actor, unit_id)
    fault, status = "", 200
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            run = services.import_doses(
                actor=actor,
                owner_id=owner_id,
                run_id=uuid_of(request.POST.get("id", "")),
                file_name=sent.name if sent and sent.name else "",
                data=sent.read() if sent else b"",
            )
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            return redirect("dose_file", unit_id, run.id)
    context: dict[str, Any] = {
        "unit": unit,
        "run_id": uuid4(),
        "runs": [
            {"run": run, "state": STATES[run.state], "loaded": words.number(run.counts.loaded)}
            for run in doses_files(actor, owner_id)
        ],
        "columns": COLUMNS,
        "megabytes": FILE_BYTES_MAX // 1024 // 1024,
        "rows_max": words.number(ROWS_MAX),
        "held": held_count(actor, owner_id),
        "fault": fault,
    }
    return render(request, "clinic/importing/upload.html", context, status=status)
