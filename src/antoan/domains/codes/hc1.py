"""Health certificates of the EU standard, which Viet Nam's vaccine passport follows (5772/QĐ-BYT, domain.md §9.4).

``HC1:`` + Base45( zlib( COSE_Sign1( CWT( certificate )))). Read with bounds at each step; verified against
the signers' certificates one is given, chosen by key id (first eight bytes of the certificate's SHA-256).
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import base45

from antoan.domains.codes import cose
from antoan.domains.codes.trust import TrustedKey
from antoan.domains.codes.values import CODE_CHARS_MAX, Reason

PREFIX: Final = "HC1:"
INFLATED_BYTES_MAX: Final = 32_768  # A certificate has a few hundred; a bomb stops here.
_ISSUER, _EXPIRES, _ISSUED, _HCERT, _EU_DCC = 1, 4, 6, -260, 1
_GROUPS: Final = ("v", "t", "r")


@dataclass(frozen=True, slots=True)
class HealthCertificate:
    """What a certificate says. `group` is v (vaccination), t (test) or r (recovery)."""

    issuer: str
    issued_at: datetime | None
    expires_at: datetime | None
    group: str
    content: Mapping[str, Any]  # As the EU schema names things: ver, nam, dob, and one of v, t, r.


@dataclass(frozen=True, slots=True)
class CheckedCertificate:
    """The answer of `verify`."""

    valid: bool
    reason: Reason
    certificate: HealthCertificate | None = None
    kid: bytes = b""


def verify(text: str, trusted: Iterable[TrustedKey], at: datetime) -> CheckedCertificate:
    """Tell whether a certificate may be believed at a moment. Never raises on any text."""
    try:
        message = cose.read_sign1(_inflated(text))
        certificate = _certificate(message.payload)
    except ValueError:
        return CheckedCertificate(valid=False, reason=Reason.UNREADABLE)
    candidates = [key for key in trusted if key.kid in (None, message.kid)]
    signer = next((key for key in candidates if message.is_signed_by(key.key)), None)
    if signer is None:
        reason = Reason.FORGED if candidates else Reason.UNKNOWN_KEY
    else:
        reason = _reason(certificate, signer, at)
    return CheckedCertificate(reason is Reason.OK, reason, certificate, message.kid)


def _reason(certificate: HealthCertificate, signer: TrustedKey, at: datetime) -> Reason:
    """Judge the use and the days of a certificate whose signature is right."""
    if signer.uses and certificate.group not in signer.uses:
        return Reason.WRONG_USE
    begins = [moment for moment in (certificate.issued_at, signer.not_before) if moment]
    ends = [moment for moment in (certificate.expires_at, signer.not_after) if moment]
    if any(at < moment for moment in begins):
        return Reason.NOT_YET_VALID
    if any(at > moment for moment in ends):
        return Reason.EXPIRED
    return Reason.OK


def _inflated(text: str) -> bytes:
    if not text.startswith(PREFIX) or len(text) > CODE_CHARS_MAX:
        raise ValueError("not an HC1 text")
    body = text[len(PREFIX) :]
    # Base45 knows the space, so a scanner's trailing space is told from a letter by the length alone.
    if len(body) % 3 == 1:
        body = body.removesuffix(" ")
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(base45.b45decode(body), INFLATED_BYTES_MAX)
    except zlib.error as error:
        raise ValueError(f"not zlib: {error}") from None
    if not inflater.eof:
        raise ValueError("cut off, or larger than any certificate")
    return data


def _certificate(payload: bytes) -> HealthCertificate:
    claims = cose.read_cbor(payload)
    hcert = claims.get(_HCERT) if isinstance(claims, Mapping) else None
    content = hcert.get(_EU_DCC) if isinstance(hcert, Mapping) else None
    if not isinstance(content, Mapping):
        raise ValueError("no health certificate inside")
    groups = [group for group in _GROUPS if content.get(group)]
    # One certificate is one statement: several groups in one are refused, as the EU rules demand.
    if len(groups) != 1 or not _is_complete(content, content[groups[0]]):
        raise ValueError("the health certificate does not keep to its schema")
    return HealthCertificate(
        issuer=str(claims.get(_ISSUER, "")),
        issued_at=_moment(claims.get(_ISSUED)),
        expires_at=_moment(claims.get(_EXPIRES)),
        group=groups[0],
        content=content,
    )


def _is_complete(content: Mapping[str, Any], entries: Any) -> bool:
    name = content.get("nam")
    return (
        isinstance(content.get("ver"), str)
        and content.get("dob") is not None
        and isinstance(name, Mapping)
        and isinstance(name.get("fnt", name.get("gnt")), str)
        and isinstance(entries, (list, tuple))
        and all(isinstance(entry, Mapping) and {"tg", "co", "ci"} <= entry.keys() for entry in entries)
    )


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise ValueError("a time that is none") from None
