"""Asks who is signed in to prove it once more, before something grave."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    raise_if_reauthentication_required,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from antoan.foundation.accounts.sessions import proven_by_message_at, was_begun_by_message
from antoan.kit import clock

View = Callable[..., HttpResponse]


def proven_anew(view: View) -> View:
    """Let a view answer only who proved it within ACCOUNT_REAUTHENTICATION_TIMEOUT; stands under login_required.

    An account with a password or a second factor is asked for it. Who came with a code sent to a telephone signs
    in with a new one.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if get_reauthentication_flows(request.user) and not was_begun_by_message(request):
            raise_if_reauthentication_required(request, app="")
        elif not _signed_in_just_now(request):
            return render(request, "account/sign_in_again.html", status=403)
        return view(request, *args, **kwargs)

    return wrapper


def _signed_in_just_now(request: HttpRequest) -> bool:
    proven_ago = clock.now().timestamp() - proven_by_message_at(request)
    return bool(proven_ago < app_settings.REAUTHENTICATION_TIMEOUT)
