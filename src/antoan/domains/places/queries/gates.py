"""Spots, gates and devices of places an actor may see."""

from collections.abc import Iterable

from antoan.domains.places.errors import DeviceNotFound, GateNotFound, PlaceNotFound, SpotNotFound
from antoan.domains.places.models import Device, Gate, Spot
from antoan.domains.places.permissions import READ
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.values import (
    DeviceView,
    GateMode,
    GateView,
    PlaceView,
    SpotPlace,
    SpotView,
    Ventilation,
)
from antoan.foundation.accounts.actor import Actor


def spots_of_place(actor: Actor, place_id: int) -> list[SpotView]:
    """Return the spots of a place, by name; PlaceNotFound when it is out of reach."""
    place = place_in(actor, place_id, READ)
    return [spot_view(spot) for spot in place.spots.order_by("name", "pk")]


def gates_of_place(actor: Actor, place_id: int) -> list[GateView]:
    """Return the open gates of a place, by name; PlaceNotFound when it is out of reach."""
    place = place_in(actor, place_id, READ)
    gates = Gate.objects.filter(spot__place=place, closed_at__isnull=True).select_related("spot__place")
    return [gate_view(gate) for gate in gates.order_by("name", "pk")]


def gates_by_id(gate_ids: Iterable[int]) -> dict[int, GateView]:
    """Return gates by number, for lists whose reading the caller has checked."""
    gates = Gate.objects.filter(pk__in=set(gate_ids)).select_related("spot__place")
    return {gate.pk: gate_view(gate) for gate in gates}


def spots_by_id(spot_ids: Iterable[int]) -> dict[int, SpotPlace]:
    """Return spots with their places by number, for lists whose reading the caller has checked."""
    spots = Spot.objects.filter(pk__in=set(spot_ids)).select_related("place")
    return {spot.pk: SpotPlace(spot.pk, spot.name, spot.place_id, spot.place.name) for spot in spots}


def spots_with_places(spot_ids: Iterable[int]) -> dict[int, tuple[SpotView, PlaceView]]:
    """Return all of spots and their places by number, for lists whose reading the caller has checked."""
    spots = Spot.objects.filter(pk__in=set(spot_ids)).select_related("place")
    return {spot.pk: (spot_view(spot), view_of(spot.place)) for spot in spots}


def spot_for(actor: Actor, spot_id: int) -> SpotView:
    """Return one spot; SpotNotFound when its place is out of the actor's reach."""
    return spot_view(spot_in(actor, spot_id, READ))


def gate_for(actor: Actor, gate_id: int) -> GateView:
    """Return one gate; GateNotFound when its place is out of the actor's reach."""
    return gate_view(gate_in(actor, gate_id, READ))


def devices_of_gate(actor: Actor, gate_id: int, *, with_revoked: bool = False) -> list[DeviceView]:
    """Return the devices of a gate, newest first; GateNotFound when it is out of reach."""
    devices = gate_in(actor, gate_id, READ).devices.order_by("-pk")
    if not with_revoked:
        devices = devices.filter(revoked_at__isnull=True)
    return [device_view(device) for device in devices]


def device_for(actor: Actor, device_id: int) -> DeviceView:
    """Return one device; DeviceNotFound when its place is out of the actor's reach."""
    return device_view(device_in(actor, device_id, READ))


def spot_in(actor: Actor, spot_id: int, permission: str) -> Spot:
    """Return a spot in whose place the actor holds a permission; SpotNotFound or Forbidden."""
    spot = Spot.objects.select_related("place").filter(pk=spot_id).first()
    if spot is None:
        raise SpotNotFound
    _check(actor, spot.place_id, permission, SpotNotFound())
    return spot


def gate_in(actor: Actor, gate_id: int, permission: str) -> Gate:
    """Return a gate in whose place the actor holds a permission; GateNotFound or Forbidden."""
    gate = Gate.objects.select_related("spot__place").filter(pk=gate_id).first()
    if gate is None:
        raise GateNotFound
    _check(actor, gate.spot.place_id, permission, GateNotFound())
    return gate


def device_in(actor: Actor, device_id: int, permission: str) -> Device:
    """Return a device in whose place the actor holds a permission; DeviceNotFound or Forbidden."""
    device = Device.objects.select_related("gate__spot").filter(pk=device_id).first()
    if device is None:
        raise DeviceNotFound
    _check(actor, device.gate.spot.place_id, permission, DeviceNotFound())
    return device


def _check(actor: Actor, place_id: int, permission: str, missing: Exception) -> None:
    try:
        place_in(actor, place_id, permission)
    except PlaceNotFound:
        raise missing from None


def spot_view(spot: Spot) -> SpotView:
    """Return a spot as others see it."""
    return SpotView(
        id=spot.pk,
        place_id=spot.place_id,
        name=spot.name,
        usual_stay_minutes=spot.usual_stay_minutes,
        capacity=spot.capacity,
        area_m2=spot.area_m2,
        ventilation=Ventilation(spot.ventilation),
    )


def gate_view(gate: Gate) -> GateView:
    """Return a gate as others see it."""
    return GateView(
        id=gate.pk,
        name=gate.name,
        mode=GateMode(gate.mode),
        spot_id=gate.spot_id,
        spot_name=gate.spot.name,
        place_id=gate.spot.place_id,
        place_name=gate.spot.place.name,
    )


def device_view(device: Device) -> DeviceView:
    """Return a device as others see it."""
    return DeviceView(device.pk, device.gate_id, device.name, device.created_at, device.revoked_at)
