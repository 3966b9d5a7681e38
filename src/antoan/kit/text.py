"""Vietnamese text: folding for comparison, upper-case ASCII for codes, masks for screens."""

import re
import unicodedata
from typing import Final

_SPACES: Final = re.compile(r"\s+")
_D_WITH_STROKE: Final = str.maketrans({"đ": "d", "Đ": "D"})


def squeeze(text: str) -> str:
    """Trim, and leave exactly one space between words; composed Unicode (NFC)."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def without_diacritics(text: str) -> str:
    """Drop Vietnamese tone and vowel marks: "Nguyễn Đức" becomes "Nguyen Duc"."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_D_WITH_STROKE)


def fold(text: str) -> str:
    """Return the form in which two spellings of one name are equal: ASCII, lower case, single spaces."""
    return squeeze(without_diacritics(text)).casefold()


def ascii_upper(text: str) -> str:
    """Return a name as Decision 1405 prints it: upper case, no diacritics, one space between words."""
    return squeeze(without_diacritics(text)).upper()


def name_label(full_name: str) -> str:
    """Shorten a Vietnamese name for a gate: "Nguyễn Văn An" becomes "N.V. An"."""
    words = squeeze(full_name).split(" ")
    if len(words) == 1:
        return words[0]
    initials = "".join(f"{word[0].upper()}." for word in words[:-1])
    return f"{initials} {words[-1]}"


def mask_head(text: str, hidden: int = 6) -> str:
    """Replace the first characters with stars, as Decision 1405 shows identity numbers."""
    return "*" * min(hidden, len(text)) + text[hidden:]
