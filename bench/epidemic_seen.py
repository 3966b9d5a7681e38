"""What the city sees of the simulated weeks: check-ins of those who scan, some check-outs, some cases, some rooms."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.engine import Cases
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.engines.sweep import SweepEngine
from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.queries.weighing import SpotFacts
from antoan.domains.tracing.sealing.reading import day_in_memory
from antoan.domains.tracing.values import DAY_S
from antoan.entrypoints.cli.city.chance import stream
from antoan.entrypoints.cli.city.sites import KINDS
from bench.epidemic_course import NEVER
from bench.epidemic_figures import figures
from bench.epidemic_spread import Epidemic
from bench.epidemic_town import Stays, Town

Array = Any

JUDGED_STAYS: Final = 1_500
_HEIGHT_M: Final = 3.0
_KINDS: Final = tuple(PlaceKind(kind) for kind in KINDS)


class Log(NamedTuple):
    """The stays somebody checked in for, with the ends they really had."""

    stays: Stays
    usual_s: Array  # The usual stay of the spot, taken when nobody checked out.


class Seen(NamedTuple):
    """What tracing has to work with, at one share of missing check-outs."""

    engine: OnlineEngine
    log: Log
    is_missing: Array


def check_ins(town: Town, epidemic: Epidemic) -> Log:
    """Return what is scanned: people have their habits, some spots never scan, who is isolated stays home."""
    draw, seeing = stream(town.seed, "epidemic check-ins"), figures().seeing
    habit = draw.beta(*seeing["person_checks_in"], len(town.people.work))
    scans = draw.random(len(town.spots.kind)) < seeing["spots_that_scan"]
    parts = []
    for number in range(town.days):
        day = town.day(number)
        made = (draw.random(len(day.person)) < habit[day.person]) & scans[day.spot]
        made &= day.t_in < epidemic.found_at[day.person]
        parts.append(Stays(*(column[made] for column in day)))
    stays = Stays(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return Log(stays, town.spots.usual_s[stays.spot])


def seen(town: Town, log: Log, *, missing: float) -> Seen:
    """Leave a share of the check-outs out. Even of none, a few are: so that their bounds can be judged."""
    draw, stays = stream(town.seed, "epidemic check-outs"), log.stays
    chance = draw.random(len(stays.person))
    is_missing = chance < max(missing, JUDGED_STAYS / len(chance))
    t_eff = np.where(is_missing, stays.t_in + log.usual_s, stays.t_out)
    columns = [stays.person, stays.spot, stays.t_in, t_eff]
    day = stays.t_in // DAY_S
    days = []
    for number in np.unique(day).tolist():
        of = day == number
        whole = (column[of].astype(np.int32) for column in columns)
        days.append(day_in_memory(Columns(*whole, is_missing[of])))
    return Seen(OnlineEngine([SweepEngine(days)]), log, is_missing)


class Known(NamedTuple):
    """Confirmed cases, one value each."""

    person: Array
    onset: Array  # Midnight of the day they fell ill, or were confirmed.
    found_at: Array

    def infectious(self, scoring: Scoring) -> Cases:
        """Return them as the tracer's desk traces them: from some days before onset until they were confirmed."""
        since = self.onset - scoring.window.days_before * DAY_S
        return Cases.of(self.person, since, np.maximum(self.found_at, since))

    def exposed(self, scoring: Scoring) -> Cases:
        """Return them as looking back does: in the days in which they were infected."""
        return Cases.of(
            self.person, self.found_at - scoring.window.exposed_days_before * DAY_S, self.found_at
        )

    def take(self, chosen: Array) -> "Known":
        """Return some."""
        return Known(*(column[chosen] for column in self))


def known_cases(epidemic: Epidemic, *, since: int, until: int) -> Known:
    """Return the cases confirmed between two moments, the first first."""
    person = np.flatnonzero((epidemic.found_at >= since) & (epidemic.found_at < until))
    person = person[np.argsort(epidemic.found_at[person], kind="stable")]
    found_at = epidemic.found_at[person]
    first = np.where(epidemic.course.onset_s[person] < NEVER, epidemic.onset_at[person], found_at)
    return Known(person, _midnight_before(first), found_at)


class Register:
    """What is known of rooms: kinds always, sizes and ventilation of some, and not always rightly."""

    def __init__(self, town: Town, scoring: Scoring) -> None:
        """Describe rooms as somebody who walks through does."""
        draw, seeing, spots = stream(town.seed, "epidemic register"), figures().seeing, town.spots
        count = len(spots.kind)
        names = list(scoring.air.air_changes_per_hour)
        changes = np.log(np.array([scoring.air.air_changes_per_hour[name] for name in names]))
        nearest = np.abs(np.log(spots.air_changes)[:, None] - changes).argmin(axis=1)
        wrong = draw.random(count) < seeing["ventilation_wrong"]
        stated = np.where(wrong, draw.integers(0, len(names), count), nearest)
        area = spots.volume_m3 / _HEIGHT_M * np.exp(draw.normal(0, seeing["area_error"], count))
        described = draw.random(count) < seeing["rooms_described"]
        self._facts = [
            SpotFacts(_KINDS[kind], square, names[name]) if known else SpotFacts(_KINDS[kind], None, None)
            for kind, square, name, known in zip(
                spots.kind.tolist(), area.tolist(), stated.tolist(), described.tolist(), strict=True
            )
        ]

    def facts_of(self, spots: Sequence[int]) -> Mapping[int, SpotFacts]:
        """Return what is known of some spots."""
        return {spot: self._facts[spot] for spot in spots}


def _midnight_before(moment: Array) -> Array:
    """Return the city's midnight before a moment; tracing's seconds begin at midnight of Greenwich."""
    return (moment + 7 * 3_600) // DAY_S * DAY_S - 7 * 3_600
