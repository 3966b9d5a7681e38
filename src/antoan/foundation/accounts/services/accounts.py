"""Opens and closes accounts."""

import base64
import binascii
import re
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.errors import (
    AccountMissing,
    LoginTaken,
    LoginUnusable,
    PasswordTooWeak,
    SecretUnusable,
)
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.permissions import MANAGE
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_decision

_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,149}")
_TOTP_SECRET_CHARACTERS_MIN: Final = 16  # 80 bits, the least RFC 4226 allows after rounding to base32.


@transaction.atomic
def create_account(
    *,
    actor: Actor,
    login: str,
    name: str,
    password: str | None = None,
    person_id: int | None = None,
    email: str = "",
    totp_secret: str | None = None,
) -> Account:
    """Open an account. Without a password nobody signs in with one; with `totp_secret` (base32) the second
    factor is set up already. Raises LoginUnusable, LoginTaken, PasswordTooWeak, SecretUnusable.
    """
    require(actor, MANAGE, CITY)
    account = Account(login=_usable_login(login), name=name.strip(), email=email, person_id=person_id)
    _take_password(account, password)
    _save_new(account)
    if totp_secret is not None:
        _set_up_totp(account, totp_secret)
    record_decision(
        actor,
        action="accounts:account:created",
        object_kind="account",
        object_id=account.pk,
        person_id=person_id,
        # The trail is never erased: a citizen's login may be a telephone number.
        detail={
            "login": account.login if person_id is None else "",
            "second_factor": totp_secret is not None,
        },
    )
    return account


@transaction.atomic
def close_account(*, actor: Actor, account_id: int, reason: str) -> None:
    """Close an account: its sessions end with their next request, and it cannot sign in. Twice is once."""
    require(actor, MANAGE, CITY)
    account = _load(account_id)
    if not account.is_active:
        return
    account.is_active = False
    account.save(update_fields=["is_active"])
    _record(actor, "accounts:account:closed", account, reason)


@transaction.atomic
def set_password(*, actor: Actor, account_id: int, password: str, reason: str) -> None:
    """Give an account a new password; its sessions end. Raises PasswordTooWeak."""
    require(actor, MANAGE, CITY)
    account = _load(account_id)
    _take_password(account, password)
    account.save(update_fields=["password"])
    _record(actor, "accounts:password:set", account, reason)


@transaction.atomic
def reset_second_factor(*, actor: Actor, account_id: int, reason: str) -> None:
    """Forget the second factor of someone who lost it; the next sign-in asks to set up a new one."""
    require(actor, MANAGE, CITY)
    account = _load(account_id)
    Authenticator.objects.filter(user=account).delete()
    _record(actor, "accounts:second_factor:reset", account, reason)


def _load(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise AccountMissing
    return account


def _usable_login(text: str) -> str:
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise LoginUnusable
    return login


def _take_password(account: Account, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise PasswordTooWeak(" ".join(error.messages)) from None
    account.set_password(password)


def _save_new(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        if "login" in str(error):
            raise LoginTaken from None
        raise


def _set_up_totp(account: Account, secret: str) -> None:
    try:
        base64.b32decode(secret)
    except (binascii.Error, ValueError):
        raise SecretUnusable from None
    if len(secret) < _TOTP_SECRET_CHARACTERS_MIN:
        raise SecretUnusable
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})


def _record(actor: Actor, action: str, account: Account, reason: str) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="account",
        object_id=account.pk,
        person_id=account.person_id,
        purpose=reason,
    )
