"""Appeals on the desk: the verdict as it was, the person's words, and the answer of a human."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.corrections import services
from antoan.domains.corrections.permissions import ANSWER_APPEAL
from antoan.domains.corrections.queries import appeal_for, appeal_queue
from antoan.domains.corrections.queries.access import require_answerer
from antoan.domains.corrections.values import AppealState, AppealView
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@require_safe
@never_cache
def appeals(request: HttpRequest) -> HttpResponse:
    """Show open appeals by deadline."""
    actor = actor_of(request)
    if not actor.grants_of(ANSWER_APPEAL):
        raise Forbidden
    found, labels = appeal_queue(actor)
    now = clock.now()
    rows = [
        {
            "number": appeal.number,
            "shown": spoken.show(appeal.number),
            "person": labels.get(appeal.person_id, ""),
            "colour": appeal.verdict["colour"],
            "due_at": appeal.due_at,
            "is_late": now >= appeal.due_at,
        }
        for appeal in found
    ]
    return render(request, "office/appeals.html", {"rows": rows})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, appeal_number: str) -> HttpResponse:
    """Show one appeal, or take its answer."""
    actor = actor_of(request)
    require_answerer(actor, appeal_number)
    fault, status = "", 200
    if request.method == "POST":
        outcome = AppealState.CHANGED if request.POST.get("do") == "changed" else AppealState.UPHELD
        try:
            answered = services.answer_appeal(
                actor=actor,
                number=appeal_number,
                outcome=outcome,
                words=request.POST.get("words", ""),
                correction_number=request.POST.get("correction", ""),
            )
            messages.success(request, _("Đã trả lời. Người dân đọc được câu trả lời."))
            return redirect("desk_appeal", answered.number)
        except AntoanError as error:
            if error.status == 404:
                raise
            fault, status = saying(error), error.status
    view = appeal_for(actor, appeal_number)
    context = {
        "appeal": view,
        "shown": spoken.show(view.number),
        "state": words.APPEALS[view.state],
        "is_open": view.state is AppealState.OPEN,
        "person": shown_person(actor, view.person_id),
        "reason": view.verdict["holder_reason"]["vi"],
        "facts": _facts(view),
        "said": WordsForm(request.POST or None, label=_("Câu trả lời (người dân đọc được)")),
        "correction": request.POST.get("correction", ""),
        "fault": fault,
    }
    return render(request, "office/appeal.html", context, status=status)


def _facts(view: AppealView) -> list[tuple[str, Any]]:
    """Return the facts a verdict stood on; of a birth date only the year, as a gate sees it."""
    facts: dict[str, Any] = view.verdict["facts"]
    return [(name, value[:4] if name == "birth_on" and value else value) for name, value in facts.items()]
