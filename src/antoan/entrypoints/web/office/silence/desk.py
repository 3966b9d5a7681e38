"""Places that should be open, were reminded, and where still nobody is scanned: whom to call, and what came of it."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.gates.permissions import FOLLOW_SILENCE
from antoan.domains.gates.queries.silence import PAGE_ROWS, silences_to_follow
from antoan.domains.gates.services.silence import handle_silence
from antoan.domains.gates.silence_values import SilenceOutcome
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.errors import Forbidden

OUTCOMES: Final = {
    SilenceOutcome.CALLED: gettext_lazy("Đã gọi, sẽ quét lại"),
    SilenceOutcome.HELPED: gettext_lazy("Đã đến hướng dẫn"),
    SilenceOutcome.RESTING: gettext_lazy("Đang tạm nghỉ"),
    SilenceOutcome.GONE: gettext_lazy("Không còn ở đó"),
}
_DIGITS_MAX: Final = 18


@login_required
@require_safe
@never_cache
def silence(request: HttpRequest) -> HttpResponse:
    """Show the silent places of one's wards, a page at a time."""
    actor = actor_of(request)
    if not actor.grants_of(FOLLOW_SILENCE):
        raise Forbidden
    after = request.GET.get("after", "")
    after_id = int(after) if after.isascii() and after.isdecimal() and len(after) <= _DIGITS_MAX else 0
    rows = silences_to_follow(actor, clock.now(), after_id=after_id)
    context: dict[str, Any] = {
        "rows": rows,
        "outcomes": [(outcome.value, word) for outcome, word in OUTCOMES.items()],
        "next": f"?after={rows[-1].id}" if len(rows) == PAGE_ROWS else "",
    }
    return render(request, "office/silence.html", context)


@login_required
@require_POST
def handle(request: HttpRequest, silence_id: int) -> HttpResponse:
    """Keep what came of asking."""
    chosen = request.POST.get("outcome", "")
    outcome = SilenceOutcome(chosen) if chosen in set(SilenceOutcome) else SilenceOutcome.CALLED
    handle_silence(actor=actor_of(request), silence_id=silence_id, outcome=outcome, now=clock.now())
    messages.success(request, _("Đã ghi. Nếu vẫn không có lượt quét, nơi này hiện lại sau hai tuần."))
    return redirect("desk_silence")
