"""The air of a room keeps what was breathed into it until it is removed."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.epidemic_air import Air, air_of

HOUR = 3_600


def air(*, since: int, until: int, volume: float = 100.0, removal: float = 3.0) -> Air:
    one = np.ones(1)
    return air_of(
        midnight=0, since=one * since, until=one * until, quanta_per_hour=one, volume_m3=one * volume,
        removal=one * removal, breathing=0.5,
    )  # fmt: skip


def dose(room: Air, since: float, until: float) -> float:
    return float(room.dose(np.array([0]), np.array([since]), np.array([until]))[0])


def test_a_long_stay_breathes_the_settled_air():
    settled = 1 / (3.0 * 100.0) * 0.5  # Quanta an hour.
    assert dose(air(since=0, until=20 * HOUR), 18 * HOUR, 19 * HOUR) == pytest.approx(settled, rel=0.01)


@given(st.integers(0, 10), st.integers(1, 6), st.floats(20, 5_000), st.floats(1.5, 12))
def test_all_that_was_breathed_out_is_removed_in_the_end(came, hours, volume, removal):
    room = air(since=came * HOUR, until=(came + hours) * HOUR, volume=volume, removal=removal)
    whole = hours / (removal * volume) * 0.5
    assert dose(room, 0, 24 * HOUR) == pytest.approx(whole, rel=1e-5)


def test_nothing_is_breathed_before_somebody_infected_came():
    assert dose(air(since=9 * HOUR, until=10 * HOUR), 0, 9 * HOUR) == 0


def test_air_thins_after_they_left():
    room = air(since=9 * HOUR, until=10 * HOUR)
    hourly = [dose(room, hour * HOUR, (hour + 1) * HOUR) for hour in range(10, 14)]
    assert [later / earlier for earlier, later in itertools.pairwise(hourly)] == pytest.approx(
        [np.exp(-3.0)] * 3, rel=0.01
    )


@given(st.integers(0, 20 * HOUR), st.integers(0, 3 * HOUR), st.integers(0, HOUR))
def test_two_parts_of_a_stay_are_the_whole(since, first, second):
    room = air(since=8 * HOUR, until=12 * HOUR)
    parts = dose(room, since, since + first) + dose(room, since + first, since + first + second)
    assert parts == pytest.approx(dose(room, since, since + first + second), abs=1e-12)
