"""Codes and keys for tests."""

from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes import payload
from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.codes.values import KeyStatus, PublicKey

TODAY = date(2026, 11, 22)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def a_head(**changes: Any) -> PersonalHead:
    """Return what a personal code says of Nguyễn Văn An."""
    fields: dict[str, Any] = {
        "document_number": "079190004567",
        "full_name": "Nguyễn Văn An",
        "birth_on": date(1990, 2, 28),
        "declared_kind": DeclaredKind.SELF,
        "qid": "162979388586171100",
        "gender": GenderDigit.MALE,
        "bhyt": "HS4010120878821",
        "phone": "0944713700",
    }
    return PersonalHead(**{**fields, **changes})


def a_public_key(number: int = 1, **changes: Any) -> PublicKey:
    """Return the public half of PRIVATE, trusted for years."""
    fields: dict[str, Any] = {
        "number": number,
        "key": PRIVATE.public_key(),
        "status": KeyStatus.ACTIVE,
        "not_before": date(2026, 1, 1),
        "expires": date(2028, 12, 31),
    }
    return PublicKey(**{**fields, **changes})


def a_signed_code(
    head: PersonalHead | None = None, *, issued_on: date = TODAY, expires_on: date = date(2027, 5, 1)
) -> str:
    """Return a code signed by PRIVATE as key 1."""
    return payload.sign(
        head or a_head(), key_number=1, key=PRIVATE, issued_on=issued_on, expires_on=expires_on
    )
