"""How the network counts a text: the GSM alphabet of 7 bits, or UCS-2 as soon as one letter is not in it. Pure."""

from enum import StrEnum
from typing import Final

# 3GPP TS 23.038: the letters of the GSM alphabet, and those that take two places.
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE: Final = frozenset("^{}\\[~]|€\f")
_GSM_PLACES, _GSM_PLACES_OF_MANY = 160, 153
_UCS2_PLACES, _UCS2_PLACES_OF_MANY = 70, 67


class Alphabet(StrEnum):
    """In which letters a text travels."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


def alphabet_of(text: str) -> Alphabet:
    """Return the alphabet a text needs."""
    is_gsm = all(letter in _GSM or letter in _GSM_DOUBLE for letter in text)
    return Alphabet.GSM7 if is_gsm else Alphabet.UCS2


def places(text: str) -> int:
    """Return how many places of its alphabet a text takes."""
    if alphabet_of(text) is Alphabet.GSM7:
        return len(text) + sum(letter in _GSM_DOUBLE for letter in text)
    return len(text.encode("utf-16-le")) // 2


def parts(text: str) -> int:
    """Return how many messages the network counts a text as."""
    taken = places(text)
    if alphabet_of(text) is Alphabet.GSM7:
        return 1 if taken <= _GSM_PLACES else -(-taken // _GSM_PLACES_OF_MANY)
    return 1 if taken <= _UCS2_PLACES else -(-taken // _UCS2_PLACES_OF_MANY)
