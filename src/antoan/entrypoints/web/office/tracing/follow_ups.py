"""Whom to ask today how they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.tracing.permissions import WORK
from antoan.domains.tracing.queries.follow_ups import due_follow_ups
from antoan.domains.tracing.services.following import answer_follow_up
from antoan.domains.tracing.values import FollowUpState
from antoan.entrypoints.web.office.tracing import words
from antoan.entrypoints.web.office.tracing.doing import attempt, chosen
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock, spoken


@login_required
@never_cache
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Show the questions due, the oldest first."""
    actor = actor_of(request)
    today = clock.today()
    context = {
        "rows": [
            {"one": one, "shown": spoken.show(one.case_number), "is_late": one.due_on < today}
            for one in due_follow_ups(actor, today)
        ],
        "answers": [(answer.value, words.FOLLOW_UPS[answer]) for answer in words.ANSWERS],
        "may_work": bool(actor.grants_of(WORK)),
    }
    return render(request, "office/tracing/follow_ups.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """Keep what came of a question."""
    state = chosen(FollowUpState, request.POST.get("state", "")) or FollowUpState.WAITING
    done = attempt(
        request,
        lambda: answer_follow_up(actor=actor_of(request), follow_up_id=follow_up_id, state=state) or True,
    )
    if done and state is FollowUpState.SICK:
        messages.warning(request, _("Đã ghi. Người này có dấu hiệu bệnh: báo trạm y tế để xét nghiệm ngay."))
    elif done:
        messages.success(request, _("Đã ghi."))
    return redirect("desk_trace_follow_ups")
