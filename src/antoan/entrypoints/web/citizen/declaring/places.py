"""The place one declares for: the one whose posted code was scanned (``place``), or none."""

from django.http import HttpRequest
from django.urls import reverse

from antoan.domains.places.errors import PlaceCodeRefused
from antoan.domains.places.queries import place_behind
from antoan.domains.places.values import PlaceView
from antoan.kit import clock

TOKEN_CHARS_MAX = 400


def token_of(request: HttpRequest) -> str:
    """Return what the address says of a place."""
    return (request.POST.get("place") or request.GET.get("place") or "")[:TOKEN_CHARS_MAX]


def place_of(request: HttpRequest) -> PlaceView | None:
    """Return the place whose code is good; None without a code, and for one that is not."""
    token = token_of(request)
    if not token or "/" in token:
        return None
    try:
        return place_behind(request.build_absolute_uri(reverse("place", args=[token])), at=clock.now())
    except PlaceCodeRefused:
        return None
