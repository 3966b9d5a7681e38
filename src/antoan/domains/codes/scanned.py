"""The text a scanner hands over, freed of what the scanner itself added. Nothing inside it is touched."""

import unicodedata
from typing import Final

# Line ends of keyboard scanners, tabs as "next field" keys, byte-order marks, NUL padding (domain.md §2.1).
_SCANNER_NOISE: Final = "\r\n\t \0\ufeff"


def tidy(text: str) -> str:
    """Return the code itself: noise at the ends removed, accents composed (NFC).

    Some readers decompose Vietnamese letters; what we sign and digest is always composed.
    """
    text = text.strip(_SCANNER_NOISE)
    return text if text.isascii() else unicodedata.normalize("NFC", text)
