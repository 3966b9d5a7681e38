"""The page that works without a network, its worker, and the door through which its forms come later."""

import base64
import binascii
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.fieldwork.errors import FormUnopened
from antoan.domains.fieldwork.permissions import DECIDE, FILL
from antoan.domains.fieldwork.queries import wards_for_forms
from antoan.domains.fieldwork.sealing import PURPOSE, public_point
from antoan.domains.fieldwork.services import take_form
from antoan.domains.fieldwork.values import NewForm
from antoan.entrypoints.web.office.fieldwork.forms import DoorForm
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.authorship import authorship_of
from antoan.entrypoints.web.shared.workers import worker
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError

BODY_BYTES_MAX: Final = 16_384


@login_required
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the form; the page keeps itself, and what is filled in, on the phone."""
    actor = actor_of(request)
    require_in_area(actor, FILL)
    context: dict[str, Any] = {
        "form": DoorForm(wards_for_forms(actor)),
        "data": _page_data(actor),
        "may_decide": bool(actor.grants_of(DECIDE)),
    }
    return render(request, "office/fieldwork/page.html", context)


@require_safe
def worker_script(request: HttpRequest) -> HttpResponse:
    """Answer with the worker that keeps the page. It holds nobody's data."""
    files = ["office/build/desk.css", "office/build/field.js"]
    return worker("office/build/field_worker.js", pages=[reverse("desk_field")], files=files)


@login_required
@require_POST
@never_cache
def take(request: HttpRequest) -> HttpResponse:
    """Take one form that a phone kept; the answer says what became of it, and of nobody what is known."""
    actor = actor_of(request)
    require_in_area(actor, FILL)
    try:
        view = take_form(actor=actor, new=_sent(request), author=authorship_of(request))
    except AntoanError as error:
        return JsonResponse({"code": error.code}, status=error.status)
    return JsonResponse({"state": view.state.value})


def _sent(request: HttpRequest) -> NewForm:
    try:
        if int(request.headers.get("Content-Length") or 0) > BODY_BYTES_MAX:
            raise FormUnopened
        document = msgspec.json.decode(request.body)
        made_at: datetime = clock.parse_moment(document["made_at"])
        sealed = base64.urlsafe_b64decode(document["sealed"])
        return NewForm(UUID(document["id"]), made_at, sealed)
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise FormUnopened from None


def _page_data(actor: Actor) -> dict[str, Any]:
    return {
        "account": actor.account_id,
        "key": base64.urlsafe_b64encode(public_point()).decode(),
        "purpose": PURPOSE,
        "send_to": reverse("desk_field_forms"),
        "worker": reverse("desk_field_worker"),
        "scope": reverse("desk_field"),
        "texts": {
            "kept": _("Đã giữ trên máy: {label}. Có mạng là tự gửi."),
            "full": _("Máy đã giữ 200 phiếu chưa gửi. Hãy tìm chỗ có mạng để gửi trước."),
            "unsealed": _(
                "Trình duyệt này không niêm phong được phiếu nên không giữ gì. Hãy dùng trình duyệt khác."
            ),
            "waiting": _("Chờ gửi"),
            "refused": _("Máy chủ không nhận phiếu này. Hãy đăng ký lại tại bàn."),
            "none": _("Không có phiếu nào chờ gửi."),
            "sent_registered": _("{label}: đã đăng ký."),
            "sent_known": _("{label}: đã có hồ sơ từ trước."),
            "sent_waiting": _("{label}: cán bộ phường sẽ xem và quyết định."),
            "signed_out": _("Phiên đăng nhập đã hết. Hãy đăng nhập lại; phiếu vẫn được giữ."),
            "offline": _("Đang không có mạng. Cứ ghi tiếp: phiếu được giữ trên máy."),
            "drop": _("Bỏ phiếu này"),
        },
    }
