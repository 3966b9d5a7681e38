"""The shape of a seal of ours, the last element of a signed code, before anything in it is believed."""

import re
from typing import Final

from antoan.domains.codes.national import ELEMENT

SEAL_CHARS: Final = 94  # Base64url of META (6 bytes) and signature (64 bytes).
# Version 1 in the first byte is ``A``, then a character whose first two bits are 01.
_SEAL_START: Final = re.compile("A[Q-Za-f]")
_SEAL: Final = re.compile("A[Q-Za-f][A-Za-z0-9_-]{92}")
_PLAIN_ELEMENT_CHARS_MAX: Final = 32  # No plain EXT element is longer: QIDs have at most 32 characters.


def claims_signature(text: str) -> bool:
    """Tell whether the last element of a national string is, or was made to be, a signature of ours.

    One that was damaged, shortened or run together with its neighbour still claims: it is forged, not plain.
    Another platform's own electronic signature does not claim to be ours, and its code is a plain one.
    """
    if ELEMENT not in text:
        return False
    if text[-SEAL_CHARS - 1 : -SEAL_CHARS] == ELEMENT and _starts_as_ours(text[-SEAL_CHARS:]):
        return True
    last = text[text.rfind(ELEMENT) + 1 :]
    if SEAL_CHARS - 2 <= len(last) <= SEAL_CHARS + 1:
        return True
    return len(last) > _PLAIN_ELEMENT_CHARS_MAX and (
        _starts_as_ours(last) or _starts_as_ours(last[-SEAL_CHARS:])
    )


def is_sealed(text: str) -> bool:
    """Tell whether a text ends in a well-formed seal of ours, whatever stands before it."""
    cut = len(text) - SEAL_CHARS
    return cut > 0 and text[cut - 1] == ELEMENT and _SEAL.fullmatch(text, cut) is not None


def _starts_as_ours(element: str) -> bool:
    return _SEAL_START.match(element) is not None
