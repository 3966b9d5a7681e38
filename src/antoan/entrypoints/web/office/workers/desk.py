"""What the parts of this desk have in common."""

from django.http import HttpRequest

from antoan.domains.workers.permissions import CHECK, DECIDE, SET_QUOTA
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import Forbidden


def officer(request: HttpRequest, permission: str) -> Actor:
    """Return who acts; Forbidden for whoever holds this right nowhere."""
    actor = actor_of(request)
    if not actor.is_system and not actor.grants_of(permission):
        raise Forbidden(f"This needs the right {permission}.", permission=permission)
    return actor


def doors(actor: Actor) -> dict[str, bool]:
    """Return which parts of the desk are open to somebody, for the navigation."""
    return {
        "decides": bool(actor.grants_of(DECIDE)),
        "sets_quotas": bool(actor.grants_of(SET_QUOTA)),
        "checks": bool(actor.grants_of(CHECK)),
    }
