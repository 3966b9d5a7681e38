"""Incoming messages: Kannel's post-url. The text is the body and the number a header, so that no log keeps either."""

import base64
import binascii
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from antoan.domains.messaging.doors import is_gateway
from antoan.domains.messaging.services import receive_sms
from antoan.domains.messaging.values import NewIncoming

BODY_BYTES_MAX: Final = 4_000  # Kannel joins the parts of a long text; the longest has ten.


@csrf_exempt
@never_cache
def incoming(request: HttpRequest) -> HttpResponse:
    """Keep one message that somebody sent us. Without the secret made at installation there is nothing here.

    The answer is empty: Kannel would send a text back as a message of its own.
    """
    if request.method != "POST" or not is_gateway(*_who(request.headers.get("Authorization", ""))):
        raise Http404
    receive_sms(
        NewIncoming(
            gateway="kannel",
            reference=request.GET.get("id", ""),
            number=request.headers.get("X-Kannel-From", ""),
            text=_text(request),
        )
    )
    return HttpResponse(content_type="text/plain")


def _who(authorization: str) -> tuple[str, str]:
    """Return name and password of basic authentication, empty when there are none."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return (user, password) if scheme.lower() == "basic" else ("", "")


def _text(request: HttpRequest) -> str:
    """Read the body in the letters it was sent in: UTF-16 for Vietnamese marks, else UTF-8."""
    letters = (request.content_params or {}).get("charset", "utf-8").strip('"').lower()
    body = request.body[:BODY_BYTES_MAX]
    return body.decode("utf-16-be" if letters == "utf-16be" else "utf-8", "replace")
