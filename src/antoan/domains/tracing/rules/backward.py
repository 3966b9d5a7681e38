"""Which spots and half-hours were shared by more cases than chance explains: where they may have been infected.

Every half-hour at a spot at which some case was is a test. If nobody was infected there, cases are among its
visitors as often as among everybody: their number follows Poisson. Given that one case was there (otherwise there
is no test), the chance of so many more is the p-value; Benjamini and Hochberg keep the share of false alarms.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

SLOT_S: Final = 1_800
FALSE_SHARE_MAX: Final = 0.05  # Of the places that are named, at most so many are named by chance.
GAP_SLOTS_MAX: Final = 1  # A silent half-hour between two loud ones belongs to the same outbreak.
_TERMS: Final = 400


@dataclass(frozen=True, slots=True)
class Presence:
    """Who of the cases was where in which half-hour: one value each, each once."""

    spot: Array
    slot: Array
    case: Array


@dataclass(frozen=True, slots=True)
class Shared:
    """Half-hours at a spot at which several cases were; `tests` is how many half-hours had any."""

    spot: Array
    slot: Array
    cases: Array
    tests: int


@dataclass(frozen=True, slots=True)
class Venue:
    """A spot and a time that several cases shared."""

    spot: int
    since: int
    until: int
    cases: tuple[int, ...]  # Positions.
    visitors: int  # At the fullest half-hour.
    expected: float  # Cases by chance alone, at that half-hour.
    q_value: float  # The share of false alarms among all places that are at least as striking.


def presence(*, spot: Array, came: Array, left: Array, case: Array) -> Presence:
    """Spread stays of cases over the half-hours they touch."""
    first = came.astype(np.int64) // SLOT_S
    count = np.maximum((left.astype(np.int64) - 1) // SLOT_S, first) - first + 1
    where = np.repeat(np.arange(len(spot)), count)
    slot = first[where] + np.arange(len(where)) - np.repeat(np.cumsum(count) - count, count)
    rows = np.unique(np.stack([spot[where].astype(np.int64), slot, case[where].astype(np.int64)]), axis=1)
    return Presence(*rows)


def shared_slots(found: Presence) -> Shared:
    """Return the half-hours with at least two cases."""
    if not len(found.spot):
        nothing = np.empty(0, np.int64)
        return Shared(nothing, nothing, nothing, 0)
    is_new = np.r_[True, (np.diff(found.spot) != 0) | (np.diff(found.slot) != 0)]
    begins = np.flatnonzero(is_new)
    cases = np.diff(np.r_[begins, len(found.spot)])
    several = cases >= 2
    return Shared(found.spot[begins][several], found.slot[begins][several], cases[several], len(begins))


def chance_of_more(cases: Array, expected: Array) -> Array:
    """Return P(X ≥ cases | X ≥ 1) for X ~ Poisson(expected)."""
    expected = np.maximum(expected, 1e-12)
    term = np.ones(len(cases))
    total = term.copy()
    for number in range(1, _TERMS):
        term = term * expected / (cases + number)
        total += term
        if len(term) == 0 or term.max() < 1e-15 * total.max():
            break
    factorial = np.array([math.lgamma(count + 1) for count in cases.tolist()])
    log_tail = -expected + cases * np.log(expected) - factorial + np.log(total)
    return np.asarray(np.minimum(np.exp(log_tail - np.log(-np.expm1(-expected))), 1.0))


def q_values(p_values: Array, tests: int) -> Array:
    """Return Benjamini and Hochberg's adjusted values of the smallest of `tests` p-values (the others are 1)."""
    order = np.argsort(p_values)
    ranked = p_values[order] * tests / np.arange(1, len(p_values) + 1)
    adjusted = np.minimum.accumulate(ranked[::-1])[::-1]
    values = np.empty(len(p_values))
    values[order] = np.minimum(adjusted, 1.0)
    return values


def venues(
    shared: Shared,
    found: Presence,
    *,
    visitors: Array,
    case_share: float,
    false_share: float = FALSE_SHARE_MAX,
) -> list[Venue]:
    """Return the places that chance does not explain, neighbouring half-hours as one, the most striking first.

    `visitors` is of each shared half-hour how many people were there; `case_share` how common cases are among all.
    """
    expected = visitors * case_share
    q = q_values(chance_of_more(shared.cases, expected), shared.tests)
    named = np.flatnonzero(q <= false_share)
    named = named[np.lexsort((shared.slot[named], shared.spot[named]))]
    gaps = np.diff(shared.slot[named]) > 1 + GAP_SLOTS_MAX
    breaks = np.flatnonzero(gaps | (np.diff(shared.spot[named]) != 0)) + 1
    groups = [group for group in np.split(named, breaks) if len(group)]
    merged = [_merged(group, shared, found, visitors, expected, q) for group in groups]
    return sorted(merged, key=lambda venue: (venue.q_value, -len(venue.cases), venue.spot))


def _merged(
    group: Array, shared: Shared, found: Presence, visitors: Array, expected: Array, q: Array
) -> Venue:
    spot, first, last = int(shared.spot[group[0]]), int(shared.slot[group[0]]), int(shared.slot[group[-1]])
    low, high = np.searchsorted(found.spot, [spot, spot + 1])
    of_spot = slice(int(low), int(high))
    within = (found.slot[of_spot] >= first) & (found.slot[of_spot] <= last)
    fullest = group[np.argmax(visitors[group])]
    return Venue(
        spot=spot,
        since=first * SLOT_S,
        until=(last + 1) * SLOT_S,
        cases=tuple(np.unique(found.case[of_spot][within]).tolist()),
        visitors=int(visitors[fullest]),
        expected=float(expected[fullest]),
        q_value=float(q[group].min()),
    )
