"""Tickets, appeals and the records they may be about, read by staff together with the person."""

from antoan.domains.corrections.errors import AppealNotFound, TicketNotFound
from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.queries import appeals, tickets
from antoan.domains.corrections.queries.tickets import ContestedRecord, recorded
from antoan.domains.corrections.values import AppealView, Subject, TicketView
from antoan.domains.people.assistance import Assistance
from antoan.domains.people.services.assisting import note_read_together, require_assistance
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import spoken


def records_with_person(
    actor: Actor, person_id: int, subject: Subject, *, assistance: Assistance
) -> list[ContestedRecord]:
    """Return what is recorded about one subject, newest first; the reading is in the trail. PersonNotFound."""
    require_assistance(actor, assistance, person_id)
    note_read_together(actor, assistance, person_id, action="corrections.records.read")
    return [record for record in recorded(SYSTEM, person_id, subject) if not record.is_annulled]


def asked_with_person(
    actor: Actor, person_id: int, *, assistance: Assistance
) -> tuple[list[TicketView], list[AppealView]]:
    """Return a person's tickets and appeals, newest first; the reading is in the trail. PersonNotFound."""
    require_assistance(actor, assistance, person_id)
    note_read_together(actor, assistance, person_id, action="corrections.list")
    rows = Ticket.objects.filter(person=person_id).order_by("-opened_at")[: tickets.TICKETS_MAX]
    return [tickets.view_of(row) for row in rows], appeals.appeals_of_person(SYSTEM, person_id)


def ticket_with_person(actor: Actor, person_id: int, number: str, *, assistance: Assistance) -> TicketView:
    """Return one ticket of the person with its steps; TicketNotFound for anybody else's."""
    require_assistance(actor, assistance, person_id)
    row = Ticket.objects.filter(number=spoken.read(number), person=person_id).first()
    if row is None:
        raise TicketNotFound
    note_read_together(actor, assistance, person_id, action="corrections.read")
    return tickets.view_of(row, with_steps=True)


def appeal_with_person(actor: Actor, person_id: int, number: str, *, assistance: Assistance) -> AppealView:
    """Return one appeal of the person; AppealNotFound for anybody else's."""
    require_assistance(actor, assistance, person_id)
    row = (
        Appeal.objects.select_related("correction")
        .filter(number=spoken.read(number), person=person_id)
        .first()
    )
    if row is None:
        raise AppealNotFound
    note_read_together(actor, assistance, person_id, action="corrections.appeal.read")
    return appeals.view_of(row)
