"""What happened to people: doses, tests, infections, isolation and declarations, in shares near those of late 2021."""

from typing import Final

import numpy as np

from antoan.entrypoints.cli.city.answers import answer_sets
from antoan.entrypoints.cli.city.chance import Draw, pick, stream
from antoan.entrypoints.cli.city.doses import doses_of
from antoan.entrypoints.cli.city.health_values import (
    NEVER,
    Array,
    Declarations,
    Health,
    Infections,
    Isolations,
    Tests,
)
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import Residents
from antoan.entrypoints.cli.city.rows import days_of, microseconds_of
from antoan.kit.clock import day_start

_DAY: Final = 86_400_000_000  # microseconds

# Shares of people, our own: some of every colour and of every reason must be there.
_ACTIVE_CASES: Final = 0.012
_RECOVERED: Final = 0.07
_CONTACTS_ISOLATED: Final = 0.012
_ARRIVALS_ISOLATED: Final = 0.002
_TESTED: Final = 0.35
_DECLARED: Final = 0.40


def health_of(plan: CityPlan, people: Residents, number: int, hotness: Array | None = None) -> Health:
    """Return what happened to the people of a chunk before the plan's day.

    `hotness` tells by ward how many times the usual share are active cases; everywhere the same unless told.
    """
    draw = stream(plan.seed, "health", number)
    today = days_of(plan.until)
    infections = _infections(draw, people, today, hotness)
    return Health(
        doses=doses_of(draw, people, today),
        tests=_tests(draw, people, infections, plan),
        infections=infections,
        isolations=_isolations(draw, people, infections, today),
        declarations=_declarations(draw, people, plan),
    )


def stays_home_from(health: Health, people: Residents, today: int) -> Array:
    """Return the first day on which each person may not go out any more; far ahead for those who may."""
    from_day = np.full(people.count, today + 10_000, np.int64)
    active = health.infections.recovered_on == NEVER
    np.minimum.at(from_day, health.infections.position[active], health.infections.confirmed_on[active])
    held = health.isolations.ends_on >= today
    np.minimum.at(from_day, health.isolations.position[held], health.isolations.starts_on[held])
    return from_day


def _infections(draw: Draw, people: Residents, today: int, hotness: Array | None) -> Infections:
    luck = draw.random(people.count)
    share = _ACTIVE_CASES if hotness is None else _ACTIVE_CASES * hotness[people.ward]
    active = np.flatnonzero(luck < share)
    recovered = np.flatnonzero((luck >= share) & (luck < share + _RECOVERED))
    ended = today - 1 - draw.integers(0, 300, len(recovered))
    return Infections(
        position=np.concatenate([active, recovered]),
        confirmed_on=np.concatenate(
            [today - 1 - draw.integers(0, 12, len(active)), ended - 10 - draw.integers(0, 12, len(recovered))]
        ),
        recovered_on=np.concatenate([np.full(len(active), NEVER), ended]),
    )


def _tests(draw: Draw, people: Residents, infections: Infections, plan: CityPlan) -> Tests:
    """Everybody who fell ill has the positive test that confirmed it; others were tested now and then."""
    end = microseconds_of(day_start(plan.until))
    times = np.where(draw.random(people.count) < _TESTED, 1 + draw.integers(0, 3, people.count), 0)
    others = np.repeat(np.arange(people.count), times)
    sampled = end - draw.integers(_DAY // 24, 60 * _DAY, len(others))
    outcome = pick(draw, [96.5, 1.0, 1.0, 1.5], len(others))
    # A doubtful or positive screening of the healthy stays without a case: records tell both.
    noon = (
        microseconds_of(day_start(plan.until))
        - (days_of(plan.until) - infections.confirmed_on) * _DAY
        + _DAY // 2
    )
    position = np.concatenate([infections.position, others])
    order = np.argsort(position, kind="stable")
    return Tests(
        position=position[order],
        kind=np.concatenate([np.ones(len(infections.position), np.int64), draw.integers(0, 2, len(others))])[
            order
        ],
        outcome=np.concatenate([np.full(len(infections.position), 1), outcome])[order],
        sampled_at=np.concatenate([noon - draw.integers(0, _DAY // 4, len(noon)), sampled])[order],
    )


def _isolations(draw: Draw, people: Residents, infections: Infections, today: int) -> Isolations:
    """Cases are isolated for 14 days from confirmation, contacts and arrivals for 14 from some day of late."""
    of_cases = infections.recovered_on == NEVER
    luck = draw.random(people.count)
    contacts = np.flatnonzero(luck < _CONTACTS_ISOLATED)
    arrivals = np.flatnonzero((luck >= _CONTACTS_ISOLATED) & (luck < _CONTACTS_ISOLATED + _ARRIVALS_ISOLATED))
    others = np.concatenate([contacts, arrivals])
    starts = today - draw.integers(0, 20, len(others))
    position = np.concatenate([infections.position[of_cases], others])
    starts_on = np.concatenate([infections.confirmed_on[of_cases], starts])
    kind = np.concatenate([np.zeros(int(of_cases.sum())), np.ones(len(contacts)), np.full(len(arrivals), 2)])
    return Isolations(position, kind.astype(np.int64), starts_on, starts_on + 13)


def _declarations(draw: Draw, people: Residents, plan: CityPlan) -> Declarations:
    end = microseconds_of(day_start(plan.until))
    times = np.where(draw.random(people.count) < _DECLARED, 1 + draw.integers(0, 2, people.count), 0)
    position = np.repeat(np.arange(people.count), times)
    declared_at = end - draw.integers(_DAY // 1440, 10 * _DAY, len(position))
    sets = answer_sets()
    answers = pick(draw, sets.weights, len(position))
    return Declarations(position, declared_at, answers, sets.is_risky[answers])
