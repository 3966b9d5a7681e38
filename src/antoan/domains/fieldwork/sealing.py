"""The key to which phones seal their forms: whoever finds the phone reads nothing of them."""

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from antoan.domains.fieldwork.errors import FormUnopened
from antoan.kit.sealing import KeyRing
from antoan.kit.sealing_to import open_sealed

PURPOSE: Final = "antoan-field"
_ORDER: Final = (
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # Of P-256 (FIPS 186-4, D.1.2.3)
)


def public_point() -> bytes:
    """Return the public key as phones take it: an uncompressed point."""
    key = _private(settings.FIELD_KEY_RING).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def opened(sealed: bytes) -> bytes:
    """Open a form; FormUnopened."""
    try:
        return open_sealed(_private(settings.FIELD_KEY_RING), sealed, purpose=PURPOSE)
    except (InvalidTag, ValueError):
        raise FormUnopened from None


@lru_cache(maxsize=1)
def _cached(blind_key: bytes) -> ec.EllipticCurvePrivateKey:
    ring = KeyRing(current=0, keys={}, blind_key=blind_key)
    number = int.from_bytes(ring.derive(PURPOSE, b"P-256"), "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def _private(ring: KeyRing) -> ec.EllipticCurvePrivateKey:
    """Return the private key, which follows from the installation's own: no further file to keep."""
    return _cached(ring.blind_key)
