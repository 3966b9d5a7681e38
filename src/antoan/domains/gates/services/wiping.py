"""Has a device forget what it keeps of its gate, from afar."""

from datetime import datetime

from django.db import transaction

from antoan.domains.gates.models import DeviceState
from antoan.domains.gates.permissions import WIPE
from antoan.domains.places.queries import device_for, gate_for, scope_of_place
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_decision


@transaction.atomic
def ask_to_wipe(*, actor: Actor, device_id: int, at: datetime) -> None:
    """Have a device empty its stores at its next contact; scans that wait are sent first. DeviceNotFound."""
    device = device_for(actor, device_id)
    require(actor, WIPE, scope_of_place(gate_for(actor, device.gate_id).place_id))
    state, _ = DeviceState.objects.get_or_create(device_id=device_id, defaults={"contact_at": at})
    state.wipe_asked_at, state.wiped_at = at, None
    state.save(update_fields=["wipe_asked_at", "wiped_at"])
    record_decision(actor, action="gates:device:wipe", object_kind="device", object_id=device_id)
