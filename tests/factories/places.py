"""Places, gates and devices as tests need them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from antoan.domains.places import queries, services
from antoan.domains.places.values import DeviceView, GateView, NewPlace, PlaceKind, PlaceView, SpotView
from antoan.foundation.accounts.actor import SYSTEM

ENROLLED_AT = datetime(2026, 11, 22, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EquippedPlace:
    """A place ready to scan, and the token of its device."""

    place: PlaceView
    spot: SpotView
    gate: GateView
    device: DeviceView
    token: str


def a_place(name: str = "Chợ Bến Thành", kind: PlaceKind = PlaceKind.MARKET, **facts) -> PlaceView:
    """Return a place for which nobody answers."""
    return services.add_place(actor=SYSTEM, place=NewPlace(name=name, kind=kind, **facts))


def a_spot(place: PlaceView | None = None) -> SpotView:
    """Return the nameless spot of a place, a new one unless told."""
    return queries.spots_of_place(SYSTEM, (place or a_place()).id)[0]


def a_gate(spot: SpotView | None = None, name: str = "Cổng chính") -> GateView:
    """Return a gate."""
    return services.add_gate(actor=SYSTEM, spot_id=(spot or a_spot()).id, name=name)


def a_device(gate: GateView | None = None, at: datetime = ENROLLED_AT) -> tuple[DeviceView, str]:
    """Return an enrolled device and its token."""
    ticket = services.make_enrolment_ticket(actor=SYSTEM, gate_id=(gate or a_gate()).id, at=at)
    return services.redeem_ticket(secret=ticket.secret, device_name="Máy cổng 1", at=at)


def an_equipped_place(place: PlaceView | None = None) -> EquippedPlace:
    """Return a place with a gate and an enrolled device."""
    place = place or a_place()
    spot = a_spot(place)
    gate = a_gate(spot)
    device, token = a_device(gate)
    return EquippedPlace(place, spot, gate, device, token)
