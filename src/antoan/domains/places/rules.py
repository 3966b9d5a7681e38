"""Checks what people write about places."""

from typing import Final

from antoan.domains.places.errors import PlaceUnreadable
from antoan.domains.places.values import NewPlace
from antoan.kit.text import squeeze

PLACE_NAME_MAX: Final = 150
PART_NAME_MAX: Final = 80  # Of spots, gates and devices.
ADDRESS_MAX: Final = 200
CAPACITY_MAX: Final = 1_000_000
STAY_MINUTES_MAX: Final = 1440


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
    return faults


def readable_stay(minutes: int) -> int:
    """Return a usual stay; PlaceUnreadable unless it lies within a day."""
    if not 1 <= minutes <= STAY_MINUTES_MAX:
        raise PlaceUnreadable(f"The usual stay lies between 1 and {STAY_MINUTES_MAX} minutes.")
    return minutes
