"""How a pack writes the people of its roster. Pure."""

import hashlib
import hmac
from typing import Final

from antoan.domains.gates.packs.values import Expected
from antoan.kit import signing

KEY_BYTES: Final = 12  # Of a digest with the pack's own salt: ten thousand people do not meet in 96 bits.


def line(person: Expected, salt: bytes) -> list[object]:
    """Return a person as the pack writes it; whoever has no code of theirs in hand finds nobody."""
    until = None if person.until is None else int(person.until.timestamp() * 1000)
    keys = [key_of(f"qid:{person.qid}", salt)]
    if person.short_code:
        keys.append(key_of(f"short:{person.short_code}", salt))
    return [keys, person.label, person.birth_year, person.gender, person.rule, until]


def key_of(text: str, salt: bytes) -> str:
    """Return by what a pack knows a number."""
    return signing.encode_base64url(hmac.digest(salt, text.encode(), hashlib.sha256)[:KEY_BYTES])
