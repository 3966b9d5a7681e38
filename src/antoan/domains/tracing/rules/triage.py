"""Whom to call first when not everybody can be called: those calls that avert most infections."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.rules.chains import infected_share
from antoan.domains.tracing.values import DAY_S

Array = npt.NDArray[Any]


class Call(NamedTuple):
    """One call: whom it reaches (positions), and how many infections it is expected to avert."""

    reaches: tuple[int, ...]
    averted: float


def infections_averted(
    *, score: Array, exposed_at: Array, activity: Array, now: int, scoring: Scoring
) -> Array:
    """Return how many onward infections are averted when each contact stays at home from tomorrow on.

    The chance that the contact is infected, times the infections it would cause, times the share of them that
    still lies ahead. `activity` is how much somebody gets around, beside the others of the list.
    """
    rule = scoring.triage
    infectious_from = exposed_at + scoring.chain.latent_days * DAY_S
    day = (now + rule.reach_delay_days * DAY_S - infectious_from) // DAY_S
    return np.asarray(
        infected_share(score, scoring)
        * rule.onward_infections
        * _share_ahead(day, scoring)
        * np.clip(activity, 0.25, 4.0)
    )


def best_calls(averted: Array, household: Array, capacity: int) -> list[Call]:
    """Return as many calls as can be made, the best first; one call reaches a whole household."""
    if not len(averted):
        return []
    homes, position = np.unique(household, return_inverse=True)
    worth = np.bincount(position, weights=averted, minlength=len(homes))
    order = np.lexsort((homes, -worth))[:capacity]
    return [
        Call(tuple(np.flatnonzero(position == home).tolist()), float(worth[home])) for home in order.tolist()
    ]


def _share_ahead(day: Array, scoring: Scoring) -> Array:
    """Return which share of somebody's infectiousness lies on this day or after; days count from the first."""
    curve = np.array([scoring.infectiousness[number] for number in sorted(scoring.infectiousness)])
    ahead = np.r_[np.cumsum(curve[::-1])[::-1] / curve.sum(), 0.0]
    return np.asarray(ahead[np.clip(day, 0, len(curve))])
