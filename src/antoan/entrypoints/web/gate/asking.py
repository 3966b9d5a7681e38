"""Reads what a gate's device asks beside its scans: who it is by its token, and a small JSON object."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from antoan.domains.gates.errors import DeviceUnknown
from antoan.domains.places.queries import DeviceAtGate, device_with_token
from antoan.kit.errors import BadInput

BODY_BYTES_MAX: Final = 16_384
_BEARER: Final = "bearer "

Answering = Callable[[DeviceAtGate, Mapping[str, Any]], dict[str, Any]]


class RequestUnreadable(BadInput):
    """Send one JSON object with the fields this address names."""

    code = "gate:request:unreadable"
    status = 400


def for_devices(answer: Answering) -> Callable[[HttpRequest], HttpResponse]:
    """Make a view of a function of the device and what it sent. Answers are nobody's to keep."""

    @csrf_exempt  # No cookie gives any right here: the token in the header does.
    @require_POST
    @wraps(answer)
    def view(request: HttpRequest) -> HttpResponse:
        header = request.headers.get("Authorization", "")
        token = header[len(_BEARER) :].strip() if header[: len(_BEARER)].lower() == _BEARER else ""
        at = device_with_token(token)
        if at is None:
            raise DeviceUnknown
        response = JsonResponse(answer(at, _object(request)))
        response["Cache-Control"] = "no-store"
        return response

    return view


def whole(sent: Mapping[str, Any], name: str, *, high: int) -> int:
    """Return a whole number from 0 to a bound; 0 when it is not there."""
    value = sent.get(name, 0)
    if type(value) is not int or not 0 <= value <= high:
        raise RequestUnreadable
    return value


def text(sent: Mapping[str, Any], name: str, *, letters_max: int) -> str:
    """Return a text within its bound; empty when it is not there."""
    value = sent.get(name, "")
    if not isinstance(value, str) or len(value) > letters_max or not value.isprintable():
        raise RequestUnreadable
    return value


def _object(request: HttpRequest) -> Mapping[str, Any]:
    if len(request.body) > BODY_BYTES_MAX:
        raise RequestUnreadable
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise RequestUnreadable from None
    if not isinstance(sent, dict):
        raise RequestUnreadable
    return sent
