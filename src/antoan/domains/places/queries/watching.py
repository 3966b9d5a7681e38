"""Reads of many places at once, for services that watch over the whole city."""

from collections.abc import Collection
from datetime import date

from antoan.domains.places.models import Device, Place, PlaceCode, Spot
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.values import PlaceView
from antoan.kit.clock import local_date


def open_places_after(place_id: int, limit: int) -> list[tuple[PlaceView, date]]:
    """Return the next open places that lie in a ward, by id, each with the day since which it is known."""
    rows = Place.objects.filter(pk__gt=place_id, closed_at__isnull=True, ward__isnull=False)
    return [(view_of(row), local_date(row.created_at)) for row in rows.order_by("pk")[:limit]]


def spots_of_places(place_ids: Collection[int]) -> dict[int, int]:
    """Return the spots of some places, each with its place."""
    return dict(Spot.objects.filter(place__in=place_ids).values_list("pk", "place_id"))


def posted_places(place_ids: Collection[int]) -> set[int]:
    """Return those of some places that have a code in force to post."""
    rows = PlaceCode.objects.filter(place__in=place_ids, retired_at__isnull=True)
    return set(rows.values_list("place_id", flat=True))


def devices_at_places(place_ids: Collection[int]) -> set[int]:
    """Return those of some places where a device scans."""
    rows = Device.objects.filter(
        gate__spot__place__in=place_ids, gate__closed_at__isnull=True, revoked_at__isnull=True
    )
    return set(rows.values_list("gate__spot__place_id", flat=True))
