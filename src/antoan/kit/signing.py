"""Ed25519 and canonical base64url, the two pieces every signed text is made of."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def encode_base64url(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """Read base64url without padding; ValueError unless the spelling is the canonical one.

    The last character of a base64 text may hold unused bits: two spellings of one value would let a
    changed text keep a valid signature, so anything that does not encode back to itself is refused.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64url") from None
    if encode_base64url(data) != text:
        raise ValueError("not the canonical base64url spelling")
    return data


def sign(key: Ed25519PrivateKey, message: bytes) -> bytes:
    """Return the 64-byte signature of a message."""
    return key.sign(message)


def is_signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature is this key's for this message."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
