"""Keeps sign-ins and changes of the second factor in the trail."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from antoan.foundation.accounts.addresses import client_address
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.audit.services import record_decision


def connect() -> None:
    """Listen from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail")
    authenticator_added.connect(_second_factor_added, dispatch_uid="trail")
    authenticator_removed.connect(_second_factor_removed, dispatch_uid="trail")


def _signed_in(request: HttpRequest | None, user: Account, **_: Any) -> None:
    _record("accounts:session:begun", request, user)


def _second_factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    _record("accounts:second_factor:added", request, user, authenticator)


def _second_factor_removed(
    request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    _record("accounts:second_factor:removed", request, user, authenticator)


def _record(
    action: str, request: HttpRequest | None, account: Account, authenticator: Authenticator | None = None
) -> None:
    record_decision(
        actor_for(account, address=client_address(request) if request else ""),
        action=action,
        object_kind="account",
        object_id=account.pk,
        detail={"kind": str(authenticator.type)} if authenticator else None,
    )
