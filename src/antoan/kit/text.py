"""Vietnamese text: folding for comparison, upper-case ASCII for codes, masks for screens."""

import unicodedata
from typing import Final

_INITIALS_MAX: Final = 8
_D_WITH_STROKE: Final = str.maketrans({"đ": "d", "Đ": "D"})
_LETTERS: Final = (
    range(0xC0, 0x180),
    range(0x1A0, 0x1B1),
    range(0x1E00, 0x1F00),
)  # Those of Vietnamese are here.


def squeeze(text: str) -> str:
    """Trim, and leave exactly one space between words; composed Unicode (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def squeeze_lines(text: str) -> str:
    """Squeeze each line of a free text; line breaks stay."""
    return "\n".join(squeeze(line) for line in text.strip().splitlines())


def without_diacritics(text: str) -> str:
    """Drop Vietnamese tone and vowel marks: "Nguyễn Đức" becomes "Nguyen Duc"."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    return plain if plain.isascii() else _decomposed(text)


def _decomposed(text: str) -> str:
    """Drop the marks of any letters, one by one."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_D_WITH_STROKE)


# Letters in one piece, as nearly all text has them: ten times quicker than taking each apart.
_PLAIN: Final = {code: _decomposed(chr(code)) for codes in _LETTERS for code in codes}


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


def initials(full_name: str) -> str:
    """Return no more of a name than its first letters: "Nguyễn Văn An" becomes "N.V.A."."""
    letters = [word[0].upper() for word in squeeze(full_name).split(" ") if word[:1].isalpha()]
    return "".join(f"{letter}." for letter in letters[:_INITIALS_MAX])


def mask_head(text: str, hidden: int = 6) -> str:
    """Replace the first characters with stars, as Decision 1405 shows identity numbers."""
    return "*" * min(hidden, len(text)) + text[hidden:]
