"""How good a ranking is: the share of truth among its first, and the chance that truth ranks before the rest. Ties count half."""

from typing import Any

import numpy as np

Array = Any


def precision_at(score: Array, truth: Array, count: int) -> float:
    """Return the expected share of truth among the first `count`, those that tie taken in any order."""
    count = min(count, len(score))
    if not count:
        return float("nan")
    bound = np.partition(score, len(score) - count)[len(score) - count]
    above, tied = score > bound, score == bound
    within = truth[above].sum() + truth[tied].mean() * (count - above.sum())
    return float(within / count)


def auc(score: Array, truth: Array) -> float:
    """Return the chance that one of the truth scores higher than one of the rest."""
    _, position, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[position]
    yes = int(truth.sum())
    no = len(truth) - yes
    if not yes or not no:
        return float("nan")
    return float((rank[truth].sum() - yes * (yes + 1) / 2) / (yes * no))


def auc_within(group: Array, score: Array, truth: Array) -> float:
    """Return the chance that one of the truth scores higher than one of the rest of its own group."""
    position = [np.flatnonzero(group == one) for one in np.unique(group[truth])]
    weight = [int(truth[of].sum()) for of in position]
    told = [(auc(score[of], truth[of]), count) for of, count in zip(position, weight, strict=True)]
    known = [(value, count) for value, count in told if not np.isnan(value)]
    if not known:
        return float("nan")
    return float(np.average([value for value, _ in known], weights=[count for _, count in known]))
