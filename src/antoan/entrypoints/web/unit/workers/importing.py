"""A unit brings its list as a file: template, upload, progress, faults, a decision, undoing."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from antoan.domains.workers import services
from antoan.domains.workers.importing.columns import COLUMNS
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.files import all_faulty_rows, file_of, files_of, preview_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import XLSX, download
from antoan.entrypoints.web.shared.importing import cells, entry, faulty_table, in_words, told, uuid_of
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.imports.limits import FILE_BYTES_MAX, ROWS_MAX
from antoan.foundation.imports.template import template_xlsx
from antoan.foundation.imports.values import WORKING
from antoan.kit.errors import AntoanError
from antoan.kit.sheets import xlsx_bytes


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def upload(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show how to bring a file and the files brought before, or take one."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    fault, status = "", 200
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            run = services.import_file(
                actor=actor,
                unit_id=unit_id,
                run_id=uuid_of(request.POST.get("id", "")),
                file_name=sent.name if sent and sent.name else "",
                data=sent.read() if sent else b"",
            )
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            return redirect("unit_workers_file", unit_id, run.id)
    context = {
        "unit": unit,
        "run_id": uuid4(),
        "runs": [entry(run) for run in files_of(actor, unit_id)],
        "columns": COLUMNS,
        "megabytes": FILE_BYTES_MAX // 1024 // 1024,
        "rows_max": words.number(ROWS_MAX),
        "fault": fault,
    }
    return render(request, "unit/workers/import.html", context, status=status)


@login_required
@require_safe
def template(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Give the template: text columns, and how to fill them on a second sheet."""
    unit_with_list(actor_of(request), unit_id, MANAGE)
    made = template_xlsx(
        COLUMNS,
        sheet=_("Danh sách"),
        help_sheet=_("Cách điền"),
        help_titles=(_("Cột"), _("Ví dụ"), _("Cách điền")),
    )
    return download(made, "mau-danh-sach-nguoi-lao-dong.xlsx", XLSX)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def run(request: HttpRequest, unit_id: int, run_id: UUID) -> HttpResponse:
    """Show one file: how far it is, its first rows, its faults; or do what a button says."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    found = file_of(actor, unit_id, run_id)
    if request.method == "POST":
        return _decide(request, unit_id, run_id)
    context = {"unit": unit, **in_words(found, COLUMNS)}
    if found.state not in WORKING:
        first, faulty, warned = preview_of(actor, unit_id, run_id)
        context |= {
            "first": [cells(row, COLUMNS) for row in first if row.row.cells],
            "faulty": [told(row, COLUMNS) for row in faulty],
            "warned": [told(row, COLUMNS) for row in warned],
        }
    return render(request, "unit/workers/file.html", context)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, unit_id: int, run_id: UUID) -> HttpResponse:
    """Show the progress alone; when the step is over, the whole page is to be seen anew."""
    found = file_of(actor_of(request), unit_id, run_id)
    if found.state not in WORKING:
        return HttpResponseClientRefresh()
    return render(request, "shared/imports/progress.html", in_words(found, COLUMNS))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo(request: HttpRequest, unit_id: int, run_id: UUID) -> HttpResponse:
    """Ask first, then take back all that was loaded of a file."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    found = file_of(actor, unit_id, run_id)
    fault, status = "", 200
    if request.method == "POST":
        try:
            services.undo_file(actor=actor, unit_id=unit_id, run_id=run_id)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            return redirect("unit_workers_file", unit_id, run_id)
    return render(
        request,
        "unit/workers/undo.html",
        {"unit": unit, "fault": fault, **in_words(found, COLUMNS)},
        status=status,
    )


@login_required
@require_safe
def faulty(request: HttpRequest, unit_id: int, run_id: UUID) -> HttpResponse:
    """Give the faulty rows as a file to mend, with what is wrong in a last column."""
    actor = actor_of(request)
    rows = all_faulty_rows(actor, unit_id, run_id)
    header, table = faulty_table(rows, COLUMNS)
    made = xlsx_bytes(header, table, sheet=_("Danh sách"))
    return download(made, "dong-can-sua.xlsx", XLSX)


def _decide(request: HttpRequest, unit_id: int, run_id: UUID) -> HttpResponse:
    act = services.load_file if request.POST.get("do") == "load" else services.discard_file
    try:
        act(actor=actor_of(request), unit_id=unit_id, run_id=run_id)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, saying(error))
    return redirect("unit_workers_file", unit_id, run_id)
