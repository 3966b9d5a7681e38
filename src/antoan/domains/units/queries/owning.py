"""Who answers for many places at once, for services."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from antoan.domains.units.models import UnitPlace
from antoan.domains.units.queries.units import view_of
from antoan.domains.units.values import UnitView


def owners_of_places(place_ids: Collection[int]) -> dict[int, UnitView]:
    """Return the open unit that answers for each of some places; a place without one is left out."""
    rows = UnitPlace.objects.filter(place__in=place_ids, unit__closed_at__isnull=True).select_related("unit")
    return {row.place_id: view_of(row.unit) for row in rows}


def places_of_units(unit_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the open places of some units."""
    rows = UnitPlace.objects.filter(unit__in=unit_ids, place__closed_at__isnull=True).order_by("place_id")
    found: dict[int, list[int]] = {}
    for unit_id, place_id in rows.values_list("unit_id", "place_id"):
        found.setdefault(unit_id, []).append(place_id)
    return found


def open_places(condition: Q) -> "QuerySet[UnitPlace]":
    """Return the open places of open units that meet a condition, with both, for lists of other domains."""
    rows = UnitPlace.objects.select_related("place__ward", "unit").filter(condition)
    return rows.filter(place__closed_at__isnull=True, unit__closed_at__isnull=True)
