"""The list of what is to be decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.corrections.permissions import OVERSEE
from antoan.domains.corrections.queries import ticket_queue
from antoan.domains.corrections.queries.queue import subjects_decided_by
from antoan.domains.corrections.rules import is_late
from antoan.domains.corrections.values import UNDECIDED, Subject, TicketState, TicketView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden

_STATES: Final = (
    TicketState.OPEN,
    TicketState.IN_REVIEW,
    TicketState.NEEDS_MORE,
    TicketState.GRANTED,
    TicketState.REFUSED,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in the list."""

    number: str
    shown: str
    person: str
    title: str
    state: str
    due: str
    is_late: bool
    waits_for_second: bool
    is_undecided: bool


@login_required
@require_safe
@never_cache
def tickets(request: HttpRequest) -> HttpResponse:
    """Show undecided tickets of the office by deadline, a page at a time."""
    actor = actor_of(request)
    decided_here = subjects_decided_by(actor)
    if not decided_here and not actor.grants_of(OVERSEE):
        raise Forbidden
    subject = _one_of(Subject, request.GET.get("subject", ""))
    state = _one_of(TicketState, request.GET.get("state", ""))
    page = ticket_queue(actor, subject=subject, state=state, after=request.GET.get("after", ""))
    now = clock.now()
    chosen = {"subject": request.GET.get("subject", ""), "state": request.GET.get("state", "")}
    context = {
        "rows": [_row(ticket, page.labels, now) for ticket in page.tickets],
        "next": f"?{urlencode(chosen | {'after': page.next_after})}" if page.next_after else "",
        "is_overseer": page.is_overseer,
        "subjects": [(one.value, words.SUBJECTS[one]) for one in Subject if one in decided_here],
        "states": [(one.value, words.STATES[one]) for one in _STATES],
        "subject": subject,
        "state": state,
    }
    return render(request, "office/corrections.html", context)


def _row(ticket: TicketView, labels: dict[int, str], now: datetime) -> Row:
    late = is_late(ticket.state, reply_due_at=ticket.reply_due_at, due_at=ticket.due_at, now=now)
    due_at = ticket.reply_due_at if ticket.state is TicketState.OPEN else ticket.due_at
    return Row(
        ticket.number,
        spoken.show(ticket.number),
        labels.get(ticket.person_id, ""),
        f"{words.SUBJECTS[ticket.subject]}: {str(words.FAULTS[ticket.fault]).lower()}",
        str(words.STATES[ticket.state]),
        words.deadline(due_at),
        late,
        ticket.waits_for_second,
        ticket.state in UNDECIDED,
    )


def _one_of(kinds: Any, text: str) -> Any:
    return kinds(text) if text in set(kinds) else None
