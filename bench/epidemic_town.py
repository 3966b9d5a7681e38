"""The town of the simulated epidemic: homes, work and school, errands; who is where at every minute of four weeks.

People, households and places are those of the synthetic city. What it leaves open is added here: everybody has one
place of work or school and goes there on its days, and nobody is at two places at once. Rooms differ in size, air
and noise as no register knows.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import numpy as np

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.values import DAY_S, day_bounds
from antoan.entrypoints.cli.city.chance import Draw, pick, scattered, stream
from antoan.entrypoints.cli.city.homes import Wards
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import CHUNK_PEOPLE, residents_of
from antoan.entrypoints.cli.city.rhythm import LOYAL, half_hour_shares, kind_shares
from antoan.entrypoints.cli.city.sites import KINDS, Sites, sites_of
from antoan.entrypoints.cli.city.traffic import destinations_of
from bench.epidemic_figures import figures, lognormal

Array = Any

FIRST: Final = date(2021, 10, 4)  # A Monday.
WARDS_ACROSS: Final = 4
NEAR_HOME: Final = 0.6
HOUR: Final = 3_600
NOWHERE: Final = -1
# Our own figures. Where people of working age work, and how many of them do.
WORK: Final = {
    PlaceKind.OFFICE: 42, PlaceKind.FACTORY: 26, PlaceKind.INDUSTRIAL_ZONE: 8, PlaceKind.SHOP: 9, PlaceKind.RESTAURANT: 6,
    PlaceKind.MARKET: 3, PlaceKind.HOSPITAL: 2, PlaceKind.CLINIC: 2, PlaceKind.SUPERMARKET: 2,
}  # fmt: skip
WORKING: Final = 0.75
ERRANDS_A_DAY: Final = 0.8
LUNCH_OUT: Final = 0.3  # Of those at work or school: two stays with an hour out between them.
TRAVEL_S: Final = 300
SHORTEST_S: Final = 120
PEOPLE_A_TABLE: Final = 6
TABLES_A_ROOM: Final = 6  # A school is no hall: who checks in at one spot may sit in another room.


class Spots(NamedTuple):
    """Spots by position, which is their number: what a register tells, and the truth about their rooms."""

    kind: Array  # Position in KINDS.
    usual_s: Array
    volume_m3: Array
    air_changes: Array  # An hour.
    loudness: Array  # How much more virus leaves a mouth than at quiet work.
    masked: Array  # Share of people.
    tables: Array  # How many groups sit or work apart.
    habit: Array  # How long people stay beside what is usual for the kind.

    @property
    def room_m3(self) -> Array:
        """The air of one of the rooms of each spot."""
        return self.volume_m3 / ((self.tables - 1) // TABLES_A_ROOM + 1)


class Stays(NamedTuple):
    """Stays as they really were, by time of one day, in seconds of tracing; each person's do not overlap."""

    person: Array
    spot: Array
    t_in: Array
    t_out: Array
    table: Array

    @property
    def room(self) -> Array:
        """In which room of the spot."""
        return self.table // TABLES_A_ROOM


@dataclass(frozen=True, slots=True)
class People:
    """Everybody by position."""

    household: Array
    neighbourhood: Array
    work: Array  # Spot of work or school; NOWHERE.
    rush: Array  # Errands a day.


