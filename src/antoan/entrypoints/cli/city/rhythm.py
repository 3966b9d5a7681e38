"""When check-ins of a city happen, where to, and by whom: our reading of city life as tables."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.places.values import PlaceKind

Array = npt.NDArray[Any]

# Arrivals in each half hour from 00:00, per mille of the day (measured on check-ins of cities).
HALF_HOURS: Final = (
    0.5, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.5, 3.3, 7.7, 15.1, 28.4, 34.8, 36.7, 35.1, 34.2, 35.5,
    35.2, 36.1, 38.5, 46.6, 48.4, 49.4, 40.2, 37.5, 35.1, 33.0, 30.3, 27.8, 26.7, 29.5, 32.5, 35.2, 33.7, 30.3, 28.5,
    27.5, 22.8, 16.9, 10.3, 6.2, 3.9, 2.4, 1.2,
)  # fmt: skip
WEEKDAYS: Final = (1.0, 1.0, 1.0, 1.0, 1.02, 0.85, 0.7)  # Monday first.

# Share of each kind among arrivals of the morning (to 9), the day, noon (11-13:30), the evening (from 16), the night (from 20:30).
_PERIODS: Final[dict[PlaceKind, tuple[float, float, float, float, float]]] = {
    PlaceKind.OFFICE: (26, 12, 8, 2, 1), PlaceKind.INDUSTRIAL_ZONE: (4, 1, 1, 1, 2),
    PlaceKind.FACTORY: (16, 5, 4, 4, 8), PlaceKind.HOSPITAL: (5, 6, 3, 2, 2), PlaceKind.CLINIC: (2, 4, 2, 4, 0.5),
    PlaceKind.APARTMENT_BUILDING: (2, 5, 6, 16, 30), PlaceKind.SCHOOL: (14, 4, 3, 1, 0),
    PlaceKind.STATION: (2, 2, 1, 2, 2), PlaceKind.BUS: (9, 6, 4, 9, 4), PlaceKind.SHIP: (0.2, 0.3, 0.2, 0.2, 0),
    PlaceKind.PIER: (0.3, 0.4, 0.2, 0.3, 0), PlaceKind.MALL: (0.5, 6, 5, 9, 3),
    PlaceKind.SUPERMARKET: (2, 8, 5, 12, 4), PlaceKind.MARKET: (10, 7, 3, 6, 2), PlaceKind.SHOP: (5, 20, 15, 18, 20),
    PlaceKind.RESTAURANT: (4, 10, 38, 16, 20), PlaceKind.CHECKPOINT: (2, 2, 1, 2, 1),
}  # fmt: skip
LOYAL: Final = (
    PlaceKind.OFFICE,
    PlaceKind.INDUSTRIAL_ZONE,
    PlaceKind.FACTORY,
    PlaceKind.SCHOOL,
    PlaceKind.APARTMENT_BUILDING,
)
AGES: Final = {
    PlaceKind.OFFICE: (18, 64), PlaceKind.INDUSTRIAL_ZONE: (18, 58), PlaceKind.FACTORY: (18, 58),
    PlaceKind.SCHOOL: (3, 22), PlaceKind.RESTAURANT: (12, 80), PlaceKind.MALL: (6, 75),
}  # fmt: skip


def half_hour_shares() -> Array:
    """Return the share of a day's arrivals in each half hour."""
    return np.array(HALF_HOURS) / sum(HALF_HOURS)


def kind_shares(kinds: Sequence[PlaceKind]) -> Array:
    """Return the shares of kinds in each half hour, each row adding up to one."""
    period = [0] * 18 + [1] * 4 + [2] * 5 + [1] * 5 + [3] * 9 + [4] * 7
    shares = np.array([[_PERIODS[kind][p] for kind in kinds] for p in period])
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))
