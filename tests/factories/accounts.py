"""Accounts, grants and the codes of their second factor."""

import base64
import hashlib
import hmac
import struct
import time

from antoan.foundation.accounts import services
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind

PASSWORD = "mot cau dai de nho"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def an_account(login: str = "hoa", *, name: str = "Lê Thị Hoa", **fields) -> Account:
    return services.create_account(actor=SYSTEM, login=login, name=name, **fields)


def a_colleague(
    role: str,
    *,
    login: str = "",
    scope_kind: ScopeKind = ScopeKind.CITY,
    scope_id: int | None = None,
    **fields,
) -> Account:
    """Return an account with one role, that can sign in with PASSWORD and a code of SECRET."""
    fields = {"password": PASSWORD, "totp_secret": SECRET} | fields
    account = an_account(login or role, **fields)
    services.give_grant(
        actor=SYSTEM, account_id=account.pk, role=role, scope_kind=scope_kind, scope_id=scope_id
    )
    return account


def totp_code(secret: str = SECRET, *, at: float | None = None) -> str:
    """Return the code an authenticator app shows (RFC 6238, SHA-1, 30 seconds, 6 digits)."""
    counter = int(time.time() if at is None else at) // 30
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1)
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
