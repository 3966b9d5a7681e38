"""Gates of places."""

from datetime import datetime

from django.db import transaction

from antoan.domains.places.errors import TooManyParts
from antoan.domains.places.models import Gate
from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries.gates import gate_in, gate_view, spot_in
from antoan.domains.places.rules import GATES_PER_PLACE_MAX, PART_NAME_MAX, readable_name
from antoan.domains.places.services.places import open_place
from antoan.domains.places.values import GateMode, GateView
from antoan.foundation.accounts.actor import Actor


@transaction.atomic
def add_gate(*, actor: Actor, spot_id: int, name: str, mode: GateMode = GateMode.AUTO) -> GateView:
    """Add a gate to a spot; SpotNotFound when the spot is out of the actor's reach."""
    spot = spot_in(actor, spot_id, CHANGE)
    open_place(actor, spot.place_id, CHANGE)
    if Gate.objects.filter(spot__place=spot.place_id, closed_at__isnull=True).count() >= GATES_PER_PLACE_MAX:
        raise TooManyParts
    gate_name = readable_name(name, "gate", PART_NAME_MAX)
    return gate_view(Gate.objects.create(spot=spot, name=gate_name, mode=mode))


@transaction.atomic
def change_gate(*, actor: Actor, gate_id: int, name: str, mode: GateMode) -> GateView:
    """Rename a gate, and choose what a scan without a direction means there."""
    gate = gate_in(actor, gate_id, CHANGE)
    open_place(actor, gate.spot.place_id, CHANGE)
    gate.name = readable_name(name, "gate", PART_NAME_MAX)
    gate.mode = mode
    gate.save(update_fields=["name", "mode", "updated_at"])
    return gate_view(gate)


@transaction.atomic
def close_gate(*, actor: Actor, gate_id: int, at: datetime) -> GateView:
    """Close a gate: its devices stop at once. Closing twice is closing once."""
    gate = gate_in(actor, gate_id, CHANGE)
    if gate.closed_at is None:
        gate.closed_at = at
        gate.save(update_fields=["closed_at", "updated_at"])
        gate.devices.filter(revoked_at__isnull=True).update(revoked_at=at, updated_at=at)
    return gate_view(gate)


@transaction.atomic
def set_gate_mode(*, actor: Actor, gate_id: int, mode: GateMode) -> GateView:
    """Choose what a scan without a direction means at a gate."""
    gate = gate_in(actor, gate_id, CHANGE)
    gate.mode = mode
    gate.save(update_fields=["mode", "updated_at"])
    return gate_view(gate)
