"""What the person does with an open ticket: answers a question, or takes it back."""

from django.db import transaction

from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.permissions import OPEN
from antoan.domains.corrections.queries.access import own_ticket_row
from antoan.domains.corrections.queries.tickets import view_of
from antoan.domains.corrections.rules import (
    check_asked,
    check_undecided,
    due_after_answer,
    readable_reason,
)
from antoan.domains.corrections.services.steps import stepped
from antoan.domains.corrections.values import StepKind, TicketState, TicketView
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@transaction.atomic
def answer_question(*, actor: Actor, number: str, words: str) -> TicketView:
    """Answer what the office asked; its deadline moves on by the working days that took.

    TicketNotFound, NothingAsked (also for an answer sent twice), TicketClosed, WordsMissing.
    """
    row = own_ticket_row(actor, number, permission=OPEN, lock=True)
    check_asked(TicketState(row.state))
    said, now = readable_reason(words), clock.now()
    assert row.asked_at is not None
    row.due_at = due_after_answer(row.due_at, asked_at=row.asked_at, answered_at=now)
    row.asked_at = None
    stepped(
        row,
        StepKind.ANSWERED,
        actor=actor,
        at=now,
        state=TicketState.IN_REVIEW,
        is_by_person=True,
        words=said,
    )
    return view_of(row)


@transaction.atomic
def withdraw_ticket(*, actor: Actor, number: str) -> TicketView:
    """Take a ticket back before it is decided; twice is once. TicketNotFound, TicketClosed."""
    row: Ticket = own_ticket_row(actor, number, permission=OPEN, lock=True)
    if row.state == TicketState.WITHDRAWN:
        return view_of(row)
    check_undecided(TicketState(row.state))
    row.proposed_by_account_id, row.proposed_claim = None, None
    stepped(
        row, StepKind.WITHDRAWN, actor=actor, at=clock.now(), state=TicketState.WITHDRAWN, is_by_person=True
    )
    return view_of(row)
