"""A citizen's own requests: the list, one of them with its steps, an answer, taking it back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antoan.domains.corrections import services
from antoan.domains.corrections.queries import (
    appeals_of_person,
    contested_record,
    evidence_of,
    ticket_for,
    tickets_of_person,
)
from antoan.domains.corrections.queries.access import require_own_ticket
from antoan.domains.corrections.values import UNDECIDED, AppealView, StepView, TicketState, TicketView
from antoan.entrypoints.web.citizen.correcting.uploads import keep_photos
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken
from antoan.kit.errors import AntoanError


@dataclass(frozen=True, slots=True)
class Entry:
    """One request or appeal as a list shows it."""

    number: str
    shown: str
    title: str
    state: str
    text: str
    needs_you: bool


@login_required
@require_safe
@never_cache
def tickets(request: HttpRequest) -> HttpResponse:
    """Show one's own requests and appeals, or a dependant's. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    actor = actor_of(request)
    context = {
        "tickets": [_entry(ticket) for ticket in tickets_of_person(actor, person_id)],
        "appeals": [_appeal_entry(appeal) for appeal in appeals_of_person(actor, person_id)],
        "query": query_of(request, person_id),
    }
    return render(request, "citizen/correcting/list.html", context)


@login_required
@require_safe
@never_cache
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """Show one request with its steps."""
    return render(request, "citizen/correcting/ticket.html", _context(actor_of(request), number))


@login_required
@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer what the office asked, with further photos."""
    actor = actor_of(request)
    view = _own(actor, number)
    fault = keep_photos(request, actor, ticket_id=view.id, person_id=view.person_id)
    if not fault:
        try:
            services.answer_question(actor=actor, number=number, words=request.POST.get("words", ""))
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault = saying(error)
    if fault:
        form = _answer_form({"words": request.POST.get("words", "")})
        context = _context(actor, number) | {"form": form, "fault": fault}
        return render(request, "citizen/correcting/ticket.html", context, status=422)
    messages.success(request, _("Đã gửi câu trả lời."))
    return redirect("my_correction", view.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask first, then take a request back."""
    actor = actor_of(request)
    view = _own(actor, number)
    if request.method == "POST":
        services.withdraw_ticket(actor=actor, number=number)
        messages.success(request, _("Đã rút yêu cầu. Muốn sửa, bạn có thể gửi yêu cầu mới."))
        return redirect("my_correction", view.number)
    return render(request, "citizen/correcting/withdraw.html", {"entry": _entry(view)})


def _context(actor: Actor, number: str) -> dict[str, Any]:
    view = _own(actor, number)
    record = contested_record(actor, number)
    is_open = view.state in UNDECIDED
    return {
        "entry": _entry(view),
        "ticket": view,
        "office": words.office_of(view.subject),
        "due": words.deadline(view.due_at),
        "reply_due": words.deadline(view.reply_due_at),
        "is_open": is_open,
        "was_sent_now": view.state is TicketState.OPEN,
        "record": words.record_line(view.subject, record) if record else "",
        "claim": words.claim_lines(view.claim),
        "photos": evidence_of(actor, number),
        "steps": steps_in_words(view.steps),
        "by_person": _("bạn"),
        "by_office": _("cơ quan giải quyết"),
        "form": _answer_form() if view.state is TicketState.NEEDS_MORE else None,
        "question": next((step.words for step in reversed(view.steps) if step.kind == "asked"), ""),
    }


def _own(actor: Actor, number: str) -> TicketView:
    """Return a ticket to those who may ask for it; offices have a desk."""
    require_own_ticket(actor, number)
    return ticket_for(actor, number)


def steps_in_words(steps: tuple[StepView, ...]) -> list[dict[str, Any]]:
    """Return steps as the page shows them."""
    return [
        {
            "word": words.STEPS[step.kind],
            "at": step.at,
            "is_by_person": step.is_by_person,
            "words": step.words,
        }
        for step in steps
    ]


def _answer_form(data: dict[str, Any] | None = None) -> WordsForm:
    return WordsForm(data, label=_("Câu trả lời của bạn"))


def _entry(view: TicketView) -> Entry:
    if view.state is TicketState.NEEDS_MORE:
        text = _("Hãy trả lời câu hỏi của cán bộ để việc được xem xét tiếp.")
    elif view.escalated_at is not None and view.state in UNDECIDED:
        text = _("Cơ quan giải quyết đã trễ hẹn. Sở Y tế đang theo dõi.")
    elif view.state in UNDECIDED:
        text = _("Trả lời chậm nhất hết ngày %(day)s.") % {"day": words.deadline(view.due_at)}
    else:
        text = ""
    title = f"{words.SUBJECTS[view.subject]}: {str(words.FAULTS[view.fault]).lower()}"
    return Entry(
        view.number,
        spoken.show(view.number),
        title,
        str(words.STATES[view.state]),
        text,
        view.state is TicketState.NEEDS_MORE,
    )


def _appeal_entry(view: AppealView) -> Entry:
    return Entry(
        view.number, spoken.show(view.number), _("Khiếu nại màu"), str(words.APPEALS[view.state]), "", False
    )
