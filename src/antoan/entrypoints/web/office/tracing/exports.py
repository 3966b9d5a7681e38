"""Lists that leave: asked for with a purpose, allowed by a second person, taken within a day."""

from typing import Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.tracing.permissions import ASK_EXPORT
from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.exports import export_for, exports_of, exports_to_allow
from antoan.domains.tracing.rules.cases import EXPORT_ALLOWED_FOR
from antoan.domains.tracing.services.exporting import Form, allow_export, ask_export, make_export
from antoan.entrypoints.web.office.tracing.doing import attempt, chosen
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken

_TYPES: Final = {
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv; charset=utf-8",
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: HttpRequest, tracing_number: str) -> HttpResponse:
    """Show what one asked to export of a case, or ask."""
    actor = actor_of(request)
    if request.method == "POST":
        asked = attempt(request, lambda: _ask(request, actor, tracing_number))
        if asked is None:
            return redirect("desk_trace_exports", tracing_number)
        messages.success(request, _("Đã gửi đề nghị. Một người khác phải cho phép trước khi lấy được tệp."))
        return redirect("desk_trace_export", asked)
    found = exports_of(actor, tracing_number)
    context = around(actor, case_for(actor, tracing_number), "exports") | {"exports": found, "id": uuid4()}
    return render(request, "office/tracing/exports.html", context)


@login_required
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the wishes a second person has to decide."""
    found = exports_to_allow(actor_of(request))
    context = {"exports": [(one, spoken.show(one.case_number)) for one in found]}
    return render(request, "office/tracing/export_queue.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Show one wish; allow it, or take the file."""
    actor = actor_of(request)
    view = export_for(actor, export_id)
    if request.method == "POST":
        if form := chosen(Form, request.POST.get("form", "")):
            made = attempt(request, lambda: make_export(actor=actor, export_id=export_id, form=form))
            if made is not None:
                return _file(made[0], form, view.case_number)
        elif request.POST.get("do") == "allow":
            allowed = attempt(request, lambda: allow_export(actor=actor, export_id=export_id))
            if allowed is not None:
                messages.success(request, _("Đã cho phép. Người đề nghị lấy được tệp trong 24 giờ."))
        return redirect("desk_trace_export", export_id)
    ends_at = view.allowed_at + EXPORT_ALLOWED_FOR if view.allowed_at else None
    is_own = view.asked_by_account_id == actor.account_id
    context = {
        "export": view,
        "shown": spoken.show(view.case_number),
        "ends_at": ends_at,
        "is_own": is_own and bool(actor.grants_of(ASK_EXPORT)),
        "is_ready": is_own and ends_at is not None and clock.now() < ends_at,
        "is_over": ends_at is not None and clock.now() >= ends_at,
    }
    return render(request, "office/tracing/export.html", context)


def _ask(request: HttpRequest, actor: Actor, number: str) -> UUID | None:
    try:
        export_id = UUID(request.POST.get("id", ""))
    except ValueError:
        export_id = uuid4()
    purpose = request.POST.get("purpose", "")
    return ask_export(actor=actor, export_id=export_id, number=number, purpose=purpose).id


def _file(content: bytes, form: Form, number: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="truy-vet-{number}.{form.value}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
