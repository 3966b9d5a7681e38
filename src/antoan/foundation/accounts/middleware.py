"""Knows who acts in a request, and lets nobody work without the second factor their role asks for."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.addresses import client_address
from antoan.foundation.accounts.queries import actor_for, needs_second_factor
from antoan.foundation.accounts.sessions import was_begun_by_message

Handler = Callable[[HttpRequest], HttpResponse]

SECOND_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where one sets the second factor up, and where one leaves.
_OPEN_VIEWS: Final = {"account_login", "account_logout", "account_reauthenticate", "set_language"}
_SET_UP: Final = "mfa_"
_OF_PASSWORDS: Final = {"account_reauthenticate", "account_change_password"}


class ActorMiddleware:
    """Sets request.actor: made when first asked for, kept for this request only."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its actor."""

        def actor() -> Actor:
            return actor_for(
                request.user, address=client_address(request), by_message=was_begun_by_message(request)
            )

        request.actor = SimpleLazyObject(actor)  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends whoever lacks a required second factor to the page that sets it up, whatever they asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of the view when the second factor is missing."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if was_begun_by_message(request) and (name in _OF_PASSWORDS or name.startswith(_SET_UP)):
            raise Http404  # Whoever has no password has nothing here to change.
        if not request.user.is_authenticated or name in _OPEN_VIEWS or name.startswith(_SET_UP):
            return None
        if not lacks_second_factor(request):
            return None
        return _sent_to_set_up(request)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Tell whether the one signed in holds a role that needs a second factor, and has none."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return needs_second_factor(actor) and not is_mfa_enabled(request.user, SECOND_FACTORS)


def _sent_to_set_up(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(reverse("mfa_index"))
    if "json" not in request.headers.get("Accept", ""):
        return redirect("mfa_index")
    problem = {
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
        "code": "accounts:second_factor:missing",
        "detail": "Your role needs a second sign-in step: set it up first.",
    }
    return JsonResponse(problem, status=403, content_type="application/problem+json")
