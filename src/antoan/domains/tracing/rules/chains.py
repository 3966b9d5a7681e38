"""Who carries a chain on: contacts that were exposed enough, from the day they can infect others."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.engines.engine import Cases
from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.rules.weighing import WeighedContacts
from antoan.domains.tracing.values import DAY_S

Array = npt.NDArray[Any]

DEPTH_MAX: Final = (
    4  # Two hops reach most of a city already; a threshold keeps it meaningful, this keeps it finite.
)
CASES_PER_LEVEL_MAX: Final = 5_000


@dataclass(frozen=True, slots=True)
class Carriers:
    """Those whom a level of a chain goes on from, and whether there were more than may be followed."""

    cases: Cases
    onset: Array
    is_cut: bool


def infected_share(score: Array, scoring: Scoring) -> Array:
    """Return how likely somebody of this score was infected: half at the document's minutes, never certain."""
    return np.asarray(1 - 0.5 ** (score / scoring.triage.minutes_for_half_risk))


def carriers(contacts: WeighedContacts, known: set[int], *, until: int, scoring: Scoring) -> Carriers:
    """Return the contacts a chain goes on from, each once, those exposed most first.

    Nobody infects before the latent days after the first exposure are over, nor somebody who is in the chain already.
    """
    rule = scoring.chain
    is_new = ~np.isin(contacts.person, np.fromiter(known, np.int64, len(known)))
    chosen = np.flatnonzero(is_new & (contacts.score >= rule.score_min))
    chosen = chosen[np.argsort(-contacts.score[chosen], kind="stable")]
    _, first = np.unique(contacts.person[chosen], return_index=True)
    chosen = chosen[np.sort(first)]
    since = contacts.first_at[chosen] + rule.latent_days * DAY_S
    ends = np.minimum(since + rule.infectious_days * DAY_S, until)
    chosen, since, ends = (values[since < ends] for values in (chosen, since, ends))
    kept = slice(0, CASES_PER_LEVEL_MAX)
    return Carriers(
        cases=Cases.of(contacts.person[chosen][kept], since[kept], ends[kept]),
        # The document counts days from onset; a carrier begins to infect on the first of them.
        onset=since[kept] - min(scoring.infectiousness) * DAY_S,
        is_cut=len(chosen) > CASES_PER_LEVEL_MAX,
    )
