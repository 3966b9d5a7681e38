"""Checks what people write about places."""

import re
from dataclasses import replace
from typing import Final

from antoan.domains.places.errors import PlaceUnreadable
from antoan.domains.places.values import NewPlace, NewSpot
from antoan.kit.text import squeeze

PLACE_NAME_MAX: Final = 150
PART_NAME_MAX: Final = 80  # Of spots, gates and devices.
ADDRESS_MAX: Final = 200
CAPACITY_MAX: Final = 1_000_000
STAY_MINUTES_MAX: Final = 1440
AREA_M2_MAX: Final = 10_000_000
SPOTS_PER_PLACE_MAX: Final = 200
GATES_PER_PLACE_MAX: Final = 200
_PLATE: Final = re.compile(r"[0-9A-ZĐ][0-9A-ZĐ .\-]{2,14}")


def readable_name(text: str, what: str, length_max: int) -> str:
    """Return a name on one line; PlaceUnreadable when it is empty or too long."""
    name = squeeze(text)
    if not name:
        raise PlaceUnreadable(f"The {what} needs a name.")
    if len(name) > length_max or not name.isprintable():
        raise PlaceUnreadable(f"The name of the {what} may have {length_max} printable characters.")
    return name


def faults_of(place: NewPlace) -> list[str]:
    """Return what is wrong with a place as asked for, beside its name."""
    faults = []
    if len(squeeze(place.address)) > ADDRESS_MAX:
        faults.append(f"the address may have {ADDRESS_MAX} characters")
    if place.capacity is not None and not 1 <= place.capacity <= CAPACITY_MAX:
        faults.append(f"the capacity lies between 1 and {CAPACITY_MAX} people")
    if (place.latitude is None) != (place.longitude is None):
        faults.append("a position needs latitude and longitude")
    if not (-90 <= (place.latitude or 0) <= 90 and -180 <= (place.longitude or 0) <= 180):
        faults.append("the position is not on Earth")
    if (place.opens_at is None) != (place.closes_at is None) or (
        place.opens_at is not None and place.opens_at == place.closes_at
    ):
        faults.append("opening hours need two different times")
    if place.plate and not _PLATE.fullmatch(readable_plate(place.plate)):
        faults.append("a plate has letters, digits, dashes and dots")
    return faults


def readable_plate(text: str) -> str:
    """Return a plate as it is painted: "51b-123.45" is "51B-123.45"."""
    return squeeze(text).upper()


def checked_spot(spot: NewSpot) -> NewSpot:
    """Return a zone with tidy texts; PlaceUnreadable. The nameless one is the whole place."""
    name = readable_name(spot.name, "spot", PART_NAME_MAX) if spot.name.strip() else ""
    for number, what, most in (
        (spot.capacity, "capacity", CAPACITY_MAX),
        (spot.area_m2, "area", AREA_M2_MAX),
    ):
        if number is not None and not 1 <= number <= most:
            raise PlaceUnreadable(f"The {what} of a spot lies between 1 and {most}.")
    return replace(spot, name=name, usual_stay_minutes=readable_stay(spot.usual_stay_minutes))


def readable_stay(minutes: int) -> int:
    """Return a usual stay; PlaceUnreadable unless it lies within a day."""
    if not 1 <= minutes <= STAY_MINUTES_MAX:
        raise PlaceUnreadable(f"The usual stay lies between 1 and {STAY_MINUTES_MAX} minutes.")
    return minutes
