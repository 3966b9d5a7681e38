"""Where people live and places stand: the wards of the day, how many people each has, and neighbourhoods."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.areas.queries import wards_on
from antoan.domains.areas.values import AreaKind
from antoan.entrypoints.cli.city.chance import stream
from antoan.kit.errors import NotConfigured

Array = npt.NDArray[Any]

# People of a usual ward of each kind, in thousands. Our own round figures: neither area package counts people.
_THOUSANDS: Final = {
    AreaKind.PHUONG: 60.0, AreaKind.XA: 32.0, AreaKind.THI_TRAN: 25.0, AreaKind.DAC_KHU: 6.0,
}  # fmt: skip
_DENSE_AROUND: Final = (10.78, 106.68)  # The city's middle: wards near it hold more people.
_NEIGHBOURHOOD_DEGREES: Final = 0.045  # About five kilometres.
# Our own figures: some outbreaks, each reaching a few kilometres, and a little everywhere.
_WARDS_PER_OUTBREAK: Final = 20
_OUTBREAK_DEGREES: Final = 0.02
_SMOULDER: Final = 0.1
_HOTTEST: Final = 25.0  # Three in ten: beyond that a ward would have nobody left to fall ill.


class NoWards(NotConfigured):
    """The areas are not loaded: run antoan areas load."""

    code = "city:areas:missing"


@dataclass(frozen=True, slots=True)
class Wards:
    """The wards by position: id, name, share of the people, neighbourhood number and place on the map."""

    ids: Array
    names: list[str]
    weights: Array
    neighbourhoods: Array
    latitudes: Array
    longitudes: Array

    @property
    def neighbourhood_count(self) -> int:
        """How many neighbourhoods there are."""
        return int(self.neighbourhoods.max()) + 1


def hotness_of(wards: Wards, seed: int) -> Array:
    """Return how many times the usual share of people are ill in each ward: outbreaks that fade with distance.

    Over the whole city the share stays the usual one.
    """
    draw = stream(seed, "outbreaks", 0)
    count = len(wards.weights)
    hearts = draw.choice(count, size=max(1, count // _WARDS_PER_OUTBREAK), replace=False)
    away = np.hypot(
        wards.latitudes[:, None] - wards.latitudes[hearts],
        wards.longitudes[:, None] - wards.longitudes[hearts],
    )
    strength = 1 + 40 * draw.random(len(hearts)) ** 4  # A few large outbreaks among many small ones.
    hotness = _SMOULDER + (strength * np.exp(-((away / _OUTBREAK_DEGREES) ** 2))).sum(axis=1)
    return np.asarray(np.minimum(hotness / np.average(hotness, weights=wards.weights), _HOTTEST))


def wards_of(day: date) -> Wards:
    """Return the wards in force on a day; NoWards when none are loaded."""
    wards = wards_on(day)
    if not wards:
        raise NoWards
    latitudes = np.array([ward.latitude or _DENSE_AROUND[0] for ward in wards])
    longitudes = np.array([ward.longitude or _DENSE_AROUND[1] for ward in wards])
    away = np.hypot(latitudes - _DENSE_AROUND[0], longitudes - _DENSE_AROUND[1])
    usual = np.array([_THOUSANDS.get(ward.kind, 30.0) for ward in wards])
    squares = np.stack([latitudes // _NEIGHBOURHOOD_DEGREES, longitudes // _NEIGHBOURHOOD_DEGREES], axis=1)
    _, neighbourhoods = np.unique(squares, axis=0, return_inverse=True)
    return Wards(
        ids=np.array([ward.id for ward in wards], np.int64),
        names=[ward.name for ward in wards],
        weights=usual * (0.6 + np.exp(-away / 0.15)),
        neighbourhoods=neighbourhoods.reshape(-1).astype(np.int32),
        latitudes=latitudes,
        longitudes=longitudes,
    )
