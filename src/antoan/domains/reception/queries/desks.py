"""Receptions of the units an actor works for, their rows, and the board on the wall."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from antoan.domains.passes.queries import labels_of
from antoan.domains.reception.errors import DeskNotFound
from antoan.domains.reception.limits import BOARD_ROWS_MAX, ROWS_SHOWN_MAX
from antoan.domains.reception.models import Desk, Ticket
from antoan.domains.reception.permissions import KIOSK, WORK
from antoan.domains.reception.values import DeskView, Flow, TicketState, TicketView, Why
from antoan.domains.units.queries import scope_of_unit, units_of
from antoan.foundation.accounts.actor import Actor


def desks_of(actor: Actor) -> list[DeskView]:
    """Return the receptions of the actor's units, by name."""
    units = [unit.id for unit in units_of(actor, permission=WORK)]
    return [
        view_of(desk) for desk in Desk.objects.filter(unit__in=units).order_by("name", "pk")[:ROWS_SHOWN_MAX]
    ]


def desk_in(actor: Actor, desk_id: int, *, is_open_to_kiosk: bool = False) -> Desk:
    """Return a reception the actor works at, or whose screen it is where that is enough; DeskNotFound."""
    desk = Desk.objects.filter(pk=desk_id).first()
    permissions = (WORK, KIOSK) if is_open_to_kiosk else (WORK,)
    if desk is None or not any(actor.may(one, scope_of_unit(desk.unit_id)) for one in permissions):
        raise DeskNotFound
    return desk


def desk_for(actor: Actor, desk_id: int, day: date) -> DeskView:
    """Return a reception with its counts of a day; DeskNotFound."""
    desk = desk_in(actor, desk_id, is_open_to_kiosk=True)
    waits = Q(state=TicketState.WAITING)
    counts = Ticket.objects.filter(desk=desk, day=day).aggregate(
        came=Count("pk"),
        usual=Count("pk", filter=waits & Q(flow=Flow.USUAL)),
        apart=Count("pk", filter=waits & Q(flow=Flow.APART)),
    )
    return view_of(desk, waiting=counts["usual"], waiting_apart=counts["apart"], came=counts["came"])


def row_of(actor: Actor, desk_id: int, day: date, flow: Flow) -> list[TicketView]:
    """Return who waits in a row, by number."""
    desk = desk_in(actor, desk_id)
    rows = Ticket.objects.filter(desk=desk, day=day, flow=flow, state=TicketState.WAITING)
    return _views(rows.order_by("number")[:ROWS_SHOWN_MAX])


def called_at(actor: Actor, desk_id: int, day: date) -> list[TicketView]:
    """Return who was called and has not been let go, the latest first."""
    desk = desk_in(actor, desk_id)
    rows = Ticket.objects.filter(desk=desk, day=day, state=TicketState.CALLED)
    return _views(rows.order_by("-called_at")[:ROWS_SHOWN_MAX])


def board_of(actor: Actor, desk_id: int, day: date) -> list[tuple[str, str]]:
    """Return what the wall shows: the numbers called last, and where to. Nobody's name and no reason."""
    desk = desk_in(actor, desk_id, is_open_to_kiosk=True)
    rows = Ticket.objects.filter(desk=desk, day=day, called_at__isnull=False).order_by("-called_at")
    return [(ticket_view(row, "").spoken, row.room) for row in rows[:BOARD_ROWS_MAX]]


def view_of(desk: Desk, *, waiting: int = 0, waiting_apart: int = 0, came: int = 0) -> DeskView:
    """Return a reception as others see it."""
    return DeskView(
        desk.pk, desk.unit_id, desk.name, desk.room, desk.room_apart, waiting, waiting_apart, came
    )


def ticket_view(row: Ticket, label: str) -> TicketView:
    """Return a number as others see it."""
    return TicketView(
        id=row.pk,
        desk_id=row.desk_id,
        flow=Flow(row.flow),
        number=row.number,
        state=TicketState(row.state),
        why=Why(row.why),
        room=row.room,
        person_id=row.person_id,
        label=label,
        came_at=row.came_at,
        called_at=row.called_at,
    )


def _views(rows: Iterable[Ticket]) -> list[TicketView]:
    found = list(rows)
    labels = labels_of(row.person_id for row in found)
    return [ticket_view(row, labels.get(row.person_id, "")) for row in found]
