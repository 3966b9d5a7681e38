"""Health certificates and their signers for tests."""

import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import base45
import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

ISSUED = datetime(2026, 11, 1, tzinfo=UTC)
EXPIRES = datetime(2027, 11, 1, tzinfo=UTC)
NAME = {"fn": "Nguyễn", "gn": "Văn An", "fnt": "NGUYEN", "gnt": "VAN<AN"}
COMMON = {"tg": "840539006", "co": "VN", "is": "Bộ Y tế", "ci": "URN:UVCI:01:VN:AB12"}
VACCINATION = COMMON | {
    "vp": "1119349007",
    "mp": "EU/1/20/1528",
    "ma": "ORG-100030215",
    "dn": 2,
    "sd": 2,
    "dt": "2026-10-01",
}
TEST = COMMON | {"tt": "LP6464-4", "nm": "x", "sc": 1790000000000, "tr": "260415000", "tc": "Trạm y tế"}
RECOVERY = COMMON | {"fr": "2026-09-01", "df": "2026-09-12", "du": "2027-03-01"}

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | Ed25519PrivateKey


def a_signer(
    key: PrivateKey | None = None, *, uses: tuple[str, ...] = (), begins: datetime = ISSUED
) -> tuple[PrivateKey, str]:
    """Return a private key and the PEM of its certificate; `uses` are dotted OIDs."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Signer")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=730))
    )
    if uses:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([x509.ObjectIdentifier(use) for use in uses]), critical=False
        )
    algorithm = None if isinstance(key, Ed25519PrivateKey) else hashes.SHA256()
    return key, builder.sign(key, algorithm).public_bytes(serialization.Encoding.PEM).decode()


def kid_of(pem: str) -> bytes:
    """Return the first eight bytes of the certificate's SHA-256."""
    return x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256())[:8]


def a_content(group: str = "v", entry: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Return the health certificate itself, before it is wrapped."""
    entries = {"v": VACCINATION, "t": TEST, "r": RECOVERY}
    return {"ver": "1.3.0", "nam": NAME, "dob": "1990-02-28", group: [entry or entries[group]], **changes}


def a_certificate(key: PrivateKey, pem: str, content: Any = None, **changes: Any) -> str:
    """Return the text of a certificate's QR. `changes` bend one part of the container."""
    claims = {
        1: "VN",
        4: int(EXPIRES.timestamp()),
        6: int(ISSUED.timestamp()),
        -260: {1: content or a_content()},
    }
    payload = changes.get("payload", cbor2.dumps(claims | changes.get("claims", {})))
    protected = cbor2.dumps(changes.get("protected", {1: _algorithm(key), 4: kid_of(pem)}))
    signature = _sign(key, cbor2.dumps(["Signature1", protected, b"", payload]))
    message: Any = [protected, changes.get("unprotected", {}), payload, changes.get("signature", signature)]
    for tag in changes.get("tags", (18,)):
        message = cbor2.CBORTag(tag, message)
    packed = changes.get("pack", zlib.compress)(cbor2.dumps(message))
    return changes.get("prefix", "HC1:") + base45.b45encode(packed).decode()


def _algorithm(key: PrivateKey) -> int:
    return {True: -7, isinstance(key, rsa.RSAPrivateKey): -37, isinstance(key, Ed25519PrivateKey): -8}[True]


def _sign(key: PrivateKey, message: bytes) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(message)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")
