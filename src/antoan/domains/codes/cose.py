"""COSE_Sign1 (RFC 9052) with the three algorithms health certificates use: ES256, PS256, EdDSA."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from antoan.domains.codes.trust import AnyPublicKey

_ALG: Final = 1
_KID: Final = 4
_ES256, _PS256, _EDDSA = -7, -37, -8
_TAGS: Final = (61, 18)  # CWT, COSE_Sign1: either, both or none stands around the message.
_DEPTH_MAX: Final = 16
_ES256_BYTES: Final = 64


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """One signed message, taken apart but not yet believed."""

    algorithm: int
    kid: bytes
    payload: bytes
    signature: bytes
    protected: bytes

    def is_signed_by(self, key: AnyPublicKey) -> bool:
        """Tell whether this key, with the algorithm the message names, signed exactly this."""
        signed = cbor2.dumps(["Signature1", self.protected, b"", self.payload])
        try:
            self._verify(key, signed)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _verify(self, key: AnyPublicKey, signed: bytes) -> None:
        match self.algorithm, key:
            case -7, EllipticCurvePublicKey() if len(self.signature) == _ES256_BYTES:
                r, s = (int.from_bytes(half, "big") for half in (self.signature[:32], self.signature[32:]))
                key.verify(encode_dss_signature(r, s), signed, ECDSA(hashes.SHA256()))
            case -37, RSAPublicKey():
                pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=hashes.SHA256.digest_size)
                key.verify(self.signature, signed, pss, hashes.SHA256())
            case -8, Ed25519PublicKey():
                key.verify(self.signature, signed)
            case _:
                raise InvalidSignature


def read_cbor(data: bytes) -> Any:
    """Read one CBOR item of bounded depth; ValueError when it is none."""
    try:
        return cbor2.loads(data, max_depth=_DEPTH_MAX)
    except Exception as error:
        # cbor2 raises many kinds on hostile input (ValueError, OverflowError, TypeError, RecursionError …).
        raise ValueError(f"not CBOR: {type(error).__name__}") from None


def read_sign1(data: bytes) -> SignedMessage:
    """Take a COSE_Sign1 message apart; ValueError when it is none."""
    message = read_cbor(data)
    for _ in _TAGS:
        if isinstance(message, cbor2.CBORTag) and message.tag in _TAGS:
            message = message.value
    if not isinstance(message, (list, tuple)) or len(message) != 4:
        raise ValueError("not a COSE_Sign1 message")
    protected, unprotected, payload, signature = message
    if not all(isinstance(part, bytes) for part in (protected, payload, signature)):
        raise ValueError("not a COSE_Sign1 message")
    header = read_cbor(protected) if protected else {}
    if not isinstance(header, Mapping) or not isinstance(unprotected, Mapping):
        raise ValueError("the COSE headers are no maps")
    algorithm, kid = (header.get(label, unprotected.get(label)) for label in (_ALG, _KID))
    if algorithm not in (_ES256, _PS256, _EDDSA):
        raise ValueError("the signature algorithm is none of ES256, PS256, EdDSA")
    return SignedMessage(algorithm, kid if isinstance(kid, bytes) else b"", payload, signature, protected)
