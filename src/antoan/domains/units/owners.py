"""Tells the places domain which unit answers for a place."""

from collections.abc import Collection

from antoan.domains.units.models import UnitPlace


class UnitOwners:
    """Places' question to units (places.owners.Owners)."""

    def unit_of(self, place_id: int) -> int | None:
        """Return the unit that answers for a place."""
        return UnitPlace.objects.filter(place=place_id).values_list("unit_id", flat=True).first()

    def places_of(self, unit_ids: Collection[int]) -> Collection[int]:
        """Return the places some units answer for."""
        return list(UnitPlace.objects.filter(unit__in=unit_ids).values_list("place_id", flat=True))
