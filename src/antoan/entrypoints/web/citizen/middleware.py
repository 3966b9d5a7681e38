"""Sends citizens who are not signed in to the sign-in by phone; the others go to that of staff."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

_PART: Final = __name__.rpartition(".")[0] + "."


class SignInByPhone:
    """Turns the way to sign in of every page of the citizen's part, by where its view stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code == 302 and match and match.func.__module__.startswith(_PART):
            _turn(response)
        return response


def _turn(response: HttpResponse) -> None:
    of_staff = reverse("account_login")
    to, query, rest = response["Location"].partition("?")
    if to == of_staff:
        response["Location"] = reverse("phone") + query + rest
