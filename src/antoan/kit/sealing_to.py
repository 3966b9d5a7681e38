"""Seals data so that only the holder of one private key can open it: P-256 ECDH, HKDF-SHA256, AES-256-GCM.

Every browser has these three (WebCrypto), with a private key that no script can read out.
"""

import os
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

POINT_BYTES: Final = 65  # An uncompressed point of P-256.
_NONCE_BYTES: Final = 12


def read_point(raw: bytes) -> ec.EllipticCurvePublicKey:
    """Return the public key of an uncompressed point; ValueError when it is none of the curve."""
    if len(raw) != POINT_BYTES:
        raise ValueError("a point of P-256 has 65 bytes")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def seal_to(point: bytes, data: bytes, *, purpose: str) -> bytes:
    """Seal data to a public key: 65 bytes of a one-time key, 12 of nonce, then ciphertext and tag."""
    receiver = read_point(point)
    once = ec.generate_private_key(ec.SECP256R1())
    head = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    nonce = os.urandom(_NONCE_BYTES)
    cipher = AESGCM(_key(once.exchange(ec.ECDH(), receiver), head, purpose))
    return head + nonce + cipher.encrypt(nonce, data, purpose.encode())


def open_sealed(private: ec.EllipticCurvePrivateKey, sealed: bytes, *, purpose: str) -> bytes:
    """Open what was sealed to this key for this purpose; raises InvalidTag or ValueError otherwise."""
    head, nonce = sealed[:POINT_BYTES], sealed[POINT_BYTES : POINT_BYTES + _NONCE_BYTES]
    shared = private.exchange(ec.ECDH(), read_point(head))
    cipher = AESGCM(_key(shared, head, purpose))
    return cipher.decrypt(nonce, sealed[POINT_BYTES + _NONCE_BYTES :], purpose.encode())


def _key(shared: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=purpose.encode()).derive(shared)
