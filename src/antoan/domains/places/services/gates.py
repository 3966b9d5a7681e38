"""Gates of places."""

from django.db import transaction

from antoan.domains.places.models import Gate
from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries.gates import gate_in, gate_view, spot_in
from antoan.domains.places.rules import PART_NAME_MAX, readable_name
from antoan.domains.places.services.places import open_place
from antoan.domains.places.values import GateMode, GateView
from antoan.foundation.accounts.actor import Actor


@transaction.atomic
def add_gate(*, actor: Actor, spot_id: int, name: str, mode: GateMode = GateMode.AUTO) -> GateView:
    """Add a gate to a spot; SpotNotFound when the spot is out of the actor's reach."""
    spot = spot_in(actor, spot_id, CHANGE)
    open_place(actor, spot.place_id, CHANGE)
    gate_name = readable_name(name, "gate", PART_NAME_MAX)
    return gate_view(Gate.objects.create(spot=spot, name=gate_name, mode=mode))


@transaction.atomic
def set_gate_mode(*, actor: Actor, gate_id: int, mode: GateMode) -> GateView:
    """Choose what a scan without a direction means at a gate."""
    gate = gate_in(actor, gate_id, CHANGE)
    gate.mode = mode
    gate.save(update_fields=["mode", "updated_at"])
    return gate_view(gate)
