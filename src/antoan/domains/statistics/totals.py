"""What counts add up to, and what they are for so many people. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from antoan.domains.statistics.measures import AT_RISK, Measure, Outcome

PER: Final = 100_000


@dataclass(frozen=True, slots=True)
class Cell:
    """How much of a measure, told apart by day, ward, kind and detail as far as somebody asked for it."""

    measure: Measure
    amount: int
    day: date | None = None
    ward_id: int = 0
    kind: str = ""
    detail: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """What happened in an area in a period. `kind` of a place narrows only `came` and `left`."""

    came: int = 0
    left: int = 0
    declared: int = 0
    risky: int = 0
    doses: int = 0
    tests: int = 0
    positive: int = 0
    cases: int = 0
    codes: int = 0
    messages: int = 0

    @property
    def risky_percent(self) -> float | None:
        """How many of a hundred declarations are at risk; None without any."""
        return percent(self.risky, self.declared)

    @property
    def positive_percent(self) -> float | None:
        """How many of a hundred tests are positive; None without any."""
        return percent(self.positive, self.tests)

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing was counted."""
        return not any(getattr(self, field.name) for field in fields(self))


_NAMES: Final = {
    Measure.CAME: "came",
    Measure.LEFT: "left",
    Measure.DECLARED: "declared",
    Measure.DOSES: "doses",
    Measure.TESTS: "tests",
    Measure.CASES: "cases",
    Measure.CODES: "codes",
    Measure.MESSAGES: "messages",
}


def totals_of(cells: Iterable[Cell]) -> Totals:
    """Add cells up."""
    sums = dict.fromkeys((field.name for field in fields(Totals)), 0)
    for cell in cells:
        sums[_NAMES[cell.measure]] += cell.amount
        if cell.measure is Measure.DECLARED and cell.detail == AT_RISK:
            sums["risky"] += cell.amount
        if cell.measure is Measure.TESTS and cell.detail == Outcome.POSITIVE:
            sums["positive"] += cell.amount
    return Totals(**sums)


def percent(part: int, whole: int) -> float | None:
    """Return a share with one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole > 0 else None


def per_100k(amount: int, people: int) -> float | None:
    """Return a rate for 100,000 registered people with one decimal; None where nobody is registered."""
    return round(amount * PER / people, 1) if people > 0 else None
