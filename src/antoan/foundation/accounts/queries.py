"""Reads of accounts: who someone is and what they may do at this moment."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from antoan.foundation.accounts.actor import STRANGER, Actor, HeldGrant
from antoan.foundation.accounts.models import Account, Grant
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock


def actor_for(
    account: Account | AnonymousUser | None, *, address: str = "", at: datetime | None = None
) -> Actor:
    """Return an account as one who acts, with the grants in force at a moment (now).

    Somebody not signed in, or whose account is closed, is a stranger. Nothing is remembered between
    calls: a grant that ended a second ago is gone.
    """
    if not isinstance(account, Account) or not account.is_active:
        return Actor(account_id=None, label=STRANGER.label, address=address)
    return Actor(
        account_id=account.pk,
        # The trail is never erased, so it knows a citizen by number.
        label=f"person {account.person_id}" if account.person_id else account.name or account.login,
        person_id=account.person_id,
        grants=tuple(_held(grant) for grant in grants_in_force(account.pk, at or clock.now())),
        address=address,
    )


def grants_in_force(account_id: int, at: datetime) -> list[Grant]:
    """Return an account's grants that hold at a moment and whose role still exists."""
    holds = Q(valid_from__lte=at) & (Q(expires_at__isnull=True) | Q(expires_at__gt=at))
    grants = Grant.objects.filter(holds, account_id=account_id).order_by("id")
    known = roles()
    return [grant for grant in grants if grant.role in known]


def needs_second_factor(actor: Actor) -> bool:
    """Tell whether any role the actor holds asks for a second factor at sign-in."""
    known = roles()
    return any(known[grant.role].second_factor for grant in actor.grants)


def _held(grant: Grant) -> HeldGrant:
    return HeldGrant(
        role=grant.role,
        permissions=roles()[grant.role].permissions,
        scope_kind=ScopeKind(grant.scope_kind),
        scope_id=grant.scope_id,
        expires_at=grant.expires_at,
    )
