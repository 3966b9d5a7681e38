"""The code a place posts: an address any phone camera opens, ``https://<host>/p/<token>``, signed by us.

The token is ``base64url(BODY || SIG)``; BODY, big-endian: version 1, key number, day of issue (2 bytes, days
since 1970), place (6 bytes), the first 8 bytes of the host's SHA-256, then the serial printed on the poster
(ASCII); ``SIG = Ed25519("ANTOAN-PLACE1\\0" || BODY)``. The host is inside, so that a token copied onto
another host is seen as foreign without asking anybody (lesson L15).
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from antoan.domains.codes.detect import PlaceLink, detect
from antoan.domains.codes.values import CodeKind, PublicKey, Reason
from antoan.kit import clock, signing

VERSION: Final = 1
SERIAL_CHARS_MAX: Final = 10
_CONTEXT: Final = b"ANTOAN-PLACE1\0"
_BODY: Final = struct.Struct(">BBHHI8s")  # The place is split into 2 + 4 bytes.
_SIGNATURE_BYTES: Final = 64
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """The answer of `verify`."""

    valid: bool
    reason: Reason
    host: str = ""
    place_id: int | None = None
    serial: str = ""
    key_number: int | None = None
    issued_on: date | None = None


def sign(
    *, place_id: int, serial: str, issued_on: date, base_url: str, key_number: int, key: Ed25519PrivateKey
) -> str:
    """Return the address to print: `base_url` (``https://antoan.example``) + ``/p/`` + the token."""
    if not (serial.isascii() and serial.isalnum() and len(serial) <= SERIAL_CHARS_MAX):
        raise ValueError(f"a serial has 1 to {SERIAL_CHARS_MAX} letters and digits, not {serial!r}")
    host = _host_digest(urlsplit(base_url).netloc)
    days = (issued_on - _EPOCH).days
    body = (
        _BODY.pack(VERSION, key_number, days, place_id >> 32, place_id & 0xFFFFFFFF, host) + serial.encode()
    )
    token = signing.encode_base64url(body + signing.sign(key, _CONTEXT + body))
    return f"{base_url.rstrip('/')}/p/{token}"


def verify(
    text: str,
    keys: Mapping[int, PublicKey | Ed25519PublicKey],
    at: datetime,
    *,
    is_retired: Callable[[str], bool] = lambda serial: False,
) -> CheckedPlace:
    """Tell whether a scanned place code is ours, on its own host, and still the one that hangs there.

    `is_retired` says whether the poster with a serial was replaced. Never raises on any text.
    """
    scanned = detect(text)
    if scanned.kind is not CodeKind.PLACE or not isinstance(scanned.value, PlaceLink):
        return CheckedPlace(valid=False, reason=Reason.UNREADABLE)
    link = scanned.value
    try:
        sealed = signing.decode_base64url(link.token)
    except ValueError:
        sealed = b""
    body, signature = sealed[:-_SIGNATURE_BYTES], sealed[-_SIGNATURE_BYTES:]
    if not _BODY.size < len(body) <= _BODY.size + SERIAL_CHARS_MAX:
        return CheckedPlace(valid=False, reason=Reason.FORGED, host=link.host)
    version, key_number, days, high, low, host = _BODY.unpack_from(body)
    found = CheckedPlace(
        valid=False,
        reason=Reason.UNKNOWN_VERSION,
        host=link.host,
        place_id=(high << 32) | low,
        serial=body[_BODY.size :].decode("ascii", errors="replace"),
        key_number=key_number,
        issued_on=_EPOCH + timedelta(days),
    )
    if version != VERSION:
        return found
    key = keys.get(key_number)
    if key is None:
        return replace(found, reason=Reason.UNKNOWN_KEY)
    bare = key.key if isinstance(key, PublicKey) else key
    if not signing.is_signed(bare, signature, _CONTEXT + body):
        return replace(found, reason=Reason.FORGED)
    reason = _reason(found, host, key if isinstance(key, PublicKey) else None, clock.local_date(at))
    if reason is Reason.OK and is_retired(found.serial):
        reason = Reason.RETIRED
    return replace(found, valid=reason is Reason.OK, reason=reason)


def _reason(found: CheckedPlace, host: bytes, key: PublicKey | None, today: date) -> Reason:
    # A poster hangs for years: the end of its key's life does not take it down, a revocation does.
    assert found.issued_on is not None
    if host != _host_digest(found.host):
        return Reason.FOREIGN
    if key is not None and key.is_revoked_for(found.issued_on):
        return Reason.REVOKED
    if key is not None and found.issued_on < key.not_before:
        return Reason.FORGED  # Back-dated: the key did not exist on that day.
    if found.issued_on > today + timedelta(days=1):
        return Reason.NOT_YET_VALID
    return Reason.OK


def _host_digest(host: str) -> bytes:
    return sha256(host.lower().encode()).digest()[:8]
