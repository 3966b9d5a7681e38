"""Distances on the ground."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH_KM: Final = 6371.0088  # Mean radius (IUGG).


def kilometres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points, each latitude and longitude in degrees, along a great circle."""
    (lat_1, lon_1), (lat_2, lon_2) = one, other
    high, wide = sin(radians(lat_2 - lat_1) / 2), sin(radians(lon_2 - lon_1) / 2)
    share = high * high + cos(radians(lat_1)) * cos(radians(lat_2)) * wide * wide
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, share)))
