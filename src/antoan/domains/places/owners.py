"""Asks who answers for a place. Units are a domain above; they register themselves here when they start."""

from collections.abc import Collection
from typing import Protocol


class Owners(Protocol):
    """Knows which unit answers for which place."""

    def unit_of(self, place_id: int) -> int | None:
        """Return the unit that answers for a place."""

    def places_of(self, unit_ids: Collection[int]) -> Collection[int]:
        """Return the places some units answer for."""


class NoOwners:
    """Nobody answers for any place: what holds until units register."""

    def unit_of(self, place_id: int) -> int | None:
        """Return nobody."""
        return None

    def places_of(self, unit_ids: Collection[int]) -> Collection[int]:
        """Return no place."""
        return ()


_owners: list[Owners] = [NoOwners()]


def register_owners(owners: Owners) -> None:
    """Have these owners asked from now on."""
    _owners[0] = owners


def owners() -> Owners:
    """Return whom to ask."""
    return _owners[0]
