"""Reads of accounts: who someone is and what they may do at this moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from antoan.foundation.accounts.actor import STRANGER, Actor, HeldGrant
from antoan.foundation.accounts.models import Account, Grant
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock


@dataclass(frozen=True, slots=True)
class Office:
    """As what somebody was appointed: the role, and where."""

    role: str
    scope_kind: ScopeKind
    scope_id: int | None


def actor_for(
    account: Account | AnonymousUser | None,
    *,
    address: str = "",
    at: datetime | None = None,
    by_message: bool = False,
) -> Actor:
    """Return an account as one who acts, with the grants in force at a moment (now).

    Somebody not signed in, or whose account is closed, is a stranger. Whoever signed in by a text message
    has only the grants whose role needs no second factor. Nothing is remembered between calls: a grant that
    ended a second ago is gone.
    """
    if not isinstance(account, Account) or not account.is_active:
        return Actor(account_id=None, label=STRANGER.label, address=address)
    return Actor(
        account_id=account.pk,
        # The trail is never erased, so it knows a citizen by number.
        label=f"person {account.person_id}" if account.person_id else account.name or account.login,
        person_id=account.person_id,
        grants=tuple(
            _held(grant)
            for grant in grants_in_force(account.pk, at or clock.now())
            if not (by_message and roles()[grant.role].second_factor)
        ),
        address=address,
    )


def grants_in_force(account_id: int, at: datetime) -> list[Grant]:
    """Return an account's grants that hold at a moment and whose role still exists."""
    holds = Q(valid_from__lte=at) & (Q(expires_at__isnull=True) | Q(expires_at__gt=at))
    grants = Grant.objects.filter(holds, account_id=account_id).order_by("id")
    known = roles()
    return [grant for grant in grants if grant.role in known]


def grants_over(kind: ScopeKind, scope_ids: Sequence[int], at: datetime) -> list[Grant]:
    """Return the grants over some objects that hold at a moment, with their open accounts; the caller has checked."""
    holds = Q(valid_from__lte=at) & (Q(expires_at__isnull=True) | Q(expires_at__gt=at))
    grants = Grant.objects.filter(holds, scope_kind=kind, scope_id__in=scope_ids, account__is_active=True)
    known = roles()
    return [grant for grant in grants.select_related("account").order_by("id") if grant.role in known]


def offices_of(
    when: Iterable[tuple[int | None, datetime]],
) -> dict[tuple[int | None, datetime], Office]:
    """Return as what accounts were appointed at moments, so that a trail tells offices and no names.

    An account without a grant at that moment is told by the grant it had nearest before, else left out.
    """
    wanted = list(when)
    grants = Grant.objects.filter(account_id__in={account for account, _ in wanted if account is not None})
    by_account: dict[int | None, list[Grant]] = {}
    for grant in grants.order_by("valid_from", "id"):
        by_account.setdefault(grant.account_id, []).append(grant)
    found = ((key, _office_at(by_account.get(key[0], []), key[1])) for key in wanted)
    return {key: office for key, office in found if office is not None}


def _office_at(grants: list[Grant], at: datetime) -> Office | None:
    begun = [grant for grant in grants if grant.valid_from <= at] or grants
    held = [grant for grant in begun if grant.expires_at is None or grant.expires_at > at] or begun
    if not held:
        return None
    newest = held[-1]
    return Office(newest.role, ScopeKind(newest.scope_kind), newest.scope_id)


def account_id_of(person_id: int) -> int | None:
    """Return the account a person signs in with; None when there is none."""
    return Account.objects.filter(person_id=person_id).values_list("pk", flat=True).first()


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
