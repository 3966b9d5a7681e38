"""Decides who goes where on a day, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.places.values import PlaceKind
from antoan.entrypoints.cli.city.chance import Draw, scattered
from antoan.entrypoints.cli.city.homes import Wards
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.rhythm import AGES, LOYAL, WEEKDAYS, half_hour_shares, kind_shares
from antoan.entrypoints.cli.city.sites import KINDS, Sites

Array = npt.NDArray[Any]

CHUNK_VISITS: Final = 250_000
HALF_HOUR: Final = 1_800_000_000  # microseconds
_NEAR_HOME: Final = 0.65
_ANY_AGE: Final = (3, 95)


@dataclass(frozen=True, slots=True)
class Walkers:
    """What visits need to know of everybody, by person id minus one."""

    age: Array
    neighbourhood: Array
    home_from: Array  # First day on which somebody must stay home.
    colour: Array  # As stored in visits, at any time before that day.
    rule: Array

    @classmethod
    def empty(cls, people: int) -> "Walkers":
        """Return room for so many."""
        return cls(
            age=np.zeros(people, np.int16),
            neighbourhood=np.zeros(people, np.int32),
            home_from=np.zeros(people, np.int32),
            colour=np.zeros(people, np.int16),
            rule=np.zeros(people, np.int16),
        )


@dataclass(frozen=True, slots=True)
class Destinations:
    """The spots of one kind, those of a neighbourhood side by side, with running sums of their traffic."""

    spots: Array
    sums: Array
    starts: Array  # Where each neighbourhood begins in the sums; one more at the end.

    def choose(self, neighbourhood: Array, near: Array, chance: Array) -> Array:
        """Return a spot for each visitor, near home or anywhere, in proportion to traffic."""
        low = np.where(near, self.starts[neighbourhood], 0.0)
        high = np.where(near, self.starts[neighbourhood + 1], self.sums[-1])
        nothing_near = high <= low
        low, high = np.where(nothing_near, 0.0, low), np.where(nothing_near, self.sums[-1], high)
        chosen = np.searchsorted(self.sums, low + chance * (high - low), side="right")
        return np.asarray(self.spots[np.minimum(chosen, len(self.spots) - 1)])


@dataclass(frozen=True, slots=True)
class Arrivals:
    """One value an arrival, in order of half hours."""

    person: Array  # Position: id minus one.
    spot: Array
    half_hour: Array


class Traffic:
    """The streams of a city: spots by kind and neighbourhood, people by the kinds that suit their age."""

    def __init__(self, plan: CityPlan, wards: Wards, sites: Sites, walkers: Walkers) -> None:
        """Sort spots and people once for all days."""
        self.plan, self.walkers = plan, walkers
        kinds = sites.spot_kind
        where = wards.neighbourhoods[sites.ward][sites.spot_place]
        self._destinations = [
            destinations_of(
                np.flatnonzero(kinds == kind), where, sites.spot_traffic, wards.neighbourhood_count
            )
            for kind in range(len(KINDS))
        ]
        self._pools = [_suitable(walkers.age, kind) for kind in KINDS]
        self._kind_sums = np.cumsum(kind_shares(KINDS), axis=1)

    def days(self) -> Iterator[date]:
        """Return the days that visits fill."""
        return (self.plan.first_day + timedelta(days=number) for number in range(self.plan.days))

    def chunks_of(self, day: date) -> int:
        """Return in how many chunks a day is made."""
        return max(1, -(-self._count(day) // CHUNK_VISITS))

    def arrivals(self, draw: Draw, day: date, chunk: int) -> Arrivals:
        """Return a chunk of a day's arrivals. People take turns: no two chunks hold the same person."""
        chunks, total = self.chunks_of(day), self._count(day)
        count = total * (chunk + 1) // chunks - total * chunk // chunks
        half_hour = np.repeat(np.arange(48), draw.multinomial(count, half_hour_shares()))
        kind = self._kinds(draw, half_hour)
        person, spot = np.empty(count, np.int64), np.empty(count, np.int64)
        for number in range(len(KINDS)):
            goes = np.flatnonzero(kind == number)
            pool = self._pools[number]
            turn = pool[pool % chunks == chunk]
            who = turn[draw.integers(0, len(turn), len(goes))] if len(turn) else pool[goes * 0]
            person[goes] = who
            spot[goes] = self._destined(draw, number, who)
        return Arrivals(person, spot, half_hour)

    def _count(self, day: date) -> int:
        return round(self.plan.people * self.plan.visits_a_day * WEEKDAYS[day.weekday()])

    def _kinds(self, draw: Draw, half_hour: Array) -> Array:
        chance = draw.random(len(half_hour))
        kind = np.empty(len(half_hour), np.int64)
        edges = np.searchsorted(half_hour, np.arange(49))
        for number in range(48):
            part = slice(edges[number], edges[number + 1])
            kind[part] = np.searchsorted(self._kind_sums[number], chance[part], side="right")
        return np.minimum(kind, len(KINDS) - 1)

    def _destined(self, draw: Draw, kind: int, who: Array) -> Array:
        """Choose spots of a kind. Workers and pupils go where they always go, others by chance."""
        if KINDS[kind] in LOYAL:
            fate = scattered(who * 32 + kind, 1 << 32)
            chance, near = fate / 2.0**32, fate % 100 < 100 * _NEAR_HOME
        else:
            chance, near = draw.random(len(who)), draw.random(len(who)) < _NEAR_HOME
        return self._destinations[kind].choose(self.walkers.neighbourhood[who], near, chance)


def destinations_of(spots: Array, where: Array, traffic: Array, neighbourhoods: int) -> Destinations:
    """Sort spots by the neighbourhood they stand in, and add up their traffic."""
    spots = spots[np.argsort(where[spots], kind="stable")]
    sums = np.cumsum(traffic[spots])
    edges = np.searchsorted(where[spots], np.arange(neighbourhoods + 1))
    return Destinations(spots, sums, np.r_[0.0, sums][edges])


def _suitable(age: Array, kind: PlaceKind) -> Array:
    youngest, oldest = AGES.get(kind, _ANY_AGE)
    pool = np.flatnonzero((age >= youngest) & (age <= oldest))
    return pool if len(pool) else np.arange(len(age))
