"""The simulated epidemic itself: day by day, who infects whom, where and when. Everything about it is known."""

from typing import Any, Final, NamedTuple

import numpy as np

from antoan.domains.tracing.values import DAY_S, day_bounds
from antoan.entrypoints.cli.city.chance import Draw, stream
from bench.epidemic_air import air_of
from bench.epidemic_course import NEVER, Course, courses, load
from bench.epidemic_figures import figures
from bench.epidemic_town import FIRST, Stays, Town

Array = Any

AT_HOME: Final = -1
ELSEWHERE: Final = -2  # Brought into the town.
NOBODY: Final = -1
FIRST_DAYS: Final = 3
EVENING_S: Final = 20 * 3_600


class Infections(NamedTuple):
    """Who was infected, by whom, where and when; in order of time."""

    person: Array
    infector: Array
    spot: Array
    at: Array

    @classmethod
    def joined(cls, parts: "list[Infections]") -> "Infections":
        """Return all of several."""
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def take(self, chosen: Array) -> "Infections":
        """Return some, in the order of the choice."""
        return Infections(*(column[chosen] for column in self))


class Epidemic(NamedTuple):
    """All of it."""

    infections: Infections
    course: Course
    infected_at: Array  # Of each person; NEVER.

    @property
    def found_at(self) -> Array:
        """When each person was confirmed and went home; NEVER or later for most."""
        return self.infected_at + self.course.found_s

    @property
    def onset_at(self) -> Array:
        """When each person fell ill."""
        return self.infected_at + self.course.onset_s

    def summary(self) -> dict[str, float]:
        """Return what kind of epidemic it was, by those infected in its first half: later ones are not done yet."""
        told = self.infections
        half = (told.at.min() + told.at.max()) / 2
        by = np.bincount(told.infector[told.infector != NOBODY], minlength=len(self.infected_at))
        caused = np.sort(by[told.person[told.at < half]])[::-1]
        most = int(np.searchsorted(np.cumsum(caused), 0.8 * caused.sum())) + 1
        return {
            "infected": len(told.person),
            "infected_at_home": float((told.spot == AT_HOME).mean()),
            "each_infects": float(caused.mean()),
            "share_behind_80_percent": most / len(caused),
        }


def epidemic(town: Town) -> Epidemic:
    """Run it; the same town has the same epidemic."""
    count = len(town.people.work)
    course = courses(count, stream(town.seed, "epidemic courses"))
    infected_at = np.full(count, NEVER)
    told = []
    for number in range(town.days):
        draw, midnight = stream(town.seed, "epidemic spread", number), _midnight(number)
        state = Epidemic(Infections(*(np.empty(0, np.int64),) * 4), course, infected_at)
        stays = town.day(number)
        stays = Stays(*(column[stays.t_in < state.found_at[stays.person]] for column in stays))
        parts = [
            _brought(town, state, draw, number),
            at_spots(town, state, stays, draw, midnight),
            _at_home(town, state, draw, midnight),
        ]
        fresh = _first_each(Infections.joined(parts))
        infected_at[fresh.person] = fresh.at
        told.append(fresh)
    return Epidemic(Infections.joined(told), course, infected_at)


def at_spots(town: Town, state: Epidemic, stays: Stays, draw: Draw, midnight: int) -> Infections:
    """Return who is infected by the air of rooms and at tables on a day; `stays` are in order of spots."""
    begin = np.maximum(stays.t_in, state.infected_at[stays.person] + state.course.infectious_s[stays.person])
    end = np.minimum(stays.t_out, state.infected_at[stays.person] + state.course.over_s[stays.person])
    sources = np.flatnonzero(begin < end)
    begin, end, spot = begin[sources], end[sources], stays.spot[sources]
    mouth = _mouths(town, state, stays.person[sources], spot, begin)
    spread, spots = figures().spread, town.spots
    aired = spots.air_changes[spot] * np.exp(draw.normal(0, 0.2, len(spot)))
    air = air_of(
        midnight=midnight, since=begin, until=end, quanta_per_hour=mouth * spread["quanta_per_hour"],
        volume_m3=spots.room_m3[spot], removal=aired + spread["decay_per_hour"] + spread["settling_per_hour"],
        breathing=spread["breathing_m3_per_hour"],
    )  # fmt: skip
    open_to_it = np.flatnonzero(state.infected_at[stays.person] == NEVER)
    source, other = _side_by_side(spot, stays.spot[open_to_it])
    other = open_to_it[other]
    same_room = np.flatnonzero(stays.room[sources[source]] == stays.room[other])
    source, other = source[same_room], other[same_room]
    victim = stays.person[other]
    hours = np.minimum(end[source], stays.t_out[other]) - np.maximum(begin[source], stays.t_in[other])
    is_near = stays.table[sources[source]] == stays.table[other]
    near = is_near * np.maximum(hours, 0) / 3_600 * mouth[source] * spread["near_dose_per_hour"]
    dose = air.dose(
        source, np.maximum(stays.t_in[other], begin[source]), np.maximum(stays.t_out[other], begin[source])
    )
    dose = (dose + near) * _inhaled(town, stays.spot[other], draw) * state.course.susceptible[victim]
    hit = np.flatnonzero(draw.random(len(dose)) < -np.expm1(-dose))
    source, other = source[hit], other[hit]
    since = np.maximum(stays.t_in[other], begin[source])
    at = since + (draw.random(len(hit)) * (stays.t_out[other] - since)).astype(np.int64)
    return Infections(stays.person[other], stays.person[sources[source]], stays.spot[other], at)


