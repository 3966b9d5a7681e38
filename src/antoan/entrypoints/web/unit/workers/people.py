"""A unit's list by name: looked through, added to, mended, moved, shortened."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antoan.domains.workers import services
from antoan.domains.workers.errors import CohortNotFound
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.groups import cohorts_of
from antoan.domains.workers.queries.listing import Show, as_written, worker_for, workers_page
from antoan.domains.workers.values import Link, Status, WorkerView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.forms import WorkerForm
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_SHOWS = (
    (Show.ALL, gettext_lazy("Tất cả")),
    (Show.ATTENTION, gettext_lazy("Cần để ý")),
    (Show.CHECK, gettext_lazy("Cần kiểm tra giấy tờ")),
)


@login_required
@require_safe
@never_cache
def people(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the list, a page at a time."""
    actor = actor_of(request)
    chosen = {name: request.GET.get(name, "")[:100] for name in ("q", "show", "group")}
    page = workers_page(
        actor,
        unit_id,
        clock.now(),
        show=Show(chosen["show"]) if chosen["show"] in set(Show) else Show.ALL,
        name=chosen["q"],
        cohort_id=_number(chosen["group"]),
        after=request.GET.get("after", "")[:200],
    )
    context = {
        "unit": page.unit,
        "rows": [_row(worker, status) for worker, status in page.rows],
        "next": f"?{urlencode(chosen | {'after': page.next_after})}" if page.next_after else "",
        "shows": [(show.value, word) for show, word in _SHOWS],
        "groups": cohorts_of(actor, unit_id),
        "chosen": chosen,
        "group_id": _number(chosen["group"]),
    }
    return render(request, "unit/workers/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Put one person on the list."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    form, fault, status = WorkerForm(request.POST or None), "", 200
    if request.method == "POST":
        if form.is_valid() and form.worker is not None:
            try:
                added = services.add_worker(actor=actor, unit_id=unit_id, worker=form.worker)
            except AntoanError as error:
                fault, status = _fault(error)
            else:
                messages.success(request, _("Đã thêm %(name)s vào danh sách.") % {"name": added.full_name})
                return redirect("unit_workers_person", unit_id, added.id)
        status = 422 if status == 200 else status
    return render(
        request, "unit/workers/edit.html", {"unit": unit, "form": form, "fault": fault}, status=status
    )


@login_required
@require_safe
@never_cache
def person(request: HttpRequest, unit_id: int, worker_id: int) -> HttpResponse:
    """Show one worker, and what can be done."""
    actor = actor_of(request)
    worker, status = worker_for(actor, unit_id, worker_id, clock.now())
    context = {
        "unit": unit_with_list(actor, unit_id, MANAGE),
        "row": _row(worker, status),
        "worker": worker,
        "is_linked": worker.link is Link.LINKED,
        "because": words.BECAUSE[worker.because] if worker.because else "",
        "groups": cohorts_of(actor, unit_id),
    }
    return render(request, "unit/workers/person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, unit_id: int, worker_id: int) -> HttpResponse:
    """Write anew who a worker is."""
    actor = actor_of(request)
    unit, written = unit_with_list(actor, unit_id, MANAGE), as_written(actor, unit_id, worker_id)
    fault, status = "", 200
    if request.method != "POST":
        form = WorkerForm.filled_with(written)
    else:
        form = WorkerForm(request.POST)
        if form.is_valid() and form.worker is not None:
            try:
                services.mend_worker(actor=actor, unit_id=unit_id, worker_id=worker_id, worker=form.worker)
            except AntoanError as error:
                fault, status = _fault(error)
            else:
                messages.success(request, _("Đã sửa."))
                return redirect("unit_workers_person", unit_id, worker_id)
        status = 422 if status == 200 else status
    context = {"unit": unit, "form": form, "fault": fault, "worker_id": worker_id, "name": written.full_name}
    return render(request, "unit/workers/edit.html", context, status=status)


@login_required
@require_POST
def move(request: HttpRequest, unit_id: int, worker_id: int) -> HttpResponse:
    """Put a worker into another group."""
    cohort_id = _number(request.POST.get("group", ""))
    try:
        services.move_worker(
            actor=actor_of(request), unit_id=unit_id, worker_id=worker_id, cohort_id=cohort_id
        )
    except CohortNotFound:
        messages.error(request, _("Không có tổ này."))
    else:
        messages.success(request, _("Đã chuyển tổ."))
    return redirect("unit_workers_person", unit_id, worker_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remove(request: HttpRequest, unit_id: int, worker_id: int) -> HttpResponse:
    """Ask first, then take somebody off the list."""
    actor = actor_of(request)
    written = as_written(actor, unit_id, worker_id)
    if request.method != "POST":
        unit = unit_with_list(actor, unit_id, MANAGE)
        context = {"unit": unit, "name": written.full_name, "worker_id": worker_id}
        return render(request, "unit/workers/remove.html", context)
    services.remove_worker(actor=actor, unit_id=unit_id, worker_id=worker_id)
    messages.success(request, _("Đã bỏ tên %(name)s khỏi danh sách.") % {"name": written.full_name})
    return redirect("unit_workers_people", unit_id)


def _row(worker: WorkerView, status: Status) -> dict[str, Any]:
    return {
        "worker": worker,
        "born": f"{worker.birth.on:%d/%m/%Y}" if worker.birth.is_day_known else str(worker.birth.on.year),
        "standing": status.standing.value,
        "word": words.STANDINGS[status.standing],
        "notes": words.status_notes(status),
    }


def _fault(error: AntoanError) -> tuple[str, int]:
    if error.status in {403, 404}:
        raise error
    return saying(error), error.status


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 18
    return int(text) if is_number else None
