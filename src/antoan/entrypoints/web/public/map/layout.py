"""Places one circle for each ward so that none hides another and all stay near where they lie. Pure.

Wards in the middle of the city are a kilometre apart and those at its edge thirty: drawn to scale, the middle
would be one blot on a phone. Circles begin at their ward's centre and push each other apart, as in a Dorling
cartogram; who is west stays west.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

WIDTH: Final = 720.0
RADIUS: Final = 18.0  # Of a circle; two on a phone of 360 pixels are eighteen pixels wide.
_GAP: Final = 1.5
_ROUNDS: Final = 600
_SETTLED: Final = 0.02  # Of a circle's width: so much of an overlap nobody sees.
_PULL: Final = 0.02  # How strongly a circle is drawn back to its ward.
_FAR_DEGREES: Final = 0.55  # Whoever lies further from the middle is drawn in: Côn Đảo is 200 km out at sea.


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the circles in the order of the wards, and the height of the picture."""

    centres: tuple[tuple[float, float], ...]
    height: float


@lru_cache(maxsize=64)
def layout_of(places: tuple[tuple[float, float], ...], radius: float = RADIUS) -> Layout:
    """Return where to draw the circles of wards at these latitudes and longitudes."""
    if not places:
        return Layout((), 2 * radius)
    homes = _projected(places, radius)
    centres = _apart(homes, radius)
    lowest, highest = centres.min(axis=0) - radius - 2, centres.max(axis=0) + radius + 2
    scale = min(1.0, WIDTH / (highest[0] - lowest[0]))
    shifted = (centres - lowest) * scale
    height = float((highest[1] - lowest[1]) * scale)
    margin = (WIDTH - (highest[0] - lowest[0]) * scale) / 2
    return Layout(
        tuple((round(float(x + margin), 1), round(float(y), 1)) for x, y in shifted), round(height, 1)
    )


def _projected(places: Sequence[tuple[float, float]], radius: float) -> Array:
    """Return places on paper, north up, the width filled, outliers drawn in."""
    lat, lon = np.array(places, float).T
    middle = np.median(lat), np.median(lon)
    north, east = lat - middle[0], (lon - middle[1]) * np.cos(np.radians(middle[0]))
    away = np.hypot(north, east)
    drawn_in = np.where(away > _FAR_DEGREES, _FAR_DEGREES / np.maximum(away, 1e-9), 1.0)
    points = np.stack([east * drawn_in, -north * drawn_in], axis=1)
    extent = max(np.ptp(points[:, 0]), np.ptp(points[:, 1]) / 1.3, 1e-6)
    return np.asarray((points - points.min(axis=0)) * ((WIDTH - 2 * radius) / extent) + radius)


def _apart(homes: Array, radius: float) -> Array:
    """Push circles apart until none overlaps, each drawn a little to its home. The same for the same homes."""
    least = np.float32(2 * radius + _GAP)
    # Two at one place would push in no direction: a step of their own sets them apart.
    turn = np.arange(len(homes)) * 2.399963
    x = (homes[:, 0] + np.cos(turn) * 1e-2).astype(np.float32)
    y = (homes[:, 1] + np.sin(turn) * 1e-2).astype(np.float32)
    home_x, home_y = x.copy(), y.copy()
    for round_number in range(_ROUNDS):
        dx, dy = x[:, None] - x, y[:, None] - y
        distance = np.sqrt(dx * dx + dy * dy)
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(least - distance, 0)
        if overlap.max() < _SETTLED * least:
            break
        share = overlap * np.float32(0.5) / np.maximum(distance, np.float32(1e-6))
        pull = np.float32(_PULL * max(0.0, 1 - 2 * round_number / _ROUNDS))
        x = x + (dx * share).sum(axis=1) + pull * (home_x - x)
        y = y + (dy * share).sum(axis=1) + pull * (home_y - y)
    return np.stack([x, y], axis=1).astype(float)
