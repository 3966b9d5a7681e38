"""Identifiers: time-ordered UUIDs, random digits, and spoken codes with a check symbol."""

import os
import secrets
import time
from typing import Final
from uuid import UUID

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_SYMBOLS: Final = CROCKFORD + "*~$=U"
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, ".": None})


def uuid7() -> UUID:
    """Return a time-ordered UUID (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 62 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


def random_digits(count: int) -> str:
    """Return `count` unpredictable decimal digits; the first is never zero."""
    first = str(1 + secrets.randbelow(9))
    return first + "".join(str(secrets.randbelow(10)) for _ in range(count - 1))


def crockford_check_symbol(body: str) -> str:
    """Return the Crockford mod-37 check symbol of a base32 body."""
    value = 0
    for letter in body:
        value = value * 32 + CROCKFORD.index(letter)
    return _CHECK_SYMBOLS[value % 37]


def random_crockford(count: int) -> str:
    """Return `count` unpredictable Crockford base32 letters."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(count))


def normalise_crockford(text: str) -> str:
    """Fold what people type or say (lower case, O for 0, dashes) to the canonical letters."""
    return text.upper().translate(_LOOKALIKES)
