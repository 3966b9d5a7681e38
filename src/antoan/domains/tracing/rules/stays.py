"""Between which two moments somebody left who was not scanned out (lesson L19)."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.parameters import StayRule


class Bounds(NamedTuple):
    """The shortest and the longest likely stay, in seconds."""

    low: int
    high: int


def stay_bounds(
    *, observed: Sequence[int] | npt.NDArray[np.int32], usual: int, gone_after: int | None, rule: StayRule
) -> Bounds:
    """Return the interval that holds the true length of a stay with the chance of `rule.interval`.

    `observed` are stays of others at the spot, in seconds, `usual` is the spot's usual one, `gone_after` says
    after how many seconds the person entered somewhere else: they had left by then, and stays that outlast it
    teach nothing.
    """
    seen = np.asarray(observed)
    if gone_after is not None:
        seen = seen[seen <= gone_after]
    if len(seen) >= rule.observed_min:
        return _between(np.sort(seen), rule.interval)
    short, long = (round(usual * share) for share in rule.usual_range)
    if gone_after is None:
        return Bounds(short, long)
    return Bounds(min(short, gone_after), min(long, gone_after))


class Span(NamedTuple):
    """Three ends of each stay: the likely one, and the two it lies between."""

    likely: npt.NDArray[Any]
    low: npt.NDArray[Any]
    high: npt.NDArray[Any]

    @classmethod
    def known(cls, ends: npt.NDArray[Any]) -> "Span":
        """Return ends that were scanned: nothing is open."""
        return cls(ends, ends, ends)


def span_of(*, t_in: int, t_eff: int, bounds: Bounds) -> tuple[int, int, int]:
    """Return the likely, the lowest and the highest end of a stay whose end `t_eff` is the usual one."""
    low, high = t_in + bounds.low, t_in + bounds.high
    return min(max(t_eff, low), high), low, high


def _between(ordered: npt.NDArray[np.int32], share: float) -> Bounds:
    """Return the order statistics between which one more stay of the same kind lies with this chance."""
    tail = (1 - share) / 2
    low = math.floor(tail * (len(ordered) + 1))
    high = math.ceil((1 - tail) * (len(ordered) + 1))
    return Bounds(int(ordered[max(low, 1) - 1]), int(ordered[min(high, len(ordered)) - 1]))
