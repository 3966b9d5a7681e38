"""Staff write a correction or an appeal, together with its person. Whoever writes it down never decides it."""

from django.db import transaction

from antoan.domains.corrections.queries.with_person import ticket_with_person
from antoan.domains.corrections.services.appealing import open_appeal
from antoan.domains.corrections.services.going_on import answer_question, withdraw_ticket
from antoan.domains.corrections.services.opening import open_ticket
from antoan.domains.corrections.values import AppealView, NewAppeal, NewTicket, TicketView
from antoan.domains.people.assistance import Assistance
from antoan.domains.people.services.assisting import note_done_together, require_assistance
from antoan.foundation.accounts.actor import Actor, already_allowed


@transaction.atomic
def open_ticket_with_person(*, actor: Actor, ticket: NewTicket, assistance: Assistance) -> TicketView:
    """Open a ticket as `open_ticket` does, and keep who wrote it, why, and how the person was there."""
    require_assistance(actor, assistance, ticket.person_id)
    opened = open_ticket(actor=actor, ticket=ticket)
    note_done_together(
        actor, assistance, ticket.person_id, action="corrections.ticket.opened_together",
        object_kind="ticket", object_id=opened.number,
    )  # fmt: skip
    return opened


@transaction.atomic
def open_appeal_with_person(*, actor: Actor, appeal: NewAppeal, assistance: Assistance) -> AppealView:
    """Appeal as `open_appeal` does, and keep who wrote it, why, and how the person was there."""
    require_assistance(actor, assistance, appeal.person_id)
    opened = open_appeal(actor=actor, appeal=appeal)
    note_done_together(
        actor, assistance, appeal.person_id, action="corrections.appeal.opened_together",
        object_kind="appeal", object_id=opened.number,
    )  # fmt: skip
    return opened


@transaction.atomic
def answer_with_person(
    *, actor: Actor, person_id: int, number: str, words: str, assistance: Assistance
) -> TicketView:
    """Answer what the office asked, in the person's words, whoever opened the ticket. Errors of `answer_question`."""
    ticket = ticket_with_person(actor, person_id, number, assistance=assistance)
    answered = answer_question(actor=already_allowed(actor), number=ticket.number, words=words)
    note_done_together(
        actor, assistance, person_id, action="corrections.ticket.answered_together",
        object_kind="ticket", object_id=ticket.number,
    )  # fmt: skip
    return answered


@transaction.atomic
def withdraw_ticket_with_person(
    *, actor: Actor, person_id: int, number: str, assistance: Assistance
) -> TicketView:
    """Take a ticket back, whoever opened it. Errors of `withdraw_ticket`."""
    ticket = ticket_with_person(actor, person_id, number, assistance=assistance)
    withdrawn = withdraw_ticket(actor=already_allowed(actor), number=ticket.number)
    note_done_together(
        actor, assistance, person_id, action="corrections.ticket.withdrawn_together",
        object_kind="ticket", object_id=ticket.number,
    )  # fmt: skip
    return withdrawn
