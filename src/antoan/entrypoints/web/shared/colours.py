"""How the five colours are said in words. The words are shown with the colour and its icon, never without."""

from typing import Final

from django.utils.translation import gettext_lazy as _

WORDS: Final = {
    "green": _("Xanh"),
    "yellow": _("Vàng"),
    "red": _("Đỏ"),
    "black": _("Đen"),
    "unknown": _("Chưa rõ"),
}


def word(colour: str) -> str:
    """Return the word for a colour, in the reader's language; anything unheard of is `unknown`."""
    return str(WORDS.get(colour, WORDS["unknown"]))
