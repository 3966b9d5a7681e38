"""Who works at this desk: whoever has a right over an area. A citizen's right over oneself opens none of its pages."""

from antoan.domains.areas.queries import wards_on
from antoan.domains.areas.reach import areas_reached
from antoan.domains.areas.values import AreaView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden

_AREAS = frozenset({ScopeKind.CITY, ScopeKind.AREA})


def require_in_area(actor: Actor, permission: str) -> None:
    """Let the actor go on when it holds a permission over some area; Forbidden."""
    if not any(grant.scope_kind in _AREAS for grant in actor.grants_of(permission)):
        raise Forbidden(f"This needs the right {permission} over an area.", permission=permission)


def wards_of(actor: Actor, permission: str) -> list[AreaView]:
    """Return the wards of today over which an actor holds a right: no form offers others."""
    areas = areas_reached(actor, permission)
    return [ward for ward in wards_on(clock.today()) if areas is None or ward.id in areas]


def only_ward(actor: Actor, permission: str) -> int | None:
    """Return the ward of an actor whose right covers just one: nobody has to choose it among all others."""
    wards = wards_of(actor, permission)
    return wards[0].id if len(wards) == 1 else None
