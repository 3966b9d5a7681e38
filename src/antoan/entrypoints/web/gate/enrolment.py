"""Turns an enrolment ticket into a device's token."""

import json
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from antoan.domains.places.queries import gate_for, place_for
from antoan.domains.places.services import redeem_ticket
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.errors import BadInput

BODY_BYTES_MAX: Final = 4096


class RedemptionUnreadable(BadInput):
    """Send {"secret": "…", "device_name": "…"} as JSON."""

    code = "gate:redemption:unreadable"
    status = 400


@csrf_exempt  # No cookie gives any right here: the secret in the body does.
@require_POST
def redeem(request: HttpRequest) -> HttpResponse:
    """Answer with the token, once; whoever holds an unused ticket becomes a device of its gate."""
    secret, device_name = _read(request)
    device, token = redeem_ticket(secret=secret, device_name=device_name, at=clock.now())
    # The device has just proved itself; what it may know of its gate is the gate's name.
    gate = gate_for(SYSTEM, device.gate_id)
    place = place_for(SYSTEM, gate.place_id)
    response = JsonResponse(
        {
            "token": token,
            "device": {"id": device.id, "name": device.name},
            "gate": {"id": gate.id, "name": gate.name, "mode": gate.mode},
            "place": {
                "id": place.id,
                "name": place.name,
                "capacity": place.capacity,
                "kind": place.kind,
            },
        }
    )
    response["Cache-Control"] = "no-store"
    return response


def _read(request: HttpRequest) -> tuple[str, str]:
    if len(request.body) > BODY_BYTES_MAX:
        raise RedemptionUnreadable
    try:
        raw = json.loads(request.body)
        secret, name = raw["secret"], raw["device_name"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RedemptionUnreadable from None
    if not _is_text(secret) or not _is_text(name):
        raise RedemptionUnreadable
    return secret, name


def _is_text(value: object) -> bool:
    """Tell a text from other JSON; half a letter ("\\ud800") is none, and no database takes it."""
    return isinstance(value, str) and value.isprintable()
