"""Zones of places: floors, halls, decks."""

from django.db import IntegrityError, transaction

from antoan.domains.places.errors import SpotExists, TooManyParts
from antoan.domains.places.models import Spot
from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries.gates import spot_in, spot_view
from antoan.domains.places.rules import PART_NAME_MAX, SPOTS_PER_PLACE_MAX, checked_spot, readable_name
from antoan.domains.places.services.places import open_place
from antoan.domains.places.values import NewSpot, SpotView
from antoan.foundation.accounts.actor import Actor


@transaction.atomic
def add_spot(*, actor: Actor, place_id: int, spot: NewSpot) -> SpotView:
    """Add a zone to a place; SpotExists when it has one of this name, TooManyParts."""
    place = open_place(actor, place_id, CHANGE)
    readable_name(spot.name, "spot", PART_NAME_MAX)  # Only the whole place has no name.
    if place.spots.count() >= SPOTS_PER_PLACE_MAX:
        raise TooManyParts
    return _saved(Spot(place=place), spot)


@transaction.atomic
def change_spot(*, actor: Actor, spot_id: int, spot: NewSpot) -> SpotView:
    """Correct what is known of a zone; the nameless one, the whole place, stays nameless."""
    row = spot_in(actor, spot_id, CHANGE)
    open_place(actor, row.place_id, CHANGE)
    if row.name:
        readable_name(spot.name, "spot", PART_NAME_MAX)
    return _saved(row, spot)


def _saved(row: Spot, spot: NewSpot) -> SpotView:
    new = checked_spot(spot)
    if row.pk is None or row.name:
        row.name = new.name
    row.usual_stay_minutes = new.usual_stay_minutes
    row.capacity, row.area_m2, row.ventilation = new.capacity, new.area_m2, new.ventilation
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise SpotExists from None
    return spot_view(row)
