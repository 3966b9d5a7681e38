"""Places open, get zones, and close."""

from datetime import datetime

from django.db import IntegrityError, transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.places.errors import PlaceClosed, PlaceUnreadable, SpotExists
from antoan.domains.places.models import Device, Place, PlaceCode, Spot
from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.gates import spot_view
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.rules import (
    PART_NAME_MAX,
    PLACE_NAME_MAX,
    faults_of,
    readable_name,
    readable_stay,
)
from antoan.domains.places.values import USUAL_STAY_MINUTES, NewPlace, PlaceView, SpotView
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
    )
    Spot.objects.create(place=row, name="", usual_stay_minutes=USUAL_STAY_MINUTES[place.kind])
    return view_of(row)


@transaction.atomic
def add_spot(*, actor: Actor, place_id: int, name: str, usual_stay_minutes: int) -> SpotView:
    """Add a zone to a place; SpotExists when it has one of this name."""
    place = open_place(actor, place_id, CHANGE)
    spot_name = readable_name(name, "spot", PART_NAME_MAX)
    stay = readable_stay(usual_stay_minutes)
    try:
        with transaction.atomic():
            return spot_view(place.spots.create(name=spot_name, usual_stay_minutes=stay))
    except IntegrityError:
        raise SpotExists from None


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
