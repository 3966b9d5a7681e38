"""Closed sets and values of the risk map."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from antoan.domains.areas.values import AreaView


class RiskLevel(StrEnum):
    """How many cases a ward has for its people (domain.md §5.6)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"
    UNKNOWN = "unknown"  # Nobody is registered there.


@dataclass(frozen=True, slots=True)
class WardRisk:
    """A ward as everybody may see it. A count under the bound is not told (`cases` is None), nor its rate."""

    ward: AreaView
    level: RiskLevel
    cases: int | None
    per_100k: int | None


@dataclass(frozen=True, slots=True)
class RiskMap:
    """All wards of one day; none when nothing was computed for it."""

    day: date
    computed_at: datetime | None
    window_days: int
    shown_min: int
    wards: tuple[WardRisk, ...]
