"""The slip of a test result: an address any phone camera opens, ``https://<host>/verify#<token>``, signed by us.

The token is ``base64url(BODY || SIG)``. BODY, big-endian: version 1, key number, day of issue, last day (2 bytes
each, days since 1970), record (6 bytes), sample and result (4 bytes each, minutes since 1970; no result time is 0),
kind, outcome, gender (1 byte each), birth year (2), length of the visible tail of the identity number (1), that
tail, then the name as Decision 1405 prints it; ``SIG = Ed25519("ANTOAN-RESULT1\\0" || BODY)``.

What stands after ``#`` never leaves the reader's browser with the address: no server or proxy on the way keeps
somebody's result in its log. See docs/decisions/0010.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from antoan.domains.codes.national import GenderDigit
from antoan.domains.codes.slip_days import EPOCH as _EPOCH
from antoan.domains.codes.slip_days import reason_of_days
from antoan.domains.codes.values import PublicKey, Reason
from antoan.kit import clock, signing
from antoan.kit.text import ascii_upper

PATH: Final = "/verify"
VERSION: Final = 1
NAME_LETTERS_MAX: Final = 60
TAIL_LETTERS_MAX: Final = 9
# Numbers of the format: they grow at the end.
KINDS: Final = ("rapid", "pcr", "serology")
OUTCOMES: Final = ("positive", "negative", "doubtful")
_CONTEXT: Final = b"ANTOAN-RESULT1\0"
_BODY: Final = struct.Struct(">BBHHHIIIBBBHB")  # The record is split into 2 + 4 bytes.
_SIGNATURE_BYTES: Final = 64
_BEGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)
_GENDERS: Final = tuple(GenderDigit)


@dataclass(frozen=True, slots=True)
class ResultSlip:
    """What a slip says. Times are to the minute."""

    record_id: int
    full_name: str  # Upper case, without diacritics.
    birth_year: int
    gender: GenderDigit
    number_tail: str  # The visible end of the identity number, as on a masked card.
    kind: str
    outcome: str
    sampled_at: datetime
    resulted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckedSlip:
    """The answer of `verify`."""

    valid: bool
    reason: Reason
    slip: ResultSlip | None = None
    key_number: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None


def sign(
    slip: ResultSlip,
    *,
    issued_on: date,
    expires_on: date,
    base_url: str,
    key_number: int,
    key: Ed25519PrivateKey,
) -> str:
    """Return the address to print: `base_url` (``https://antoan.example``) + ``/verify#`` + the token."""
    name = ascii_upper(slip.full_name)[:NAME_LETTERS_MAX].rstrip().encode("ascii", "replace")
    tail = slip.number_tail[-TAIL_LETTERS_MAX:].encode("ascii", "replace")
    body = _BODY.pack(
        VERSION,
        key_number,
        (issued_on - _EPOCH).days,
        (expires_on - _EPOCH).days,
        slip.record_id >> 32,
        slip.record_id & 0xFFFFFFFF,
        _minutes(slip.sampled_at),
        0 if slip.resulted_at is None else _minutes(slip.resulted_at),
        KINDS.index(slip.kind),
        OUTCOMES.index(slip.outcome),
        _GENDERS.index(slip.gender),
        slip.birth_year,
        len(tail),
    )
    body += tail + name
    token = signing.encode_base64url(body + signing.sign(key, _CONTEXT + body))
    return f"{base_url.rstrip('/')}{PATH}#{token}"


def verify(token: str, keys: Mapping[int, PublicKey | Ed25519PublicKey], at: datetime) -> CheckedSlip:
    """Tell whether a slip's token may be believed at a moment. Never raises on any text."""
    try:
        sealed = signing.decode_base64url(token)
    except ValueError:
        return CheckedSlip(valid=False, reason=Reason.FORGED)
    body, signature = sealed[:-_SIGNATURE_BYTES], sealed[-_SIGNATURE_BYTES:]
    if len(body) < _BODY.size:
        return CheckedSlip(valid=False, reason=Reason.FORGED)
    version, number, issued, expires = struct.unpack_from(">BBHH", body)
    found = CheckedSlip(
        valid=False,
        reason=Reason.UNKNOWN_VERSION,
        key_number=number,
        issued_on=_EPOCH + timedelta(issued),
        expires_on=_EPOCH + timedelta(expires),
    )
    if version != VERSION:
        return found
    key = keys.get(number)
    if key is None:
        return replace(found, reason=Reason.UNKNOWN_KEY)
    bare = key.key if isinstance(key, PublicKey) else key
    slip = _slip(body)
    if slip is None or not signing.is_signed(bare, signature, _CONTEXT + body):
        return replace(found, reason=Reason.FORGED)
    reason = reason_of_days(
        issued_on=_EPOCH + timedelta(issued),
        expires_on=_EPOCH + timedelta(expires),
        key=key if isinstance(key, PublicKey) else None,
        today=clock.local_date(at),
    )
    return replace(found, valid=reason is Reason.OK, reason=reason, slip=slip)


def _slip(body: bytes) -> ResultSlip | None:
    """Return what a body says; None when it says what no slip of this version does."""
    *_, high, low, sampled, resulted, kind, outcome, gender, birth_year, tail_bytes = _BODY.unpack_from(body)
    words = body[_BODY.size :].decode("ascii", errors="replace")
    if kind >= len(KINDS) or outcome >= len(OUTCOMES) or gender >= len(_GENDERS) or not words.isprintable():
        return None
    return ResultSlip(
        record_id=(high << 32) | low,
        full_name=words[tail_bytes:],
        birth_year=birth_year,
        gender=_GENDERS[gender],
        number_tail=words[:tail_bytes],
        kind=KINDS[kind],
        outcome=OUTCOMES[outcome],
        sampled_at=_BEGIN + timedelta(minutes=sampled),
        resulted_at=_BEGIN + timedelta(minutes=resulted) if resulted else None,
    )


def _minutes(moment: datetime) -> int:
    return int((moment - _BEGIN).total_seconds()) // 60
