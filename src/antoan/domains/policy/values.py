"""Colours and the numbers under which visits store them."""

from enum import StrEnum
from typing import Final


class Colour(StrEnum):
    """What a gate shows. Never alone: always with an icon, words and a sound."""

    UNKNOWN = "unknown"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLACK = "black"

    @property
    def number(self) -> int:
        """The small integer stored in visits; the order never changes, new colours go to the end."""
        return _ORDER.index(self)

    @classmethod
    def of_number(cls, number: int) -> "Colour":
        """Return the colour a visit stored."""
        return _ORDER[number]


_ORDER: Final = (Colour.UNKNOWN, Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.BLACK)
DEFAULT_RULE: Final = -1  # The document's default decided.
FAILED_RULE: Final = -2  # Evaluation failed: the colour is unknown.
