"""What may have happened to the people of a chunk, a column a fact."""

from dataclasses import dataclass
from typing import Any, Final

import numpy.typing as npt

from antoan.domains.records.values import IsolationKind, TestKind, TestOutcome

Array = npt.NDArray[Any]

# Shares by product, after what the city was given in 2021 (our own round figures).
PRODUCTS: Final = {
    "astrazeneca": 46.0,
    "vero-cell": 25.0,
    "comirnaty": 15.0,
    "spikevax": 12.0,
    "janssen": 1.2,
    "abdala": 0.8,
}
KINDS: Final = (TestKind.RAPID, TestKind.PCR)
OUTCOMES: Final = (TestOutcome.NEGATIVE, TestOutcome.POSITIVE, TestOutcome.DOUBTFUL, TestOutcome.PENDING)
ISOLATIONS: Final = (IsolationKind.CASE, IsolationKind.CONTACT, IsolationKind.ARRIVAL)
NEVER: Final = -999_999


@dataclass(frozen=True, slots=True)
class Doses:
    """One row a dose."""

    position: Array  # Of the person in the chunk.
    product: Array  # Position in PRODUCTS.
    number: Array
    given_on: Array


@dataclass(frozen=True, slots=True)
class Tests:
    """One row a test."""

    position: Array
    kind: Array  # Position in KINDS.
    outcome: Array  # Position in OUTCOMES.
    sampled_at: Array


@dataclass(frozen=True, slots=True)
class Infections:
    """One row a case; `recovered_on` holds NEVER while it is active."""

    position: Array
    confirmed_on: Array
    recovered_on: Array


@dataclass(frozen=True, slots=True)
class Isolations:
    """One row an order."""

    position: Array
    kind: Array  # Position in ISOLATIONS.
    starts_on: Array
    ends_on: Array


@dataclass(frozen=True, slots=True)
class Declarations:
    """One row a declaration."""

    position: Array
    declared_at: Array
    answers: Array  # Position in answer_sets().
    is_risky: Array


@dataclass(frozen=True, slots=True)
class Health:
    """All of a chunk."""

    doses: Doses
    tests: Tests
    infections: Infections
    isolations: Isolations
    declarations: Declarations
