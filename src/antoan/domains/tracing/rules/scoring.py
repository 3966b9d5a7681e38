"""How much an exposure weighs: minutes, in the unit of an hour's work beside a case in an ordinary office.

A part of the risk is near (both present, side by side), a part is the air of the room: the well-mixed room of
building physics, in which a case's breath builds up, is thinned by ventilation, decay and settling, and goes on
thinning after the case has left. `tests/domains/tracing/test_physics.py` holds it against CAiMIRA.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.parameters import AirRule, Scoring

Array = npt.NDArray[Any]


class Room(NamedTuple):
    """The air of the rooms of some meetings, one value a meeting."""

    removal: Array  # Share of the virus that leaves the air in an hour.
    factor: Array  # How the settled air compares with the reference room's.


def score(
    *,
    start: Array,
    end: Array,
    came: Array,
    left: Array,
    day: Array,
    kind: Array,
    room: Room,
    scoring: Scoring,
) -> Array:
    """Return the score of meetings in minutes: exposed minutes × decay × day × place × room.

    `start` and `end` bound each exposure, `came` and `left` the case's stay (seconds); `day` counts from the
    case's onset; `kind` is the factor of the kind of place.
    """
    near = np.maximum(np.minimum(end, left) - np.maximum(start, came), 0)
    begins = came - scoring.contact.before_s
    air = air_seconds(start=start, end=end, came=begins, left=left, per_hour=room.removal)
    share = scoring.air.near_share
    seconds = share * near + (1 - share) * air * room.factor
    return np.asarray(seconds / 60 * kind * scoring.infectiousness_on(day))


def air_seconds(*, start: Array, end: Array, came: Array, left: Array, per_hour: Array | float) -> Array:
    """Return for how many seconds of a room's settled concentration an exposure counts.

    The air tends to its settled concentration while the case is there, and thins after.
    """
    rate = np.asarray(per_hour) / 3600
    to = np.maximum(np.minimum(end, left), np.maximum(start, came))
    since = np.minimum(np.maximum(start, came), to)
    during = (to - since) - (np.exp(-rate * (since - came)) - np.exp(-rate * (to - came))) / rate
    after_from = np.maximum(start, left)
    after_to = np.maximum(end, after_from)
    peak = 1 - np.exp(-rate * np.maximum(left - came, 0))
    after = peak * (np.exp(-rate * (after_from - left)) - np.exp(-rate * (after_to - left))) / rate
    return np.asarray(during + after)


def room_of(air: AirRule, *, area_m2: float | None, ventilation: str | None) -> tuple[float, float]:
    """Return removal and factor of a room; those of the reference room as far as nothing is known."""
    removal, usual = air.removal(ventilation), air.removal()
    volume = air.reference_volume_m3 if area_m2 is None else area_m2 * air.height_m
    low, high = air.room_factor_range
    return removal, min(max(air.reference_volume_m3 * usual / (volume * removal), low), high)
