"""The state of the queue, the cost of the last days, messages in trouble, and a test message. Nobody is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.messaging.errors import TooManyTests
from antoan.domains.messaging.permissions import TEST
from antoan.domains.messaging.queries import queue_view
from antoan.domains.messaging.services import send_test
from antoan.domains.messaging.values import DaySpent, Lane, MessageState
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.scopes import CITY
from antoan.kit.phones import PhoneUnreadable

STATES: Final[dict[MessageState, Promise]] = {
    MessageState.WAITING: gettext_lazy("Đang chờ"),
    MessageState.SENDING: gettext_lazy("Đang gửi"),
    MessageState.SENT: gettext_lazy("Đã gửi, chưa có báo nhận"),
    MessageState.DELIVERED: gettext_lazy("Đã tới máy"),
    MessageState.UNDELIVERED: gettext_lazy("Không tới máy"),
    MessageState.FAILED: gettext_lazy("Không gửi được"),
    MessageState.UNCERTAIN: gettext_lazy("Chưa rõ đã gửi chưa"),
    MessageState.EXPIRED: gettext_lazy("Quá hạn, không gửi nữa"),
    MessageState.MUTED: gettext_lazy("Người nhận đã ngừng nhận tin"),
}
LANES: Final[dict[Lane, Promise]] = {
    Lane.CODES: gettext_lazy("Mã một lần"),
    Lane.OTHERS: gettext_lazy("Tin khác"),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One lane of one day, with the length of its bar in hundredths of the longest."""

    on: date
    lane: Promise
    messages: int
    parts: int
    cost: int
    is_capped: bool
    bar: int


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages_desk(request: HttpRequest) -> HttpResponse:
    """Show how sending goes, or send a test message."""
    actor = actor_of(request)
    fault, status = "", 200
    view = queue_view(actor)
    if request.method == "POST":
        try:
            send_test(actor=actor, number=request.POST.get("number", ""))
        except PhoneUnreadable:
            fault, status = _("Đây không phải số điện thoại. Hãy gõ 10 chữ số, ví dụ 0912 345 678."), 422
        except TooManyTests:
            fault, status = _("Hôm nay đã gửi đủ tin thử. Mai thử tiếp."), 409
        else:
            messages.success(request, _("Đã đưa tin thử vào hàng chờ. Tải lại trang để xem tin tới chưa."))
            return redirect("desk_messages")
    context = {
        "view": view,
        "states": [(STATES[state], count, state.value) for state, count in view.states.items()],
        "days": _rows(view.days),
        "is_capped": bool(view.capped_campaigns) or any(_is_capped_today(view.days)),
        "troubled": [_troubled(row) for row in view.troubled],
        "may_test": actor.may(TEST, CITY),
        "fault": fault,
        "number": request.POST.get("number", ""),
    }
    return render(request, "office/messages.html", context, status=status)


def _rows(days: Sequence[DaySpent]) -> list[DayRow]:
    longest = max((day.parts for day in days), default=0) or 1
    return [
        DayRow(
            day.on,
            LANES[day.lane],
            day.messages,
            day.parts,
            day.cost,
            day.is_capped,
            day.parts * 100 // longest,
        )
        for day in days
    ]


def _is_capped_today(days: Sequence[DaySpent]) -> list[bool]:
    newest = max((day.on for day in days), default=None)
    return [day.is_capped for day in days if day.on == newest]


def _troubled(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "template": row.template,
        "state": STATES[row.state],
        "queued_at": row.queued_at,
        "attempts": row.attempts,
        "error": row.error,
    }
