"""Places open, are corrected, and close."""

from datetime import datetime

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.places.errors import PlaceClosed, PlaceUnreadable
from antoan.domains.places.models import Device, Place, PlaceCode, Spot
from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.rules import (
    PLACE_NAME_MAX,
    faults_of,
    readable_name,
    readable_plate,
)
from antoan.domains.places.values import USUAL_STAY_MINUTES, NewPlace, PlaceView
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.kit.text import squeeze


@transaction.atomic
def add_place(*, actor: Actor, place: NewPlace, unit_id: int | None = None) -> PlaceView:
    """Add a place with one nameless spot, the whole of it.

    `unit_id` is the unit for which it is added: its administrators may. The unit itself is bound by
    units.services.add_place_to_unit, which is the way for a unit's place.
    """
    areas = ancestors_of(place.ward_id) if place.ward_id is not None else frozenset[int]()
    require(actor, CHANGE, Scope(areas=areas, unit_id=unit_id))
    name = readable_name(place.name, "place", PLACE_NAME_MAX)
    if faults := faults_of(place):
        raise PlaceUnreadable(f"The place cannot be added: {'; '.join(faults)}.")
    row = Place.objects.create(
        name=name,
        kind=place.kind,
        address=squeeze(place.address),
        ward_id=place.ward_id,
        capacity=place.capacity,
        latitude=place.latitude,
        longitude=place.longitude,
        plate=readable_plate(place.plate),
        opens_at=place.opens_at,
        closes_at=place.closes_at,
    )
    Spot.objects.create(place=row, name="", usual_stay_minutes=USUAL_STAY_MINUTES[place.kind])
    return view_of(row)


@transaction.atomic
def change_place(*, actor: Actor, place_id: int, place: NewPlace) -> PlaceView:
    """Correct what is known of a place; its history keeps what stood there. Its ward stays: rights hang on it."""
    row = open_place(actor, place_id, CHANGE)
    name = readable_name(place.name, "place", PLACE_NAME_MAX)
    if faults := faults_of(place):
        raise PlaceUnreadable(f"The place cannot be changed: {'; '.join(faults)}.")
    row.name, row.kind, row.address = name, place.kind, squeeze(place.address)
    row.capacity, row.plate = place.capacity, readable_plate(place.plate)
    row.opens_at, row.closes_at = place.opens_at, place.closes_at
    if place.latitude is not None:
        row.latitude, row.longitude = place.latitude, place.longitude
    row.save()
    return view_of(row)


@transaction.atomic
def close_place(*, actor: Actor, place_id: int, at: datetime) -> PlaceView:
    """Close a place: its devices stop at once and its posted code leads nowhere. Closing twice is closing once."""
    place = place_in(actor, place_id, CHANGE)
    place = Place.objects.select_for_update().get(pk=place.pk)
    if place.closed_at is not None:
        return view_of(place)
    place.closed_at = at
    place.save(update_fields=["closed_at", "updated_at"])
    devices = Device.objects.filter(gate__spot__place=place, revoked_at__isnull=True)
    devices.update(revoked_at=at, updated_at=at)
    PlaceCode.objects.filter(place=place, retired_at__isnull=True).update(retired_at=at, updated_at=at)
    return view_of(place)


def open_place(actor: Actor, place_id: int, permission: str) -> Place:
    """Lock and return a place to which something may be added; PlaceClosed when it is closed."""
    place_in(actor, place_id, permission)
    place = Place.objects.select_for_update().get(pk=place_id)
    if place.closed_at is not None:
        raise PlaceClosed
    return place
