"""The published keys: with them anybody verifies our codes, offline too."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from antoan.domains.codes.keys import SigningRing

# Lesson L7: a revoked key reaches every gate that is online within a minute.
_FRESH_SECONDS = 60


@require_safe
@cache_control(public=True, max_age=_FRESH_SECONDS)
def antoan_keys(request: HttpRequest) -> JsonResponse:
    """Answer `/.well-known/antoan-keys.json`: a JWKS, signed as a whole by the root key."""
    response = JsonResponse(SigningRing.load(settings.DATA).published())
    response["Access-Control-Allow-Origin"] = "*"  # Public by nature: partners' pages verify too.
    return response
