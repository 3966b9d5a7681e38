"""The messages about a citizen, and the switch that ends them."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.messaging.queries import is_stopped, messages_about
from antoan.domains.messaging.services import start_person, stop_person
from antoan.domains.messaging.values import MessageState
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.shared.acting import actor_of

_STATES: Final[dict[MessageState, Promise]] = {
    MessageState.WAITING: gettext_lazy("Đang chờ gửi"),
    MessageState.SENDING: gettext_lazy("Đang gửi"),
    MessageState.SENT: gettext_lazy("Đã gửi"),
    MessageState.DELIVERED: gettext_lazy("Đã tới máy"),
    MessageState.UNDELIVERED: gettext_lazy("Không tới máy"),
    MessageState.FAILED: gettext_lazy("Không gửi được"),
    MessageState.UNCERTAIN: gettext_lazy("Chưa rõ đã gửi chưa"),
    MessageState.EXPIRED: gettext_lazy("Quá hạn, không gửi"),
    MessageState.MUTED: gettext_lazy("Không gửi, vì đã ngừng nhận tin"),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_messages(request: HttpRequest) -> HttpResponse:
    """Show what was sent about the one who signed in, or switch messages off and on.

    Nobody sees those of somebody they answer for (lesson L23b).
    """
    actor = actor_of(request)
    if actor.person_id is None:
        return render(request, "citizen/nobody.html")
    if request.method == "POST":
        if request.POST.get("do") == "start":
            start_person(actor=actor, person_id=actor.person_id)
            messages.success(request, _("Bạn lại nhận tin báo về mình."))
        elif request.POST.get("do") == "stop":
            stop_person(actor=actor, person_id=actor.person_id)
            messages.success(
                request, _("Đã ngừng tin báo về bạn, ở mọi số máy. Muốn nhận lại, bấm nút bên dưới.")
            )
        return redirect("my_messages")
    rows = [
        {"text": one.text, "state": _STATES[one.state], "at": one.sent_at or one.queued_at}
        for one in messages_about(actor, actor.person_id)
    ]
    context = framed(request, actor.person_id) | {
        "rows": rows,
        "is_stopped": is_stopped(actor, actor.person_id),
    }
    return render(request, "citizen/records/messages.html", context)
