"""Which areas an actor's grants reach, and rows in a ward narrowed to them."""

from django.db.models import Q

from antoan.domains.areas.queries import areas_within
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind


def within_reach(actor: Actor, permission: str, *, field: str = "ward") -> Q:
    """Return the condition on rows with a ward in `field`: those in areas over which the actor holds a permission.

    A right over the whole city also reaches what lies in no ward.
    """
    areas = areas_reached(actor, permission)
    return Q() if areas is None else Q((f"{field}__in", areas))


def areas_reached(actor: Actor, permission: str) -> frozenset[int] | None:
    """Return the areas over which an actor holds a permission, with all within them; None for the whole city."""
    grants = actor.grants_of(permission)
    if any(grant.scope_kind is ScopeKind.CITY for grant in grants):
        return None
    areas = (grant.scope_id for grant in grants if grant.scope_kind is ScopeKind.AREA)
    return frozenset[int]().union(*(areas_within(area_id) for area_id in areas if area_id is not None))
