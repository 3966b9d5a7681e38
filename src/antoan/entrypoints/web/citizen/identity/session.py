"""What the browser's session knows of a sign-in by phone: the check, and who was proven in it.

One account is one person. A session is signed in as one of them at a time; it may change only to somebody it has
proven itself, and signing out forgets them all.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from antoan.domains.identity.limits import PROVEN_PER_SESSION_MAX, SESSION_AGE
from antoan.domains.messaging.values import Language
from antoan.domains.people.queries.persons import person_view
from antoan.entrypoints.web.citizen.own_code import renew
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.sessions import mark_begun_by_message, proven_by_message_at

_KEY: Final = "phone"
_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


def check_of(request: HttpRequest) -> UUID | None:
    """Return the check this session asked for."""
    check = _held(request).get("check")
    return UUID(check) if check else None


def begin_check(request: HttpRequest, check_id: UUID, *, keep: bool, next_path: str) -> None:
    """Remember the check, whether the phone is one's own, and where to go afterwards."""
    request.session[_KEY] = _held(request) | {"check": str(check_id), "keep": keep, "next": next_path}


def next_path(request: HttpRequest) -> str:
    """Return where to go after signing in: one's code, unless another page of ours was asked for."""
    return str(_held(request).get("next") or reverse("my_code"))


def safe_next(request: HttpRequest) -> str:
    """Return the page of ours that a request asks to go on to; empty when there is none."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours and len(asked) <= 500 else ""


def proven_in(request: HttpRequest) -> list[int]:
    """Return who was proven in this session."""
    return list(_held(request).get("proven", []))


def sign_in(
    request: HttpRequest, account: Account, now: datetime, *, keep: bool | None = None, is_anew: bool = True
) -> None:
    """Begin a session for a proven person, and give them a code when none is in force.

    `is_anew`: the proof was given just now. Who only changes to another person proven earlier has not given it.
    """
    held, proven_at = _held(request), now.timestamp() if is_anew else proven_by_message_at(request)
    assert account.person_id is not None
    proven = [one for one in held.get("proven", []) if one != account.person_id] + [account.person_id]
    login(request, account, backend=_BACKEND)  # Another account's session is emptied by it.
    mark_begun_by_message(request, proven_at)
    is_own_phone = held.get("keep", False) if keep is None else keep
    request.session[_KEY] = held | {"proven": proven[-PROVEN_PER_SESSION_MAX:], "keep": is_own_phone}
    # 0: until the browser is closed.
    request.session.set_expiry(int(SESSION_AGE.total_seconds()) if is_own_phone else 0)
    UserSession.objects.create_from_request(request)
    renew(SYSTEM, person_view(account.person_id), now)


def reader_language() -> Language:
    """Return the language in which text messages are written for whoever reads this page."""
    return Language.ENGLISH if get_language() == "en" else Language.VIETNAMESE


def _held(request: HttpRequest) -> dict[str, Any]:
    held: dict[str, Any] = request.session.get(_KEY, {})
    return held
