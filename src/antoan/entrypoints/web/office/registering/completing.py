"""One registration by SMS: the ward calls, sees a paper, completes it; or hands it on, or closes it with a reason."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.areas.queries import wards_on
from antoan.domains.textline.permissions import ASSIGN, COMPLETE
from antoan.domains.textline.queries import open_application
from antoan.domains.textline.services import assign_ward, close_application, complete_application
from antoan.domains.textline.values import ApplicationView
from antoan.entrypoints.web.office.registering.forms import PersonForm
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import CITY
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone

_SAYINGS: Final = {
    "people:document:taken": gettext_lazy(
        "Giấy tờ này đã thuộc về người khác tên hoặc ngày sinh. Hãy xem kỹ lại giấy tờ; không gộp hai người làm một."
    ),
    "people:person:not_found": gettext_lazy(
        "Người này đã đăng ký ở phường, xã khác. Hãy báo phường, xã đó thêm số điện thoại."
    ),
    "permission:denied": gettext_lazy("Bạn chỉ đăng ký được người ở địa bàn của mình."),
    "textline:application:reason_missing": gettext_lazy("Hãy ghi lý do, ít nhất 5 chữ cái."),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show what somebody wrote, or do what a button says."""
    actor = actor_of(request)
    view = open_application(actor, application_id)
    form = PersonForm(ward_id=view.ward_id)
    if request.method != "POST":
        return _page(request, actor, view, form)
    action = request.POST.get("do", "complete")
    if action == "complete":
        form = PersonForm(request.POST)
        if not form.is_valid():
            return _page(request, actor, view, form, status=422)
    try:
        told = _do(action, actor, view, form, request)
    except AntoanError as error:
        if error.status == 404 and error.code not in _SAYINGS:
            raise
        fault = str(
            _SAYINGS.get(error.code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa.")
        )
        return _page(request, actor, view, form, fault=fault, status=max(error.status, 422))
    messages.success(request, told)
    return redirect("desk_registrations")


def _do(action: str, actor: Actor, view: ApplicationView, form: PersonForm, request: HttpRequest) -> str:
    match action:
        case "assign":
            assign_ward(actor=actor, application_id=view.id, ward_id=_number(request.POST.get("ward", "")))
            return _("Đã chuyển về phường, xã được chọn.")
        case "close":
            close_application(actor=actor, application_id=view.id, because=request.POST.get("because", ""))
            return _("Đã đóng đăng ký này.")
    complete_application(actor=actor, application_id=view.id, person=form.person())
    return _("Đã đăng ký. Mã ngắn được nhắn tới số máy của người dân.")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _page(
    request: HttpRequest,
    actor: Actor,
    view: ApplicationView,
    form: PersonForm,
    *,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    may_assign = actor.may(ASSIGN, CITY)
    context = {
        "application": view,
        "number": national_phone(view.number),
        "form": form,
        "fault": fault,
        "may_complete": bool(actor.grants_of(COMPLETE)),
        "wards": sorted(wards_on(clock.today()), key=lambda one: one.name) if may_assign else [],
        "because": request.POST.get("because", ""),
    }
    return render(request, "office/registration.html", context, status=status)
