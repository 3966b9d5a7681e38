"""The one who acts: an account with its grants in force, or the system itself."""

from dataclasses import dataclass, field
from datetime import datetime

from antoan.foundation.accounts.scopes import Scope, ScopeKind
from antoan.kit.errors import Forbidden


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A grant in force, with its role's permissions spelled out."""

    role: str
    permissions: frozenset[str]
    scope_kind: ScopeKind
    scope_id: int | None
    expires_at: datetime | None = None

    def reaches(self, scope: Scope, *, own_person_id: int | None) -> bool:
        """Tell whether an object in this scope lies within the grant."""
        match self.scope_kind:
            case ScopeKind.CITY:
                return True
            case ScopeKind.AREA:
                return self.scope_id in scope.areas
            case ScopeKind.UNIT:
                return scope.unit_id is not None and scope.unit_id == self.scope_id
            case ScopeKind.PLACE:
                return scope.place_id is not None and scope.place_id == self.scope_id
            case ScopeKind.SELF:
                return scope.person_id is not None and scope.person_id == own_person_id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from where. Services and queries take one; nothing is read without it."""

    account_id: int | None
    label: str
    person_id: int | None = None
    grants: tuple[HeldGrant, ...] = field(default=())
    is_system: bool = False
    address: str = ""

    def may(self, permission: str, scope: Scope) -> bool:
        """Tell whether the actor holds a permission for an object in this scope."""
        return self.is_system or any(
            permission in grant.permissions and grant.reaches(scope, own_person_id=self.person_id)
            for grant in self.grants
        )

    def grants_of(self, permission: str) -> tuple[HeldGrant, ...]:
        """Return the grants that hold a permission, for queries that narrow a list to their scopes."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)


# Deeds of the installation itself: migrations, generators, timed jobs. The trail names it as such.
SYSTEM = Actor(account_id=None, label="system", is_system=True)
STRANGER = Actor(account_id=None, label="stranger")


def require(actor: Actor, permission: str, scope: Scope) -> None:
    """Raise Forbidden unless the actor holds the permission for this scope."""
    if not actor.may(permission, scope):
        raise Forbidden(
            f"This needs the right {permission}, which you do not have here.", permission=permission
        )


def already_allowed(actor: Actor) -> Actor:
    """Return an actor whose right a service has just checked by its own rule, for the services it calls below.

    Whoever works at a session or a laboratory acts on people by their presence, not by a right over their ward.
    The trail and the records still name the account.
    """
    # A request's actor is found only when it is looked at, so it is no instance that could be replaced.
    return Actor(
        account_id=actor.account_id,
        label=actor.label,
        person_id=actor.person_id,
        grants=actor.grants,
        is_system=True,
        address=actor.address,
    )
