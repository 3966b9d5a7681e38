"""Asks where an area, a unit or a place lies. Those domains stand above; each registers its answer at start."""

from collections.abc import Callable

from antoan.foundation.accounts.scopes import CITY, Scope, ScopeKind

Locator = Callable[[int], Scope]

_locators: dict[ScopeKind, Locator] = {}


def register_locator(kind: ScopeKind, locator: Locator) -> None:
    """Have this function say in which scope the object of a grant lies.

    Its answer must hold for *everything* the object contains: a unit whose places lie in two districts
    lies in neither, or the right over the unit would reach out of the district of whoever gave it.
    """
    _locators[kind] = locator


def locate(kind: ScopeKind, scope_id: int | None, *, person_id: int | None = None) -> Scope:
    """Return the scope of what a grant covers; `person_id` is the one a `self` grant is about."""
    if kind is ScopeKind.SELF:
        return Scope(person_id=person_id)
    if kind is ScopeKind.CITY or scope_id is None:
        return CITY
    locator = _locators.get(kind)
    return locator(scope_id) if locator else _bare(kind, scope_id)


def _bare(kind: ScopeKind, scope_id: int) -> Scope:
    match kind:
        case ScopeKind.AREA:
            return Scope(areas=frozenset([scope_id]))
        case ScopeKind.UNIT:
            return Scope(unit_id=scope_id)
        case _:
            return Scope(place_id=scope_id)
