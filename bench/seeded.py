"""Counts how many seeded errors checks find, and how many doubts they raise over what is right."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from antoan.domains.records.values import Doubt

ERROR_SHARE: Final = 0.01  # Of each kind.
Case = TypeVar("Case")


@dataclass(frozen=True)
class Tally:
    """What became of cases: right ones, and those with one error each."""

    cases: int
    right: int
    falsely: int  # Right, and doubted all the same.
    unseen: int  # Wrong, and not doubted at all.
    seeded: Mapping[Doubt, int]
    found: Mapping[Doubt, int]  # Doubted for the error that they have.
    raised: Mapping[Doubt, int]
    justly: Mapping[Doubt, int]  # Over what is wrong, whichever way: an error in a day may show as several.

    @property
    def errors(self) -> int:
        """How many errors were seeded."""
        return sum(self.seeded.values())

    def figures(self, prefix: str = "") -> dict[str, float | int | str]:
        """Return the counts by name."""
        return {f"{prefix}{error}_seeded": count for error, count in self.seeded.items()}

    def ratios(self, prefix: str = "") -> dict[str, float]:
        """Return recall and precision of each check by name."""
        named = {}
        for error, count in self.seeded.items():
            named[f"{prefix}{error}_recall"] = self.found[error] / count if count else 0.0
            raised = self.raised[error]
            named[f"{prefix}{error}_precision"] = self.justly[error] / raised if raised else 0.0
        return named


def tallied(
    cases: int,
    chance: random.Random,
    *,
    right: Callable[[random.Random], Case],
    errors: Mapping[Doubt, Callable[[Case, random.Random], Case]],
    judged: Callable[[Case], tuple[Doubt, ...]],
) -> Tally:
    """Judge right cases and cases with one error each, and count."""
    seeded, found, raised, justly = (dict.fromkeys(errors, 0) for _ in range(4))
    rights = falsely = unseen = 0
    for _ in range(cases):
        case, error = right(chance), None
        if chance.random() < ERROR_SHARE * len(errors):
            error = chance.choice(list(errors))
            case = errors[error](case, chance)
            seeded[error] += 1
        doubts = set(judged(case))
        for doubt in doubts & errors.keys():
            raised[doubt] += 1
            justly[doubt] += error is not None
        if error is None:
            rights += 1
            falsely += bool(doubts)
        else:
            found[error] += error in doubts
            unseen += not doubts
    return Tally(cases, rights, falsely, unseen, seeded, found, raised, justly)
