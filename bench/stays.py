"""True stays of a simulated city, of which some check-outs are hidden: how often our bounds hold the truth."""

from dataclasses import dataclass

import numpy as np

from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.rules.stays import stay_bounds

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many hidden ends were judged, the share held by the interval, and how wide it is."""

    judged: int
    share: float
    width_minutes: float


@dataclass(frozen=True, slots=True)
class TrueStays:
    """Stays with their true ends; each person's in order of time."""

    person: np.ndarray
    spot: np.ndarray
    t_in: np.ndarray
    t_out: np.ndarray
    usual: np.ndarray  # Of the spot, in seconds.


def true_stays(*, people: int = 4_000, spots: int = 250, days: int = 3, seed: int) -> TrueStays:
    """Return whole days of people who go from spot to spot: at work, in shops, at table, overnight.

    How long people stay differs from spot to spot in its middle and in its spread, and the usual stay that a spot
    tells is off by a third either way: nobody measured it.
    """
    draw = np.random.default_rng(seed)
    middle = draw.choice([1_200, 2_400, 3_000, 5_400, 30_000], spots, p=[0.4, 0.2, 0.2, 0.1, 0.1])
    spread = draw.uniform(0.15, 0.8, spots)
    usual = (middle * np.exp(draw.normal(0, 0.3, spots))).astype(int)
    popular = draw.pareto(1.2, spots) + 0.2
    columns = []
    for _ in range(4 * days):
        spot = draw.choice(spots, people, p=popular / popular.sum())
        length = np.clip(middle[spot] * np.exp(draw.normal(0, 1, people) * spread[spot]), 30, DAY)
        columns.append((spot, length.astype(int), draw.exponential(5_000, people).astype(int) + 60))
    spot, length, pause = (np.stack([column[n] for column in columns], axis=1) for n in range(3))
    t_out = np.cumsum(length + pause, axis=1) + draw.integers(0, DAY, (people, 1))
    person = np.repeat(np.arange(people), spot.shape[1]).reshape(spot.shape)
    flat = (part.reshape(-1) for part in (person, spot, t_out - length, t_out))
    person, spot, t_in, t_out = flat
    return TrueStays(person, spot, t_in, t_out, usual[spot])


def coverage(*, missing: float, seed: int, judged_max: int = 8_000) -> Coverage:
    """Hide a share of the check-outs and bound the ends of hidden stays; with none hidden, of each in turn."""
    stays, rule = true_stays(seed=seed), scorings()[0].stays
    draw = np.random.default_rng(seed + 1)
    hidden = draw.random(len(stays.person)) < missing
    next_in = np.r_[stays.t_in[1:], 0]
    is_last = np.r_[stays.person[1:] != stays.person[:-1], True]
    length = stays.t_out - stays.t_in
    chosen = np.flatnonzero(hidden if missing else np.ones(len(hidden), bool))
    chosen = draw.choice(chosen, min(judged_max, len(chosen)), replace=False)
    by_spot = {spot: np.flatnonzero((stays.spot == spot) & ~hidden) for spot in np.unique(stays.spot)}
    held, widths = 0, []
    for number in chosen.tolist():
        others = by_spot[stays.spot[number]]
        bounds = stay_bounds(
            observed=length[others[others != number]],
            usual=int(stays.usual[number]),
            gone_after=None if is_last[number] else int(next_in[number] - stays.t_in[number]),
            rule=rule,
        )
        held += bounds.low <= length[number] <= bounds.high
        widths.append(bounds.high - bounds.low)
    return Coverage(len(chosen), held / len(chosen), float(np.median(widths)) / 60)
