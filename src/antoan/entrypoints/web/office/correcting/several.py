"""Several tickets on one page: what each asks, the colour before and after, and one decision with its reason."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.corrections import services
from antoan.domains.corrections.queries import preview_of, ticket_for
from antoan.domains.corrections.queries.access import require_decider
from antoan.domains.corrections.queries.queue import subjects_decided_by
from antoan.domains.corrections.services.several import SEVERAL_MAX
from antoan.domains.corrections.values import UNDECIDED, TicketState, TicketView
from antoan.entrypoints.web.office.correcting.colours import colours_of
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """Show the chosen tickets, or decide them. What could not be decided is shown again with why."""
    actor = actor_of(request)
    if not subjects_decided_by(actor):
        raise Forbidden
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("number")[:SEVERAL_MAX]
    if not chosen:
        return redirect("desk_corrections")
    for number in chosen:
        require_decider(actor, number)
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _decide(request, actor, chosen)
        if not faults:
            return redirect("desk_corrections")
    context = {
        "rows": [_row(actor, number, faults.get(number, "")) for number in (faults or chosen)],
        "said": WordsForm(request.POST or None, label=_("Lý do (mỗi người dân đọc được)")),
        "fault": _("Một số yêu cầu chưa giải quyết được. Hãy xem từng yêu cầu bên dưới.") if faults else "",
    }
    return render(request, "office/corrections_several.html", context, status=422 if faults else 200)


def _decide(request: HttpRequest, actor: Actor, chosen: list[str]) -> dict[str, str]:
    """Decide, tell how many were, and return by number why the others were not."""
    decided = services.decide_several(
        actor=actor,
        numbers=chosen,
        grants=request.POST.get("do") == "grant",
        words=request.POST.get("words", ""),
    )
    done = [one.ticket for one in decided if one.ticket is not None]
    finished = sum(ticket.state in (TicketState.GRANTED, TicketState.REFUSED) for ticket in done)
    if finished:
        told = ngettext("Đã giải quyết %(count)s yêu cầu.", "Đã giải quyết %(count)s yêu cầu.", finished)
        messages.success(request, told % {"count": finished})
    if waiting := len(done) - finished:
        told = ngettext(
            "%(count)s yêu cầu cần thêm một đồng nghiệp đồng ý.",
            "%(count)s yêu cầu cần thêm một đồng nghiệp đồng ý.",
            waiting,
        )
        messages.warning(request, told % {"count": waiting})
    return {one.number: saying(one.error) for one in decided if one.error is not None}


def _row(actor: Actor, number: str, fault: str) -> dict[str, Any]:
    view = ticket_for(actor, number)
    preview, doubt = _preview(actor, view)
    return {
        "ticket": view,
        "shown": spoken.show(view.number),
        "title": f"{words.SUBJECTS[view.subject]}: {str(words.FAULTS[view.fault]).lower()}",
        "person": shown_person(actor, view.person_id),
        "claimed": words.claim_lines(view.claim),
        "preview": preview,
        "fault": fault or doubt,
    }


def _preview(actor: Actor, view: TicketView) -> tuple[dict[str, Any] | None, str]:
    if view.state not in UNDECIDED:
        return None, ""
    try:
        return colours_of(preview_of(actor, view.number, clock.now())), ""
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return None, saying(error)
