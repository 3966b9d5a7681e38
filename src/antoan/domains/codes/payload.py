"""The signed personal code (standards.md §2.4): national string, with an Ed25519 signature as its last element.

``QR = HEAD + base64url(META || SIG)``; HEAD is the national string ending in ``<``; META is six bytes,
big-endian: version, key number, day of issue, last day of force (days since 1970-01-01);
``SIG = Ed25519(key, "ANTOAN-QR1\\0" || META || HEAD)``.

A code is in force through the whole of its last day on the clocks of Ho Chi Minh City: at 23:59:59 it is
good, at 00:00 it has expired. A day of issue up to one day ahead is allowed, for clocks that run late.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from antoan.domains.codes.national import (
    ELEMENT,
    FIELD,
    DeclaredKind,
    GenderDigit,
    PersonalHead,
    emit,
    parse_national,
)
from antoan.domains.codes.scanned import tidy
from antoan.domains.codes.seal import SEAL_CHARS, claims_signature, is_sealed
from antoan.domains.codes.values import CODE_CHARS_MAX, PublicKey, Reason
from antoan.kit import clock, signing

__all__ = [
    "Checked", "DeclaredKind", "GenderDigit", "PersonalHead", "PublicKey", "digest", "emit", "parse_national",
    "sign", "split_fast", "verify",
]  # fmt: skip

VERSION: Final = 1
_VERSION_PLAUSIBLE_MAX: Final = 9
DIGEST_BYTES: Final = 16
CLOCK_SKEW_DAYS: Final = 1
_CONTEXT: Final = b"ANTOAN-QR1\0"
_META: Final = struct.Struct(">BBHH")
_META_CHARS: Final = 8  # Six bytes are exactly eight base64 characters, so META can be read alone.
_EPOCH: Final = date(1970, 1, 1)
_DAYS_MAX: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer of `verify`: what the code says, whether it may be believed, and why (not)."""

    valid: bool
    reason: Reason
    head: PersonalHead | None = None
    key_number: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None


def sign(
    head: PersonalHead, *, key_number: int, key: Ed25519PrivateKey, issued_on: date, expires_on: date
) -> str:
    """Return the text of a personal code in force through `expires_on`; HeadUnfit when it cannot be written."""
    if expires_on < issued_on:
        raise ValueError("a code cannot expire before it is issued")
    text = emit(head) + ELEMENT
    meta = _META.pack(VERSION, key_number, _days(issued_on), _days(expires_on))
    return text + signing.encode_base64url(meta + signing.sign(key, _CONTEXT + meta + text.encode()))


def verify(text: str, keys: Mapping[int, PublicKey | Ed25519PublicKey], at: datetime) -> Checked:
    """Tell whether a personal code may be believed at a moment. Never raises on any text.

    The signature is judged before the dates: dates of a forged code mean nothing. A bare Ed25519 key in
    `keys` is trusted for every day.
    """
    text = tidy(text)
    if not claims_signature(text):
        head = parse_national(text)
        return Checked(valid=False, reason=Reason.UNSIGNED if head else Reason.UNREADABLE, head=head)
    cut = text.rfind(ELEMENT) + 1
    head = parse_national(text[: cut - 1])
    if head is None:
        return Checked(valid=False, reason=Reason.FORGED if is_sealed(text) else Reason.UNREADABLE)
    try:
        sealed = signing.decode_base64url(text[cut:])
    except ValueError:
        return Checked(valid=False, reason=Reason.FORGED, head=head)
    if len(sealed) != _META.size + 64:
        return Checked(valid=False, reason=Reason.FORGED, head=head)
    meta, signature = sealed[: _META.size], sealed[_META.size :]
    version, key_number, issued_days, expires_days = _META.unpack(meta)
    found = Checked(
        valid=False,
        reason=Reason.UNKNOWN_VERSION,
        head=head,
        key_number=key_number,
        issued_on=_EPOCH + timedelta(issued_days),
        expires_on=_EPOCH + timedelta(expires_days),
    )
    if version != VERSION:
        # A newer An Toàn counts on by ones; any other number was never a version.
        return found if VERSION < version <= _VERSION_PLAUSIBLE_MAX else replace(found, reason=Reason.FORGED)
    key = keys.get(key_number)
    if key is None:
        return replace(found, reason=Reason.UNKNOWN_KEY)
    bare = key.key if isinstance(key, PublicKey) else key
    if not signing.is_signed(bare, signature, _CONTEXT + meta + text[:cut].encode()):
        return replace(found, reason=Reason.FORGED)
    reason = _reason(found, key if isinstance(key, PublicKey) else None, clock.local_date(at))
    return replace(found, valid=reason is Reason.OK, reason=reason)


def digest(text: str) -> bytes:
    """Return the 16 bytes by which the exact text of a code is known (after `scanned.tidy`)."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=DIGEST_BYTES).digest()


def split_fast(text: str) -> tuple[str, int, int, int, bytes] | None:
    """Return QID, key number, day of issue, last day (days since 1970) and digest of a signed code.

    For the hot path of a scan: no signature is checked and nothing but the shape is judged. None when the
    text is no signed personal code of this version; then `detect.detect` says what it is.
    """
    text = tidy(text)
    cut = len(text) - SEAL_CHARS
    if not 0 < cut <= CODE_CHARS_MAX or text.rfind(ELEMENT) != cut - 1 or text.count(FIELD) != 5:
        return None
    meta = _read_meta(text[cut : cut + _META_CHARS])
    if meta is None:
        return None
    qid_end = text.rfind(FIELD)
    qid = text[text.rfind(FIELD, 0, qid_end) + 1 : qid_end]
    key_number, issued_days, expires_days = meta
    fingerprint = blake2b(text.encode(errors="surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return qid, key_number, issued_days, expires_days, fingerprint


def _reason(found: Checked, key: PublicKey | None, today: date) -> Reason:
    """Judge the days of a code whose signature is right."""
    assert found.issued_on is not None
    assert found.expires_on is not None
    if key is not None and key.is_revoked_for(found.issued_on):
        return Reason.REVOKED
    if key is not None and found.issued_on < key.not_before:
        return Reason.FORGED  # Back-dated: the key did not exist on that day.
    if found.issued_on > today + timedelta(days=CLOCK_SKEW_DAYS):
        return Reason.NOT_YET_VALID
    if today > found.expires_on or (key is not None and today > key.expires):
        return Reason.EXPIRED
    return Reason.OK


@lru_cache(maxsize=4096)
def _read_meta(text: str) -> tuple[int, int, int] | None:
    try:
        version, key_number, issued_days, expires_days = _META.unpack(signing.decode_base64url(text))
    except ValueError:
        return None
    return (key_number, issued_days, expires_days) if version == VERSION else None


def _days(day: date) -> int:
    days = (day - _EPOCH).days
    if not 0 <= days <= _DAYS_MAX:
        raise ValueError(f"{day} does not fit a personal code")
    return days
