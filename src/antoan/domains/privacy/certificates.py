"""The certificate of an erasure: what went, what stays and why, signed with the installation's key. Pure but for the key.

It is a compact JWS (EdDSA, RFC 7515, 8037): anybody verifies it with /.well-known/antoan-keys.json.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.values import KeyStatus
from antoan.domains.privacy.law import kept_after_erasure
from antoan.domains.privacy.queries.holdings import Holdings
from antoan.foundation.audit.digests import canonical_json
from antoan.kit.signing import decode_base64url, encode_base64url, is_signed, sign

TYPE: Final = "antoan-erasure+jws"
RECORD_TYPE: Final = "antoan-consents+jws"


def certificate_document(
    *, number: str, asked_at: datetime, erased_at: datetime, before: Holdings, after: Holdings
) -> dict[str, Any]:
    """Return what a certificate says. No value of the person: counts, names of tables, days."""
    erased = {
        table: count - after.rows.get(table, 0)
        for table, count in sorted(before.rows.items())
        if count > after.rows.get(table, 0)
    }
    return {
        "format": "antoan-erasure-certificate",
        "version": 1,
        "number": number,
        "installation": settings.PUBLIC_URL,
        "asked_at": asked_at.isoformat(),
        "erased_at": erased_at.isoformat(),
        "ground": "own_request",
        "erased": erased,
        "erased_total": sum(erased.values()),
        "left": dict(sorted(after.rows.items())),
        "kept": [
            {"table": one.table, "vi": one.vi, "en": one.en, "basis": one.basis, "mark": one.mark}
            for one in kept_after_erasure()
        ],
    }


def signed(document: Mapping[str, Any], *, kind: str = TYPE) -> str:
    """Return a document as a compact JWS under the key in use."""
    number, key = SigningRing.load(settings.DATA).signing_key()
    header = {"alg": "EdDSA", "kid": str(number), "typ": kind}
    message = ".".join(encode_base64url(canonical_json(part).encode()) for part in (header, dict(document)))
    return f"{message}.{encode_base64url(sign(key, message.encode()))}"


def verified(text: str, *, kind: str = TYPE) -> dict[str, Any]:
    """Return the document of a JWS that this installation signed; ValueError otherwise."""
    parts = text.split(".")
    if len(parts) != 3:
        raise ValueError("not a compact JWS")
    header, body, signature = parts
    known = json.loads(decode_base64url(header))
    key = SigningRing.load(settings.DATA).public_keys().get(int(known["kid"]))
    if known.get("typ") != kind or key is None or key.status is KeyStatus.REVOKED:
        raise ValueError("signed for something else, or with a key nobody believes")
    if not is_signed(key.key, decode_base64url(signature), f"{header}.{body}".encode()):
        raise ValueError("the signature does not match")
    document: dict[str, Any] = json.loads(decode_base64url(body))
    return document
