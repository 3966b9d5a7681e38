"""The code that changes every thirty seconds: a picture of it is of no use a minute later (lesson L6).

``ATL:`` + Base45( version 1, reference 8, step 4, MAC 6 bytes ), 33 characters, a QR of version 2. The reference
stands for a person, the step counts half minutes since 1970, ``MAC = HMAC-SHA256(key, step as 8 bytes)[:6]``, which
is HOTP's counter (RFC 4226, 6238) with a longer tag instead of digits. The key belongs to one reference and one
day (UTC, 2,880 steps): the server derives it and keeps none; a phone holds those of a few days, so that it goes on
without a network for a bounded time. Who the reference is, and whether the code was used before, only a server
knows: a gate without one asks for the static code.
"""

import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import base45

from antoan.kit.sealing import KeyRing

PREFIX: Final = "ATL:"
VERSION: Final = 1
STEP_SECONDS: Final = 30
STEPS_PER_KEY: Final = 24 * 3600 // STEP_SECONDS
STEPS_ASTRAY_MAX: Final = 1  # A phone's clock, and the time it takes to hold the phone up.
REFERENCE_BYTES: Final = 8
MAC_BYTES: Final = 6
_BODY: Final = struct.Struct(f">B{REFERENCE_BYTES}sI{MAC_BYTES}s")
_COUNTER: Final = struct.Struct(">Q")
_PURPOSE: Final = "dynamic code"
# Nineteen bytes. The last one is never a space, which a scanner's noise would take with it.
_CHARS: Final = 29


@dataclass(frozen=True, slots=True)
class DynamicCode:
    """A dynamic code taken apart. Nothing of it is believed yet."""

    reference: bytes
    step: int
    mac: bytes


def show(reference: bytes, step: int, key: bytes) -> str:
    """Return the code of one step, as a phone shows it."""
    body = _BODY.pack(VERSION, reference, step, counter_mac(key, step)[:MAC_BYTES])
    return f"{PREFIX}{base45.b45encode(body).decode()}"


def read(text: str) -> DynamicCode | None:
    """Take a code apart; None when it is none, or is not spelled as `show` spells it."""
    spelled = text.removeprefix(PREFIX)
    if len(spelled) != _CHARS or len(text) != len(PREFIX) + _CHARS or not spelled.isascii():
        return None
    try:
        body = base45.b45decode(spelled)
        version, reference, step, mac = _BODY.unpack(body)
    except (ValueError, struct.error):
        return None
    if version != VERSION or base45.b45encode(body).decode() != spelled:
        return None
    return DynamicCode(reference, step, mac)


def step_of(at: datetime) -> int:
    """Return the half minute a moment lies in."""
    return int(at.timestamp()) // STEP_SECONDS


def is_fresh(code: DynamicCode, moments: Iterable[datetime]) -> bool:
    """Tell whether a code is of now, by any of the clocks that saw it."""
    return any(abs(code.step - step_of(at)) <= STEPS_ASTRAY_MAX for at in moments)


def is_genuine(code: DynamicCode, ring: KeyRing) -> bool:
    """Tell whether this installation gave out the key that made a code."""
    key = key_of(ring, code.reference, code.step // STEPS_PER_KEY)
    return hmac.compare_digest(counter_mac(key, code.step)[:MAC_BYTES], code.mac)


def key_of(ring: KeyRing, reference: bytes, day: int) -> bytes:
    """Return the key of a reference for one day, counted from 1970 in UTC."""
    return ring.derive(_PURPOSE, reference + _COUNTER.pack(day))


def counter_mac(key: bytes, step: int) -> bytes:
    """Return the whole HMAC of a step, before anything is cut off."""
    return hmac.digest(key, _COUNTER.pack(step), "sha256")
