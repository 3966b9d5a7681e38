"""Units, and accounts' actors that hold rights on them."""

import tomllib
from pathlib import Path

import antoan.config
from antoan.domains.places.values import NewPlace, PlaceKind, PlaceView
from antoan.domains.units import services
from antoan.domains.units.values import NewUnit, UnitView
from antoan.foundation.accounts.actor import SYSTEM, Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind

_ROLES = tomllib.loads((Path(antoan.config.__file__).parent / "roles.toml").read_text())


def a_unit(name: str = "Công ty Bến Thành", ward_id: int | None = None) -> UnitView:
    """Return a unit."""
    return services.register_unit(actor=SYSTEM, unit=NewUnit(name=name, kind=PlaceKind.SHOP, ward_id=ward_id))


def a_place_of(unit: UnitView, name: str = "Cửa hàng 1", **facts) -> PlaceView:
    """Return a place of a unit."""
    place = NewPlace(name=name, kind=PlaceKind.SHOP, **facts)
    return services.add_place_to_unit(actor=SYSTEM, unit_id=unit.id, place=place)


def someone_as(role: str, kind: ScopeKind, scope_id: int | None = None, account_id: int = 7) -> Actor:
    """Return an actor with one of the roles of roles.toml within a scope."""
    grant = HeldGrant(role, frozenset(_ROLES[role]["permissions"]), kind, scope_id)
    return Actor(account_id=account_id, label=role, grants=(grant,))


def admin_of(unit: UnitView) -> Actor:
    """Return the administrator of a unit."""
    return someone_as("unit_admin", ScopeKind.UNIT, unit.id)
