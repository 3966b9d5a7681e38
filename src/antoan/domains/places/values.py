"""Kinds of places (domain.md §0.8, features row 97) with the stay people usually make there."""

from enum import StrEnum
from typing import Final


class PlaceKind(StrEnum):
    """What a place is."""

    OFFICE = "office"
    INDUSTRIAL_ZONE = "industrial_zone"
    FACTORY = "factory"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    APARTMENT_BUILDING = "apartment_building"
    SCHOOL = "school"
    STATION = "station"
    BUS = "bus"
    SHIP = "ship"
    PIER = "pier"
    MALL = "mall"
    SUPERMARKET = "supermarket"
    MARKET = "market"
    SHOP = "shop"
    RESTAURANT = "restaurant"
    CHECKPOINT = "checkpoint"


class GateMode(StrEnum):
    """What a gate does with a scan whose direction is `auto`."""

    IN = "in"
    OUT = "out"
    AUTO = "auto"


# Our own planning figures, not official ones: the stay assumed when nobody checks out. Minutes.
USUAL_STAY_MINUTES: Final[dict[PlaceKind, int]] = {
    PlaceKind.OFFICE: 540,
    PlaceKind.INDUSTRIAL_ZONE: 540,
    PlaceKind.FACTORY: 540,
    PlaceKind.HOSPITAL: 120,
    PlaceKind.CLINIC: 60,
    PlaceKind.APARTMENT_BUILDING: 720,
    PlaceKind.SCHOOL: 480,
    PlaceKind.STATION: 45,
    PlaceKind.BUS: 40,
    PlaceKind.SHIP: 120,
    PlaceKind.PIER: 30,
    PlaceKind.MALL: 90,
    PlaceKind.SUPERMARKET: 45,
    PlaceKind.MARKET: 40,
    PlaceKind.SHOP: 20,
    PlaceKind.RESTAURANT: 50,
    PlaceKind.CHECKPOINT: 5,
}