def _mouths(town: Town, state: Epidemic, person: Array, spot: Array, at: Array) -> Array:
    """Return what leaves the mouths of infected people beside a mean one at quiet work."""
    return (
        state.course.emission[person]
        * load(state.course, person, at - state.infected_at[person])
        * town.spots.loudness[spot]
        * (1 - town.spots.masked[spot] * (1 - figures().spread["mask_lets_through"]))
    )


def _inhaled(town: Town, spot: Array, draw: Draw) -> Array:
    """Return what masks let through to those who wear one."""
    wears = draw.random(len(spot)) < town.spots.masked[spot]
    return np.where(wears, figures().spread["mask_lets_through"], 1.0)


def _side_by_side(spot: Array, others: Array) -> tuple[Array, Array]:
    """Return all pairs at one spot: positions in either; `others` is in order."""
    low = np.searchsorted(others, spot, side="left")
    count = np.searchsorted(others, spot, side="right") - low
    source = np.repeat(np.arange(len(spot)), count)
    return source, np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)


def _at_home(town: Town, state: Epidemic, draw: Draw, midnight: int) -> Infections:
    """Return who is infected at home in the evening."""
    evening = midnight + EVENING_S
    strength = load(state.course, np.arange(len(state.infected_at)), evening - state.infected_at)
    sick = np.flatnonzero(strength > 0)
    days = figures().course["infectious_days"][0]
    daily = -np.log1p(-figures().spread["home_attack"]) / days
    # At home hours are so many that the differences between mouths weigh less.
    strength = strength[sick] * np.sqrt(state.course.emission[sick]) / np.sqrt(state.course.emission).mean()
    strength = strength * np.where(
        state.found_at[sick] <= evening, figures().finding["home_when_isolated"], 1.0
    )
    order = np.argsort(town.people.household, kind="stable")
    source, mate = _side_by_side(town.people.household[sick], town.people.household[order])
    mate = order[mate]
    dose = daily * strength[source] * state.course.susceptible[mate] * (state.infected_at[mate] == NEVER)
    hit = np.flatnonzero(draw.random(len(dose)) < -np.expm1(-dose))
    at = evening + draw.integers(0, DAY_S - EVENING_S, len(hit))
    return Infections(mate[hit], sick[source[hit]], np.full(len(hit), AT_HOME), at)


def _brought(town: Town, state: Epidemic, draw: Draw, number: int) -> Infections:
    """Return who comes home infected from elsewhere."""
    spread, people = figures().spread, len(state.infected_at)
    per_day = spread["imports_first"] / FIRST_DAYS if number < FIRST_DAYS else spread["imports_a_day"]
    count = draw.poisson(per_day * people / 100_000)
    person = draw.choice(people, count, replace=False)
    person = person[state.infected_at[person] == NEVER]
    at = _midnight(number) + draw.integers(0, DAY_S, len(person))
    return Infections(person, np.full(len(person), NOBODY), np.full(len(person), ELSEWHERE), at)


def _first_each(found: Infections) -> Infections:
    """Return each person's first infection, in order of time."""
    ordered = found.take(np.argsort(found.at, kind="stable"))
    _, first = np.unique(ordered.person, return_index=True)
    return ordered.take(np.sort(first))


def _midnight(number: int) -> int:
    return day_bounds(FIRST)[0] + number * DAY_S
