"""Decides who may give which role where. Pure: grants in, refusal out."""

from datetime import datetime

from antoan.foundation.accounts.actor import Actor, HeldGrant
from antoan.foundation.accounts.errors import GrantTooWide
from antoan.foundation.accounts.permissions import GIVE_GRANT
from antoan.foundation.accounts.scopes import Scope, ScopeKind


def refuse_wider_than_own(
    actor: Actor, permissions: frozenset[str], scope: Scope, *, expires_at: datetime | None
) -> None:
    """Raise GrantTooWide unless the actor holds all that is given, as far and as long.

    Whoever may give grants in the whole city appoints people for work they may not do themselves; for
    everyone else each permission given must be their own, here, until the given grant ends.
    """
    if actor.is_system:
        return
    giving = _reaching(actor, GIVE_GRANT, scope, expires_at)
    if not giving:
        raise GrantTooWide("This grant would last longer, or reach further, than your own right to give it.")
    if any(grant.scope_kind is ScopeKind.CITY for grant in giving):
        return
    lacking = sorted(name for name in permissions if not _reaching(actor, name, scope, expires_at))
    if lacking:
        raise GrantTooWide(f"Nobody gives a right wider than their own; you lack here: {', '.join(lacking)}.")


def _reaching(actor: Actor, permission: str, scope: Scope, until: datetime | None) -> list[HeldGrant]:
    return [
        grant
        for grant in actor.grants_of(permission)
        if grant.reaches(scope, own_person_id=actor.person_id) and _outlasts(grant, until)
    ]


def _outlasts(grant: HeldGrant, until: datetime | None) -> bool:
    return grant.expires_at is None or (until is not None and until <= grant.expires_at)
