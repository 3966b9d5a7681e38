"""Whose decision a unit's list is: the district of 2021, the ward since districts ended, the city for units without one."""

from datetime import date

from antoan.domains.areas.queries import area, areas_on, successor_of
from antoan.domains.areas.reach import areas_reached
from antoan.domains.areas.values import AreaLevel, AreaView
from antoan.foundation.accounts.actor import Actor


def body_of(ward_id: int | None, on: date) -> AreaView | None:
    """Return the area whose body decides on a day; None is the city.

    A ward that has a district answers to it (domain.md §0.4). A ward of 2021 after 1 July 2025 is what it became.
    """
    if ward_id is None:
        return None
    ward = _as_of(area(ward_id), on)
    if ward.parent_id is not None:
        above = area(ward.parent_id)
        if above.level is AreaLevel.DISTRICT:
            return above
    return ward


def is_body(area_id: int, on: date) -> bool:
    """Tell whether the body of an area decides about lists on a day: a ward under a district does not."""
    return any(one.id == area_id for one in _bodies(on))


def bodies_of(actor: Actor, permission: str, on: date) -> list[AreaView]:
    """Return the areas in whose name an actor may act on a day, the widest first."""
    found = _bodies(on)
    reach = areas_reached(actor, permission)
    return [one for one in found if reach is None or one.id in reach]


def _bodies(on: date) -> list[AreaView]:
    existing = areas_on(on)
    districts = {one.id for one in existing if one.level is AreaLevel.DISTRICT}
    return [one for one in existing if one.level is not AreaLevel.WARD or one.parent_id not in districts]


def _as_of(ward: AreaView, on: date) -> AreaView:
    while ward.valid_until is not None and ward.valid_until <= on:
        later = successor_of(ward.id)
        if later is None:
            return ward
        ward = later
    return ward