class Town:
    """A town for some weeks; the same seed makes the same one."""

    def __init__(self, people: int, days: int, *, seed: int) -> None:
        """Settle everybody."""
        self.days, self.seed = days, seed
        self._wards = _wards()
        plan = CityPlan(people=people, days=days, until=FIRST + timedelta(days=days), seed=seed, codes=0)
        sites = sites_of(plan, self._wards)
        where = self._wards.neighbourhoods[sites.ward][sites.spot_place]
        self._destinations = [
            destinations_of(
                np.flatnonzero(sites.spot_kind == kind),
                where,
                sites.spot_traffic,
                self._wards.neighbourhood_count,
            )
            for kind in range(len(KINDS))
        ]
        self.people = self._settled(plan)
        self.spots = _spots(sites, self.people, seed)

    def day(self, number: int) -> Stays:
        """Return all stays of a day, in order of spots."""
        draw, weekday = stream(self.seed, "epidemic day", number), number % 7
        midnight = day_bounds(FIRST + timedelta(days=number))[0]
        at_work, free_from = self._work(draw, weekday)
        errands = self._errands(draw, free_from)
        person, spot, t_in, t_out, table = (
            np.concatenate(column) for column in zip(at_work, errands, strict=True)
        )
        order = np.lexsort((t_in, person))
        person, spot, t_in, t_out, table = (part[order] for part in (person, spot, t_in, t_out, table))
        following = np.r_[np.where(np.diff(person) == 0, t_in[1:] - TRAVEL_S, DAY_S), DAY_S]
        t_out = np.minimum(np.minimum(t_out, following), DAY_S - 1)
        real = np.flatnonzero(t_out - t_in >= SHORTEST_S)
        real = real[np.argsort(spot[real], kind="stable")]
        return Stays(person[real], spot[real], midnight + t_in[real], midnight + t_out[real], table[real])

    def _settled(self, plan: CityPlan) -> People:
        chunks = [
            residents_of(plan, self._wards, number) for number in range(-(-plan.people // CHUNK_PEOPLE))
        ]
        age = np.concatenate([chunk.age for chunk in chunks])
        ward = np.concatenate([chunk.ward for chunk in chunks])
        neighbourhood = self._wards.neighbourhoods[ward]
        draw = stream(plan.seed, "epidemic people")
        learns = (age >= 3) & (age <= 18) | (age <= 22) & (age > 18) & (draw.random(len(age)) < 0.4)
        works = ~learns & (age > 18) & (age < 63) & (draw.random(len(age)) < WORKING)
        kind = np.array([KINDS.index(kind) for kind in WORK])[pick(draw, list(WORK.values()), len(age))]
        kind[learns] = KINDS.index(PlaceKind.SCHOOL)
        chance, near = draw.random(len(age)), draw.random(len(age)) < NEAR_HOME
        work = np.full(len(age), NOWHERE)
        for number in np.unique(kind).tolist():
            of = np.flatnonzero((learns | works) & (kind == number))
            work[of] = self._destinations[number].choose(neighbourhood[of], near[of], chance[of])
        return People(
            household=np.concatenate([chunk.household for chunk in chunks]),
            neighbourhood=neighbourhood,
            work=work,
            rush=lognormal(draw, [ERRANDS_A_DAY, ERRANDS_A_DAY], len(age)),
        )

    def _work(self, draw: Draw, weekday: int) -> tuple[tuple[Array, ...], Array]:
        """Return the stays at work and school, and from when on everybody is free."""
        people = self.people
        open_share = np.where(np.isin(self.spots.kind, [KINDS.index(kind) for kind in LOYAL]), 1.0, 0.8)
        if weekday >= 5:
            open_share = np.where(open_share == 1.0, (0.3, 0.05)[weekday - 5], 0.8)
        goes = np.flatnonzero(
            (people.work != NOWHERE) & (draw.random(len(people.work)) < 0.95 * open_share[people.work])
        )
        spot, count = people.work[goes], len(goes)
        shift = np.where(self.spots.kind[spot] == KINDS.index(PlaceKind.RESTAURANT), 3 * HOUR, 0)
        begin = 7.5 * HOUR + shift + draw.normal(0, 1_800, count)
        end = begin + np.maximum(draw.normal(8.7, 0.8, count), 2) * HOUR
        splits = draw.random(count) < LUNCH_OUT
        lunch = begin + draw.normal(4, 0.3, count) * HOUR
        again = lunch + draw.normal(1.1, 0.15, count) * HOUR
        back = np.flatnonzero(splits & (again < end))
        t_out = np.where(splits, lunch, end)
        table = scattered(goes, 1 << 31) % self.spots.tables[spot]
        stays = (
            np.r_[goes, goes[back]],
            np.r_[spot, spot[back]],
            np.r_[begin, again[back]].astype(np.int64),
            np.r_[t_out, end[back]].astype(np.int64),
            np.r_[table, table[back]],
        )
        free_from = np.zeros(len(people.work))
        free_from[goes] = end
        return stays, free_from

    def _errands(self, draw: Draw, free_from: Array) -> tuple[Array, ...]:
        """Return errands; who works runs them afterwards."""
        times = draw.poisson(self.people.rush)
        person = np.repeat(np.arange(len(times)), times)
        count = len(person)
        half_hour = pick(draw, half_hour_shares(), count)
        t_in = half_hour * 1_800 + draw.integers(0, 1_800, count)
        t_in = np.where(
            t_in < free_from[person], free_from[person] + draw.exponential(4_500, count) + TRAVEL_S, t_in
        )
        kind = _errand_kinds(draw, half_hour)
        near, chance = draw.random(count) < NEAR_HOME, draw.random(count)
        spot = np.zeros(count, np.int64)
        for number in np.unique(kind).tolist():
            of = np.flatnonzero(kind == number)
            where = self.people.neighbourhood[person[of]]
            spot[of] = self._destinations[number].choose(where, near[of], chance[of])
        middle = self.spots.usual_s[spot] * self.spots.habit[spot]
        length = middle * np.exp(draw.normal(0, 0.55, count))
        table = draw.integers(0, 1 << 30, count) % self.spots.tables[spot]
        return person, spot, t_in.astype(np.int64), (t_in + length).astype(np.int64), table


def _errand_kinds(draw: Draw, half_hour: Array) -> Array:
    edges = np.cumsum(_errand_shares(), axis=1)
    return np.minimum((draw.random(len(half_hour))[:, None] > edges[half_hour]).sum(axis=1), len(KINDS) - 1)


def _errand_shares() -> Array:
    """Return how many errands of each half-hour lead to each kind: nobody runs one to work."""
    shares = kind_shares(KINDS) * ~np.isin(np.array(KINDS), LOYAL)
    return shares / shares.sum(axis=1, keepdims=True)


def _visitors_at_peak(sites: Sites, people: int) -> Array:
    """Return how many are at each spot on errands when it is full: twice as many as over its ten open hours."""
    shares = half_hour_shares() @ _errand_shares()
    traffic = np.bincount(sites.spot_kind, weights=sites.spot_traffic, minlength=len(KINDS))
    a_day = people * ERRANDS_A_DAY * shares[sites.spot_kind] * sites.spot_traffic / traffic[sites.spot_kind]
    return a_day * 2 * np.minimum(sites.usual_stay / 600, 1)


def _wards() -> Wards:
    """Return wards side by side, each a neighbourhood."""
    count = WARDS_ACROSS**2
    return Wards(
        ids=np.arange(1, count + 1),
        names=[f"Phường {number}" for number in range(1, count + 1)],
        weights=np.linspace(2.0, 1.0, count),
        neighbourhoods=np.arange(count, dtype=np.int32),
        latitudes=10.7 + 0.05 * (np.arange(count) // WARDS_ACROSS),
        longitudes=106.6 + 0.05 * (np.arange(count) % WARDS_ACROSS),
    )


def _spots(sites: Sites, people: People, seed: int) -> Spots:
    """Draw the rooms: as large as the people there need, more or less; aired and as loud as their kind, more or less."""
    draw, rooms = stream(seed, "epidemic rooms"), figures().rooms
    kind, count = sites.spot_kind, len(sites.spot_place)
    air, loud, masked = np.array([rooms["kinds"][name] for name in KINDS])[kind].T
    regulars = np.bincount(people.work[people.work != NOWHERE], minlength=count)
    inside = np.maximum(regulars + _visitors_at_peak(sites, len(people.work)), 4)
    middle, spread = rooms["m3_a_person"]
    return Spots(
        kind=kind,
        usual_s=sites.usual_stay * 60,
        volume_m3=np.maximum(inside * middle * np.exp(draw.normal(0, spread, count)), 40),
        air_changes=air * np.exp(draw.normal(0, rooms["air_changes_spread"], count)),
        loudness=loud * np.exp(draw.normal(0, rooms["loudness_spread"], count)),
        masked=np.clip(masked + draw.normal(0, 0.1, count) * (masked > 0), 0, 1),
        tables=np.maximum((inside / PEOPLE_A_TABLE).astype(np.int64), 1),
        habit=0.85 * np.exp(draw.normal(0, 0.25, count)),
    )
