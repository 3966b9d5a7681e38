"""How far the length of an exposure is known: scanned, guessed within bounds, or not at all (features row 126)."""

from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# More than this share of a score, and the score is called by what it rests on.
_MOST: Final = 0.5


class Certainty(StrEnum):
    """What a tracer may make of a contact's minutes."""

    KNOWN = "known"
    UNCERTAIN = "uncertain"  # Most of it rests on ends nobody scanned, between bounds that the spot teaches.
    NOT_ENOUGH = "not_enough"  # Most of it rests on meetings of which nothing says how long they lasted.


def lacks_data(*, own_estimated: Array, other_estimated: Array, has_usual_stay: Array) -> Array:
    """Tell of each meeting whether nothing says how long it lasted, one value a meeting.

    That is so when neither side was scanned out: both ends move, and the bounds of one say nothing of the other.
    And when one side was not, at a spot of which no usual stay is on record: what stands there is nobody's guess.
    """
    either = own_estimated | other_estimated
    return np.asarray((own_estimated & other_estimated) | (either & ~has_usual_stay))


def certainty_of(*, estimated: float, lacking: float) -> Certainty:
    """Name what most of a score rests on: its shares of estimated ends, and of meetings that lack data."""
    if lacking > _MOST:
        return Certainty.NOT_ENOUGH
    return Certainty.UNCERTAIN if estimated > _MOST else Certainty.KNOWN
