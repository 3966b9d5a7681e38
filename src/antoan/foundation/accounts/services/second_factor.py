"""Proves by a second factor alone that somebody stands here: at a device that is signed in as nobody."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.queries import actor_for


def actor_by_second_factor(*, login: str, code: str) -> Actor | None:
    """Return the account whose authenticator shows this code now, as one who acts; None otherwise. A code works once.

    The caller counts wrong codes: six digits alone would be guessed.
    """
    account = Account.objects.filter(login=login.strip().lower(), is_active=True).first()
    if account is None:
        return None
    held = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if held is None or not code.isdecimal() or not TOTP(held).validate_code(code):
        return None
    return actor_for(account)
