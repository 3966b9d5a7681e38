"""One account for each role, with a password and a second factor that the demo tells."""

import base64
import secrets
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from django.contrib.auth import get_user_model
from django.db import transaction

from antoan.domains.passes.queries.storage import StoredPass
from antoan.entrypoints.cli.city.keepsake import DemoAccount, Keepsake
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.roles import Role, roles
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import create_account, give_grant

CITIZEN: Final = "citizen"
Scoped = tuple[ScopeKind, int | None]
_EVERYWHERE: Final[tuple[Scoped, ...]] = ((ScopeKind.CITY, None),)
_ONESELF: Final[tuple[Scoped, ...]] = ((ScopeKind.SELF, None),)
_PASSWORD_BYTES: Final = 12
_TOTP_BYTES: Final = 20


def ensure_accounts(kept: Keepsake, scopes: Mapping[str, tuple[Scoped, ...]], citizen: StoredPass) -> None:
    """Make the account of every role that has none; a role without a scope here gets the whole city.

    Passwords are written down before the accounts are made: a start that is cut off between both is
    finished by the next one.
    """
    known = {account.role for account in kept.accounts}
    kept.accounts += [_planned(role) for key, role in roles().items() if key not in known]
    kept.keep()
    for account in kept.accounts:
        if not _exists(account.login):
            _open(account, scopes.get(account.role, _EVERYWHERE), citizen)


def missing_accounts(kept: Keepsake) -> bool:
    """Tell whether some role has no account yet."""
    made = {account.role for account in kept.accounts if _exists(account.login)}
    return not roles().keys() <= made


def has_account(person_id: int) -> bool:
    """Tell whether a person can sign in already."""
    return get_user_model().objects.filter(person_id=person_id).exists()


@transaction.atomic
def _open(account: DemoAccount, scoped: tuple[Scoped, ...], citizen: StoredPass) -> None:
    is_citizen = account.role == CITIZEN
    opened = create_account(
        actor=SYSTEM,
        login=account.login,
        name=citizen.label if is_citizen else roles()[account.role].vi,
        password=account.password,
        person_id=citizen.person_id if is_citizen else None,
        totp_secret=account.totp_secret,
    )
    for kind, scope_id in _ONESELF if is_citizen else scoped:
        give_grant(
            actor=SYSTEM,
            account_id=opened.pk,
            role=account.role,
            scope_kind=kind,
            scope_id=scope_id,
            reason="demo",
        )


def _planned(role: Role) -> DemoAccount:
    usual = f"demo.{role.key}"
    login = next(name for name in _names(usual) if not _exists(name))
    return DemoAccount(
        role=role.key,
        login=login,
        password=secrets.token_urlsafe(_PASSWORD_BYTES),
        totp_secret=base64.b32encode(secrets.token_bytes(_TOTP_BYTES)).decode()
        if role.second_factor
        else None,
    )


def _names(usual: str) -> Iterator[str]:
    """Return the usual name, then the same with 2, 3 …"""
    yield usual
    yield from (f"{usual}{number}" for number in count(2))


def _exists(login: str) -> bool:
    return get_user_model().objects.filter(login=login).exists()
