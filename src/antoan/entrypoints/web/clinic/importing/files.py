"""One file of doses: how far it is, its first rows, its faults, the decision, undoing, and source beside tables."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.vaccination import services
from antoan.domains.vaccination.importing.columns import COLUMNS
from antoan.domains.vaccination.importing.values import Sum
from antoan.domains.vaccination.queries.files import (
    all_faulty_doses,
    doses_file,
    preview_of_doses,
    sums_of_file,
    unit_of_list,
)
from antoan.domains.vaccination.queries.imported import SUMS_MAX
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import CSV, download
from antoan.entrypoints.web.shared.importing import cells, faulty_table, in_words, told
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.imports.values import WORKING
from antoan.kit.errors import AntoanError
from antoan.kit.sheets import csv_bytes


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def run(request: HttpRequest, unit_id: int, doses_file_id: UUID) -> HttpResponse:
    """Show one file, or do what a button says."""
    actor, owner_id = actor_of(request), str(unit_id)
    unit = unit_of_list(actor, unit_id)
    found = doses_file(actor, owner_id, doses_file_id)
    if request.method == "POST":
        return _decide(request, unit_id, doses_file_id)
    context = {"unit": unit, **in_words(found, COLUMNS)}
    if found.state not in WORKING:
        first, faulty, warned = preview_of_doses(actor, owner_id, doses_file_id)
        context |= {
            "first": [cells(row, COLUMNS) for row in first if row.row.cells],
            "faulty": [told(row, COLUMNS) for row in faulty],
            "warned": [told(row, COLUMNS) for row in warned],
            "has_unknown": any(fault.code == "person_unknown" for row in warned for fault in row.faults),
        }
    return render(request, "clinic/importing/file.html", context)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, unit_id: int, doses_file_id: UUID) -> HttpResponse:
    """Show the progress alone; when the step is over, the whole page is to be seen anew."""
    found = doses_file(actor_of(request), str(unit_id), doses_file_id)
    if found.state not in WORKING:
        return HttpResponseClientRefresh()
    return render(request, "shared/imports/progress.html", in_words(found, COLUMNS))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo(request: HttpRequest, unit_id: int, doses_file_id: UUID) -> HttpResponse:
    """Ask first, then take back all that was loaded of a file."""
    actor, owner_id = actor_of(request), str(unit_id)
    unit = unit_of_list(actor, unit_id)
    found = doses_file(actor, owner_id, doses_file_id)
    fault, status = "", 200
    if request.method == "POST":
        try:
            services.undo_doses_file(actor=actor, owner_id=owner_id, run_id=doses_file_id)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            return redirect("dose_file", unit_id, doses_file_id)
    context = {"unit": unit, "fault": fault, **in_words(found, COLUMNS)}
    return render(request, "clinic/importing/undo.html", context, status=status)


@login_required
@require_safe
@never_cache
def sums(request: HttpRequest, unit_id: int, doses_file_id: UUID) -> HttpResponse:
    """Show what the source has and what stands, by day and vaccine."""
    actor, owner_id = actor_of(request), str(unit_id)
    found = doses_file(actor, owner_id, doses_file_id)
    rows = sums_of_file(actor, owner_id, doses_file_id)
    context = {
        "unit": unit_of_list(actor, unit_id),
        **in_words(found, COLUMNS),
        "rows": [(one, _vaccine(one)) for one in rows[:SUMS_MAX]],
        "whole": {
            name: words.number(sum(getattr(one, name) for one in rows))
            for name in ("source", "known", "verified", "doubted", "held", "undone")
        },
        "agrees": all(one.agrees for one in rows),
        "has_undone": any(one.undone for one in rows),
    }
    return render(request, "clinic/importing/sums.html", context)


@login_required
@require_safe
def faulty(request: HttpRequest, unit_id: int, doses_file_id: UUID) -> HttpResponse:
    """Give the faulty rows as CSV to mend, with what is wrong in a last column; no cell is a formula."""
    rows = all_faulty_doses(actor_of(request), str(unit_id), doses_file_id)
    header, lines = faulty_table(rows, COLUMNS)
    return download(csv_bytes(header, lines), "mui-tiem-can-sua.csv", CSV)


def _decide(request: HttpRequest, unit_id: int, run_id: UUID) -> HttpResponse:
    actor, owner_id = actor_of(request), str(unit_id)
    try:
        if request.POST.get("do") == "load":
            services.load_doses_file(
                actor=actor, owner_id=owner_id, run_id=run_id,
                registers_unknown=request.POST.get("register_unknown") == "yes",
            )  # fmt: skip
        else:
            services.discard_doses_file(actor=actor, owner_id=owner_id, run_id=run_id)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, saying(error))
    return redirect("dose_file", unit_id, run_id)


def _vaccine(one: Sum) -> str:
    known = find_vaccine(one.product)
    return known.name if known else one.product
