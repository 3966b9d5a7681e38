"""What waits, one registration beside units like it, and the decision."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.units.queries import decides_registrations, registration_for, registration_queue
from antoan.domains.units.registration_values import RegistrationLine, RegistrationState, RegistrationView
from antoan.domains.units.services import approve_registration, refuse_registration
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.words import last_day
from antoan.entrypoints.web.shared.registering import STATES
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError, Forbidden
from antoan.kit.phones import national_phone

# Offered beside the free text, so that most refusals need no typing.
REASONS: Final = (
    gettext_lazy("Không tìm thấy đơn vị ở địa chỉ này"),
    gettext_lazy("Đơn vị đã được đăng ký trước đó"),
    gettext_lazy("Tên hoặc mã số thuế chưa đúng"),
    gettext_lazy("Không liên lạc được với người đại diện"),
)


@login_required
@require_safe
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for the actor, by deadline, a page at a time."""
    actor = actor_of(request)
    if not decides_registrations(actor):
        raise Forbidden
    lines, after = registration_queue(actor, after=request.GET.get("after", "")[:7])
    now = clock.now()
    context = {"rows": [_row(line, now) for line in lines], "next": f"?after={after}" if after else ""}
    return render(request, "office/units/queue.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, registration_number: str) -> HttpResponse:
    """Show one registration; take the decision."""
    actor, now = actor_of(request), clock.now()
    if request.method != "POST":
        return _page(request, registration_for(actor, registration_number))
    try:
        if request.POST.get("do") == "approve":
            approve_registration(actor=actor, number=registration_number, at=now)
            messages.success(request, _("Đã duyệt. Đơn vị nhận tin nhắn để lập tài khoản quản trị."))
        else:
            refuse_registration(actor=actor, number=registration_number, reason=_reason(request), at=now)
            messages.success(request, _("Đã ghi. Đơn vị nhận tin nhắn và đọc được lý do."))
    except AntoanError as error:
        if error.status == 404:
            raise
        fault = (
            _("Đăng ký này đã được giải quyết.")
            if error.status == 409
            else _("Hãy chọn hoặc ghi lý do, để người đăng ký biết phải sửa gì.")
        )
        view = registration_for(actor, registration_number, is_refresh=True)
        return _page(request, view, fault=fault, status=error.status)
    return redirect("desk_units")


def _reason(request: HttpRequest) -> str:
    chosen, written = request.POST.get("reason", ""), request.POST.get("words", "")
    return ". ".join(part for part in (chosen[:150], written[:300]) if part.strip())


def _row(line: RegistrationLine, now: datetime) -> dict[str, Any]:
    return {
        "number": line.number,
        "shown": spoken.show(line.number),
        "name": line.name,
        "kind": kinds.word(line.kind),
        "ward": line.ward_name,
        "due": last_day(line.due_at),
        "is_late": line.is_late or now >= line.due_at,
    }


def _page(
    request: HttpRequest, view: RegistrationView, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "view": view,
        "shown": spoken.show(view.number),
        "state": STATES[view.state],
        "kind": kinds.word(view.kind),
        "phone": national_phone(view.phone) if view.phone else "",
        "due": last_day(view.due_at),
        "is_open": view.state is RegistrationState.WAITING,
        "reasons": REASONS,
        "fault": fault,
    }
    return render(request, "office/units/one.html", context, status=status)
