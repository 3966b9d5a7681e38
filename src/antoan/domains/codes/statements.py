"""Things this installation says to its gates: a compact JWS (EdDSA) of one type, signed with the key that signs codes.

A statement of one type is never taken for another: the type is inside what is signed.
"""

import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes.values import KeyStatus, PublicKey
from antoan.kit import signing


class StatementRefused(ValueError):
    """The statement is damaged, of another type, or not signed by a key in trust."""


def sign_statement(kind: str, body: Mapping[str, Any], *, key_number: int, key: Ed25519PrivateKey) -> str:
    """Return a statement of a kind (``antoan-pack``, ``antoan-status``) as a compact JWS."""
    message = f"{_part({'alg': 'EdDSA', 'kid': str(key_number), 'typ': f'{kind}+jws'})}.{_part(body)}"
    return f"{message}.{signing.encode_base64url(signing.sign(key, message.encode()))}"


def read_statement(text: str, kind: str, keys: Mapping[int, PublicKey]) -> dict[str, Any]:
    """Return the body of a statement; StatementRefused unless it is of this kind and a key in trust signed it."""
    try:
        header_part, body_part, signature = text.split(".")
        header = json.loads(signing.decode_base64url(header_part))
        key = keys[int(header["kid"])]
        if header["typ"] != f"{kind}+jws" or key.status is KeyStatus.REVOKED:
            raise StatementRefused(f"not a statement of kind {kind} by a key in trust")
        message = f"{header_part}.{body_part}".encode()
        if not signing.is_signed(key.key, signing.decode_base64url(signature), message):
            raise StatementRefused("the signature is not this key's")
        body: dict[str, Any] = json.loads(signing.decode_base64url(body_part))
    except (ValueError, KeyError, TypeError) as fault:
        raise StatementRefused(str(fault)) from None
    return body


def _part(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return signing.encode_base64url(text.encode())
