"""The certificate that isolation ended: an address any phone camera opens, ``https://<host>/verify#<token>``.

As the slip of a test result (result_slip.py), version 2: BODY, big-endian, is version, key number, day of issue,
last day (2 bytes each, days since 1970), episode (6 bytes), first and last day of isolation (2 each), kind, gender
(1 each), birth year (2), length of the visible tail of the identity number (1), that tail, then the name;
``SIG = Ed25519("ANTOAN-RELEASE2\\0" || BODY)``. Neither can pass for the other.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from antoan.domains.codes.national import GenderDigit
from antoan.domains.codes.result_slip import NAME_LETTERS_MAX, PATH, TAIL_LETTERS_MAX
from antoan.domains.codes.slip_days import EPOCH, reason_of_days
from antoan.domains.codes.values import PublicKey, Reason
from antoan.kit import clock, signing
from antoan.kit.text import ascii_upper

VERSION: Final = 2
# Numbers of the format: they grow at the end.
KINDS: Final = ("case", "contact", "arrival")
_CONTEXT: Final = b"ANTOAN-RELEASE2\0"
_BODY: Final = struct.Struct(">BBHHHIHHBBHB")  # The episode is split into 2 + 4 bytes.
_SIGNATURE_BYTES: Final = 64
_GENDERS: Final = tuple(GenderDigit)


@dataclass(frozen=True, slots=True)
class ReleaseSlip:
    """What a certificate says."""

    episode_id: int
    full_name: str  # Upper case, without diacritics.
    birth_year: int
    gender: GenderDigit
    number_tail: str
    kind: str
    began_on: date
    ended_on: date


@dataclass(frozen=True, slots=True)
class CheckedRelease:
    """The answer of `verify`."""

    reason: Reason
    slip: ReleaseSlip | None = None


def sign(
    slip: ReleaseSlip,
    *,
    issued_on: date,
    expires_on: date,
    base_url: str,
    key_number: int,
    key: Ed25519PrivateKey,
) -> str:
    """Return the address to print."""
    name = ascii_upper(slip.full_name)[:NAME_LETTERS_MAX].rstrip().encode("ascii", "replace")
    tail = slip.number_tail[-TAIL_LETTERS_MAX:].encode("ascii", "replace")
    body = _BODY.pack(
        VERSION,
        key_number,
        _days(issued_on),
        _days(expires_on),
        slip.episode_id >> 32,
        slip.episode_id & 0xFFFFFFFF,
        _days(slip.began_on),
        _days(slip.ended_on),
        KINDS.index(slip.kind),
        _GENDERS.index(slip.gender),
        slip.birth_year,
        len(tail),
    )
    body += tail + name
    token = signing.encode_base64url(body + signing.sign(key, _CONTEXT + body))
    return f"{base_url.rstrip('/')}{PATH}#{token}"


def verify(
    token: str, keys: Mapping[int, PublicKey | Ed25519PublicKey], at: datetime
) -> CheckedRelease | None:
    """Tell whether a certificate may be believed at a moment; None for a token of another kind. Never raises."""
    try:
        sealed = signing.decode_base64url(token)
    except ValueError:
        return None
    body, signature = sealed[:-_SIGNATURE_BYTES], sealed[-_SIGNATURE_BYTES:]
    if len(body) < _BODY.size or body[0] != VERSION:
        return None
    key = keys.get(body[1])
    if key is None:
        return CheckedRelease(Reason.UNKNOWN_KEY)
    bare, slip = key.key if isinstance(key, PublicKey) else key, _slip(body)
    if slip is None or not signing.is_signed(bare, signature, _CONTEXT + body):
        return CheckedRelease(Reason.FORGED)
    _, _, issued, expires = struct.unpack_from(">BBHH", body)
    reason = reason_of_days(
        issued_on=EPOCH + timedelta(issued),
        expires_on=EPOCH + timedelta(expires),
        key=key if isinstance(key, PublicKey) else None,
        today=clock.local_date(at),
    )
    return replace(CheckedRelease(reason), slip=slip)


def _slip(body: bytes) -> ReleaseSlip | None:
    """Return what a body says; None when it says what no certificate of this version does."""
    *_, high, low, began, ended, kind, gender, birth_year, tail_bytes = _BODY.unpack_from(body)
    words = body[_BODY.size :].decode("ascii", errors="replace")
    if kind >= len(KINDS) or gender >= len(_GENDERS) or not words.isprintable():
        return None
    return ReleaseSlip(
        episode_id=(high << 32) | low,
        full_name=words[tail_bytes:],
        birth_year=birth_year,
        gender=_GENDERS[gender],
        number_tail=words[:tail_bytes],
        kind=KINDS[kind],
        began_on=EPOCH + timedelta(began),
        ended_on=EPOCH + timedelta(ended),
    )


def _days(day: date) -> int:
    return (day - EPOCH).days
