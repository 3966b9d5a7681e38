"""The addresses at which gateways reach us. Each report's address holds a proof that only we could have made it."""

import hashlib
import hmac
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.conf import settings

from antoan.kit.signing import encode_base64url

_PROOF_BYTES: Final = 16
GATEWAY_USER: Final = "gateway"  # Of the incoming door's basic authentication; the secret is the password.


def report_url(ref: UUID) -> str:
    """Return the address for reports of one message, with Kannel's own marks for what happened."""
    return f"{settings.SMS_CALLBACK_URL}/sms/reports/{ref}/{proof_of(ref)}?kind=%d&said=%A"


def incoming_url() -> str:
    """Return the address for incoming messages, secret included, with Kannel's mark for its name of each."""
    scheme, _, rest = settings.SMS_CALLBACK_URL.partition("://")
    return f"{scheme}://{GATEWAY_USER}:{quote(settings.SMS_SECRET)}@{rest}/sms/incoming?id=%I"


def proof_of(ref: UUID) -> str:
    """Return what makes a report's address unguessable."""
    mac = hmac.digest(settings.SMS_SECRET.encode(), b"report\0" + ref.bytes, hashlib.sha256)
    return encode_base64url(mac[:_PROOF_BYTES])


def is_proof(ref: UUID, proof: str) -> bool:
    """Tell whether a report's address is one of ours."""
    return hmac.compare_digest(proof.encode(), proof_of(ref).encode())


def is_gateway(user: str, password: str) -> bool:
    """Tell whether whoever knocks at the incoming door knows the secret made at installation."""
    return hmac.compare_digest(user.encode(), GATEWAY_USER.encode()) & hmac.compare_digest(
        password.encode(), settings.SMS_SECRET.encode()
    )
