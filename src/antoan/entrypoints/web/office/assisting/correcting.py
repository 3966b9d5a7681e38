"""Wrong data, told by the person and typed by staff: what was asked, a new request, its slip of paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.corrections.queries.with_person import (
    asked_with_person,
    records_with_person,
    ticket_with_person,
)
from antoan.domains.corrections.services.with_person import (
    answer_with_person,
    open_ticket_with_person,
    withdraw_ticket_with_person,
)
from antoan.domains.corrections.values import UNDECIDED, NewTicket, Opener, TicketState, TicketView
from antoan.entrypoints.web.citizen.correcting.mine import steps_in_words
from antoan.entrypoints.web.citizen.correcting.wizard import worked
from antoan.entrypoints.web.office.assisting.presence import Helped, with_person
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.entrypoints.web.shared.correcting.stand import Stand
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError


@require_safe
@with_person
def asked(request: HttpRequest, one: Helped) -> HttpResponse:
    """Show how far the person's requests and appeals are, and the doors to new ones."""
    tickets, appeals = asked_with_person(one.actor, one.person_id, assistance=one.assistance)
    context = one.framed() | {
        "tickets": [
            (view.number, spoken.show(view.number), _title(view), words.STATES[view.state])
            for view in tickets
        ],
        "appeals": [(view.number, spoken.show(view.number), words.APPEALS[view.state]) for view in appeals],
    }
    return render(request, "office/with/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def new(request: HttpRequest, one: Helped) -> HttpResponse:
    """Work the citizen's own wizard with the person; papers can be photographed at the desk."""

    def send(ticket: NewTicket) -> HttpResponse:
        opened = open_ticket_with_person(actor=one.actor, ticket=ticket, assistance=one.assistance)
        return redirect("desk_with_correction", one.person_id, opened.number)

    stand = Stand(
        person_id=one.person_id,
        base="office/with/wizard.html",
        address=reverse("desk_with_correction_new", args=[one.person_id]),
        back=reverse("desk_with_corrections", args=[one.person_id]),
        records=lambda subject: records_with_person(
            one.actor, one.person_id, subject, assistance=one.assistance
        ),
        send=send,
        frame=one.framed()["frame"],
    )
    return worked(request, stand)


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def ticket(request: HttpRequest, one: Helped, number: str) -> HttpResponse:
    """Show one request: what to print and hand over, how far it is; answer a question, or take it back."""
    fault, form = "", WordsForm(label=_("Người này trả lời"))
    if request.method == "POST":
        form = WordsForm(request.POST, label=_("Người này trả lời"))
        try:
            _go_on(request, one, number)
            return redirect("desk_with_correction", one.person_id, number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault = saying(error)
    view = ticket_with_person(one.actor, one.person_id, number, assistance=one.assistance)
    asks = view.state is TicketState.NEEDS_MORE
    context = one.framed() | {
        "title": _title(view),
        "state": words.STATES[view.state],
        "shown": spoken.show(view.number),
        "facts": _facts(view),
        "steps": steps_in_words(view.steps),
        "by_person": _("người dân"),
        "by_office": _("cơ quan giải quyết"),
        "question": next((step.words for step in reversed(view.steps) if step.kind == "asked"), "")
        if asks
        else "",
        "form": form,
        "fault": fault,
        "can_withdraw": view.state in UNDECIDED,
        "back": reverse("desk_with_corrections", args=[one.person_id]),
        "printed_at": clock.now(),
    }
    return render(request, "office/with/slip.html", context, status=422 if fault else 200)


def _go_on(request: HttpRequest, one: Helped, number: str) -> None:
    if request.POST.get("do") == "withdraw":
        withdraw_ticket_with_person(
            actor=one.actor, person_id=one.person_id, number=number, assistance=one.assistance
        )
        return
    answer_with_person(
        actor=one.actor,
        person_id=one.person_id,
        number=number,
        words=request.POST.get("words", ""),
        assistance=one.assistance,
    )


def _facts(view: TicketView) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Nơi giải quyết"), words.office_of(view.subject)), *words.claim_lines(view.claim)
    ]  # fmt: skip
    if view.opener is Opener.HELPER:
        facts.append((_("Người gõ"), _("cán bộ, cùng với người dân")))
    if view.words:
        facts.append((_("Người dân nói"), view.words))
    if view.state in UNDECIDED:
        facts.append((_("Trả lời chậm nhất"), words.deadline(view.due_at)))
    return facts


def _title(view: TicketView) -> str:
    return f"{words.SUBJECTS[view.subject]}: {str(words.FAULTS[view.fault]).lower()}"
