"""Tells the places domain which unit answers for a place."""

from collections.abc import Collection

from antoan.domains.units.models import UnitPlace
from antoan.domains.units.queries import unit_of_place


class UnitOwners:
    """Places' question to units (places.owners.Owners)."""

    def unit_of(self, place_id: int) -> int | None:
        """Return the unit that answers for a place."""
        return unit_of_place(place_id)

    def places_of(self, unit_ids: Collection[int]) -> Collection[int]:
        """Return the places some units answer for."""
        return list(UnitPlace.objects.filter(unit__in=unit_ids).values_list("place_id", flat=True))
