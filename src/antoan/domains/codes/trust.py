"""Keys that somebody hands us to trust: PEM texts of certificates or public keys."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from antoan.kit.errors import BadInput

AnyPublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

_BLOCK: Final = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
_KID_BYTES: Final = 8
# Uses of an EU signer's certificate: test, vaccination, recovery. Early certificates have a zero in the arc.
_USES: Final = {
    f"1.3.6.1.4.1.{arc}1847.2021.1.{number}": use
    for arc in ("", "0.")
    for number, use in ((1, "t"), (2, "v"), (3, "r"))
}


class TrustUnreadable(BadInput):
    """This is no certificate or public key in PEM form that codes can be verified with."""

    code = "codes:trust:unreadable"


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key, with what its certificate says of it. A bare key has no kid and no limits."""

    key: AnyPublicKey
    kid: bytes | None = None  # First eight bytes of the certificate's SHA-256.
    uses: frozenset[str] = frozenset()  # Of "v", "t", "r"; empty: any.
    not_before: datetime | None = None
    not_after: datetime | None = None


def read_pem(text: str) -> list[TrustedKey]:
    """Read every certificate and public key of a PEM text; TrustUnreadable when one cannot be read or there is none."""
    keys = [_read_block(found[1], found[0]) for found in _BLOCK.finditer(text)]
    if not keys:
        raise TrustUnreadable
    return keys


def ed25519_keys(keys: Iterable[TrustedKey]) -> list[Ed25519PublicKey]:
    """Return the keys among them that can have signed our own codes."""
    return [trusted.key for trusted in keys if isinstance(trusted.key, Ed25519PublicKey)]


def _read_block(label: str, block: str) -> TrustedKey:
    try:
        if label == "CERTIFICATE":
            return _of_certificate(x509.load_pem_x509_certificate(block.encode()))
        return TrustedKey(_supported(serialization.load_pem_public_key(block.encode())))
    except ValueError as error:
        raise TrustUnreadable(f"This PEM block ({label.lower()}) cannot be read: {error}.") from None


def _of_certificate(certificate: x509.Certificate) -> TrustedKey:
    der = certificate.public_bytes(serialization.Encoding.DER)
    return TrustedKey(
        key=_supported(certificate.public_key()),
        kid=sha256(der).digest()[:_KID_BYTES],
        uses=_uses(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def _uses(certificate: x509.Certificate) -> frozenset[str]:
    try:
        listed = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        # Some real signers' extensions break ASN.1 rules; such a certificate limits nothing.
        return frozenset()
    return frozenset(_USES[oid.dotted_string] for oid in listed if oid.dotted_string in _USES)


def _supported(key: object) -> AnyPublicKey:
    if not isinstance(key, AnyPublicKey):
        raise ValueError("only Ed25519, EC and RSA keys verify codes")
    return key
