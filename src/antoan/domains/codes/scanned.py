"""The text a scanner hands over, freed of what the scanner itself added. Nothing inside it is touched."""

import unicodedata
from typing import Final

# Line ends of keyboard scanners, tabs as "next field" keys, byte-order marks, NUL padding (domain.md §2.1).
_SCANNER_NOISE: Final = "\r\n\t \0\ufeff"


def tidy_certificate(text: str) -> str:
    """Return a health certificate without noise at the ends, but with its spaces: Base45 knows the space."""
    return text.strip(_SCANNER_NOISE.replace(" ", "")).lstrip(_SCANNER_NOISE)


def tidy(text: str) -> str:
    """Return the code itself: noise at the ends removed, accents composed (NFC).

    Some readers decompose Vietnamese letters; what we sign and digest is always composed.
    """
    text = text.strip(_SCANNER_NOISE)
    return text if text.isascii() else unicodedata.normalize("NFC", text)
