"""Gives and ends grants."""

from datetime import datetime

from django.db import transaction

from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.errors import AccountMissing, GrantMissing, GrantToOneself, GrantUnusable
from antoan.foundation.accounts.locating import locate
from antoan.foundation.accounts.models import Account, Grant
from antoan.foundation.accounts.permissions import GIVE_GRANT
from antoan.foundation.accounts.roles import role as role_named
from antoan.foundation.accounts.rules import refuse_wider_than_own
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

_WITHOUT_OBJECT = (ScopeKind.CITY, ScopeKind.SELF)


@transaction.atomic
def give_grant(
    *,
    actor: Actor,
    account_id: int,
    role: str,
    scope_kind: ScopeKind,
    scope_id: int | None = None,
    valid_from: datetime | None = None,
    expires_at: datetime | None = None,
    reason: str = "",
) -> Grant:
    """Give an account a role within one scope, from `valid_from` (now) until `expires_at` (no end).

    Raises Forbidden, GrantTooWide, GrantToOneself, UnknownRole, GrantUnusable, AccountMissing.
    """
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise AccountMissing
    scope = locate(scope_kind, scope_id, person_id=account.person_id)
    require(actor, GIVE_GRANT, scope)
    if actor.account_id == account.pk:
        raise GrantToOneself
    given = role_named(role)
    begins = valid_from or clock.now()
    _refuse_contradictions(scope_kind, scope_id, begins, expires_at, account)
    refuse_wider_than_own(actor, given.permissions, scope, expires_at=expires_at)
    grant = Grant.objects.create(
        account=account,
        role=given.key,
        scope_kind=scope_kind,
        scope_id=scope_id,
        valid_from=begins,
        expires_at=expires_at,
        granted_by_id=actor.account_id,
        reason=reason,
    )
    _record(actor, "accounts:grant:given", grant, reason)
    return grant


@transaction.atomic
def end_grant(*, actor: Actor, grant_id: int, reason: str = "", at: datetime | None = None) -> None:
    """End a grant at a moment (now). One that has not begun is never in force; ending twice is ending once."""
    grant = (
        Grant.objects.select_for_update(of=("self",)).select_related("account").filter(pk=grant_id).first()
    )
    if grant is None:
        raise GrantMissing
    scope = locate(ScopeKind(grant.scope_kind), grant.scope_id, person_id=grant.account.person_id)
    require(actor, GIVE_GRANT, scope)
    end = max(at or clock.now(), grant.valid_from)
    if grant.expires_at is not None and grant.expires_at <= end:
        return
    grant.expires_at = end
    grant.save(update_fields=["expires_at", "updated_at"])
    _record(actor, "accounts:grant:ended", grant, reason)


def _refuse_contradictions(
    kind: ScopeKind, scope_id: int | None, begins: datetime, ends: datetime | None, account: Account
) -> None:
    if (kind in _WITHOUT_OBJECT) != (scope_id is None):
        raise GrantUnusable(
            f"A grant for {kind} {'names no' if kind in _WITHOUT_OBJECT else 'names an'} object."
        )
    if ends is not None and ends <= begins:
        raise GrantUnusable("A grant ends after it begins: choose a later end.")
    if kind is ScopeKind.SELF and account.person_id is None:
        raise GrantUnusable("A grant for oneself needs an account that is bound to a person.")


def _record(actor: Actor, action: str, grant: Grant, reason: str) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="grant",
        object_id=grant.pk,
        person_id=grant.account.person_id,
        purpose=reason,
        detail={
            "account": grant.account_id,
            "role": grant.role,
            "scope_kind": str(grant.scope_kind),
            "scope_id": grant.scope_id,
            "valid_from": grant.valid_from.isoformat(),
            "expires_at": grant.expires_at and grant.expires_at.isoformat(),
        },
    )
