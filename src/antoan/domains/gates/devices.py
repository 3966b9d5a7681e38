"""A device as an actor: it holds the rights of a gate's device, at its own place only."""

from antoan.domains.gates.permissions import DEVICE
from antoan.domains.places.queries import DeviceAtGate
from antoan.foundation.accounts.actor import Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind


def device_actor(at: DeviceAtGate) -> Actor:
    """Return the one who acts when a device asks."""
    own = HeldGrant("gate_device", DEVICE, ScopeKind.PLACE, at.place.id)
    return Actor(account_id=None, label=f"device {at.device.id}", grants=(own,))
