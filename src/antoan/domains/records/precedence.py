"""Which source is believed where two tell differently of the same thing: data/precedence.json, by date. Pure.

The rule decides by itself between two doses of one day, and wherever it makes nobody freer. What would free
somebody is shown at the correction desk, where a person decides (decision 18).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.records.values import LabTest, RecordKind, TestOutcome
from antoan.kit.clock import local_date

UNCONFIRMED_MARKS: Final = frozenset({"M", "I", "C"})
# Of two results of one moment the graver counts.
GRAVITY: Final[Mapping[str, int]] = {
    TestOutcome.NEGATIVE.value: 0,
    TestOutcome.DOUBTFUL.value: 1,
    TestOutcome.POSITIVE.value: 2,
}


@dataclass(frozen=True, slots=True)
class Precedence:
    """One edition of the rule. `is_confirmed`: an official text of ours says so."""

    starts_on: date
    vi: str
    en: str
    is_confirmed: bool
    orders: Mapping[str, tuple[str, ...]]

    def rank(self, kind: RecordKind, source: str) -> int:
        """Return how far down a source stands for a kind of record; 0 is believed first."""
        order = self.orders[kind]
        given_by = source.partition(":")[0]
        return order.index(given_by) if given_by in order else len(order)

    def outranks(self, kind: RecordKind, source: str, other: str) -> bool:
        """Tell whether a source is believed before another; not where both stand alike."""
        return self.rank(kind, source) < self.rank(kind, other)


def precedence_on(day: date) -> Precedence:
    """Return the edition in force on a day."""
    return edition_on(_editions(), day)


def edition_on(editions: Sequence[Precedence], day: date) -> Precedence:
    """Return the newest edition that has begun; before all of them the first, so that there is always one."""
    begun = [edition for edition in editions if edition.starts_on <= day]
    return max(begun, key=_starts_on) if begun else min(editions, key=_starts_on)


def may_overrule(
    rule: Precedence, *, known: str, known_outcome: str, is_verified: bool, source: str, outcome: str
) -> bool:
    """Tell whether another outcome of the very same test takes the place of a known one.

    What only waits yields to a source no worse than its own. What counts yields only to a better source that is
    graver: what would free somebody is for the correction desk.
    """
    if not is_verified:
        return not rule.outranks(RecordKind.TEST_RESULT, known, source)
    is_graver = GRAVITY.get(outcome, -1) > GRAVITY.get(known_outcome, -1)
    return is_graver and rule.outranks(RecordKind.TEST_RESULT, source, known)


def without_overruled(tests: Sequence[LabTest], rule: Precedence) -> list[LabTest]:
    """Leave out results that a better source contradicts gravely: the same kind of test of the same city's day."""
    if len(tests) < 2:
        return list(tests)
    return [test for test in tests if not any(_overrules(other, test, rule) for other in tests)]


def _overrules(better: LabTest, test: LabTest, rule: Precedence) -> bool:
    return (
        better.kind == test.kind
        and GRAVITY[better.outcome] > GRAVITY[test.outcome]
        and rule.outranks(RecordKind.TEST_RESULT, better.source, test.source)
        and local_date(better.sampled_at) == local_date(test.sampled_at)
    )


def read_editions(rows: Iterable[Mapping[str, Any]]) -> tuple[Precedence, ...]:
    """Return editions from their document; ValueError for one that leaves a kind of record without an order."""
    return tuple(map(_edition, rows))


def _edition(row: Mapping[str, Any]) -> Precedence:
    orders = {kind: tuple(order) for kind, order in row["orders"].items()}
    if set(orders) != set(RecordKind):
        raise ValueError("An edition of the precedence has an order for every kind of record.")
    return Precedence(
        starts_on=date.fromisoformat(row["from"]),
        vi=row["basis"]["vi"],
        en=row["basis"]["en"],
        is_confirmed=row["mark"] not in UNCONFIRMED_MARKS,
        orders=orders,
    )


def _starts_on(edition: Precedence) -> date:
    return edition.starts_on


@cache
def _editions() -> tuple[Precedence, ...]:
    file = resources.files("antoan.domains.records") / "data" / "precedence.json"
    return read_editions(json.loads(file.read_text("utf-8"))["editions"])
