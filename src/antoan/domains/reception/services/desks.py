"""Sets up receptions."""

from django.db import transaction

from antoan.domains.places.queries import gate_for
from antoan.domains.reception.errors import DeskUnreadable
from antoan.domains.reception.limits import NAME_LETTERS_MAX, ROOM_LETTERS_MAX
from antoan.domains.reception.models import Desk
from antoan.domains.reception.permissions import WORK
from antoan.domains.reception.queries.desks import view_of
from antoan.domains.reception.values import DeskView, NewDesk
from antoan.domains.units.queries import scope_of_unit, unit_of_place
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.kit.errors import NotFound
from antoan.kit.text import squeeze


@transaction.atomic
def open_desk(*, actor: Actor, desk: NewDesk) -> DeskView:
    """Set up a reception at a gate of its unit; the same name again changes its rooms. DeskUnreadable."""
    require(actor, WORK, scope_of_unit(desk.unit_id))
    name, room, apart = (squeeze(text) for text in (desk.name, desk.room, desk.room_apart))
    fits = 1 <= len(name) <= NAME_LETTERS_MAX and all(
        1 <= len(one) <= ROOM_LETTERS_MAX for one in (room, apart)
    )
    if not fits or room == apart or not _is_gate_of(desk.gate_id, desk.unit_id):
        raise DeskUnreadable
    row, _is_new = Desk.objects.update_or_create(
        unit_id=desk.unit_id,
        name=name,
        defaults={"gate_id": desk.gate_id, "room": room, "room_apart": apart},
    )
    return view_of(row)


def _is_gate_of(gate_id: int, unit_id: int) -> bool:
    try:
        return unit_of_place(gate_for(SYSTEM, gate_id).place_id) == unit_id
    except NotFound:
        return False
