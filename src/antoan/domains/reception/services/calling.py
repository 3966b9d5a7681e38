"""Calls numbers to their rooms, and lets people go."""

from datetime import date
from uuid import UUID

from django.db import transaction

from antoan.domains.passes.queries import labels_of
from antoan.domains.reception.errors import NobodyWaits, TicketNotFound
from antoan.domains.reception.models import Ticket
from antoan.domains.reception.queries.desks import desk_in, ticket_view
from antoan.domains.reception.values import Flow, TicketState, TicketView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock


@transaction.atomic
def call_next(*, actor: Actor, desk_id: int, flow: Flow) -> TicketView:
    """Call whoever waits longest in a row to its room. Two desks that call at once call two people. NobodyWaits."""
    desk = desk_in(actor, desk_id)
    now = clock.now()
    waiting = Ticket.objects.select_for_update(skip_locked=True).filter(
        desk=desk, day=clock.local_date(now), flow=flow, state=TicketState.WAITING
    )
    row = waiting.order_by("number").first()
    if row is None:
        raise NobodyWaits
    row.state, row.called_at = TicketState.CALLED, now
    row.room = desk.room_apart if flow is Flow.APART else desk.room
    row.save()
    record_read(
        actor, action="reception.call", object_kind="ticket", object_id=row.pk, person_id=row.person_id
    )
    return ticket_view(row, labels_of([row.person_id]).get(row.person_id, ""))


@transaction.atomic
def end_ticket(*, actor: Actor, desk_id: int, ticket_id: UUID, day: date, is_absent: bool) -> None:
    """Let somebody go who was called, or say that they did not come; twice is once. TicketNotFound."""
    desk = desk_in(actor, desk_id)
    row = Ticket.objects.select_for_update().filter(pk=ticket_id, desk=desk, day=day).first()
    if row is None or row.state == TicketState.WAITING:
        raise TicketNotFound
    if row.state == TicketState.CALLED:
        row.state = TicketState.ABSENT if is_absent else TicketState.DONE
        row.ended_at = clock.now()
        row.save()
