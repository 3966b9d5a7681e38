"""Decides a ward's level, what of its count may be told, and which ward of a day people are counted in. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from antoan.domains.statistics.thresholds import Thresholds
from antoan.domains.statistics.values import RiskLevel

PER: Final = 100_000


def level_of(cases: int, people: int, thresholds: Thresholds) -> RiskLevel:
    """Return the highest level whose rate and number are both reached.

    Under `shown_min` cases it is always low: a level that told two cases from four would tell a count.
    """
    if people <= 0:
        return RiskLevel.UNKNOWN
    if cases < thresholds.shown_min:
        return RiskLevel.LOW
    reached = [
        step.level
        for step in thresholds.levels
        if cases >= step.cases_min and cases * PER >= step.per_100k_min * people
    ]
    return reached[-1]


def told_cases(cases: int, thresholds: Thresholds) -> int | None:
    """Return a count that may be told: from `shown_min` on. Zero is not told apart from a few."""
    return cases if cases >= thresholds.shown_min else None


def told_rate(cases: int, people: int, thresholds: Thresholds) -> int | None:
    """Return the rate per 100,000 where the count may be told."""
    if people <= 0 or told_cases(cases, thresholds) is None:
        return None
    return round(cases * PER / people)


def counted_on(
    counts: Mapping[int | None, int], wards: Iterable[int], successions: Iterable[tuple[int, int]]
) -> Counter[int]:
    """Return counts by the wards of one day, of counts by wards of any era.

    A ward of another era is counted where it went by default, or where all of it came from; who lives in none
    of these, or in a ward that came from several, is counted nowhere.
    """
    in_force = set(wards)
    after: dict[int, int] = {}
    before: dict[int, list[int]] = {}
    for old, new in successions:
        after[old] = new
        before.setdefault(new, []).append(old)
    told: Counter[int] = Counter()
    for ward, count in counts.items():
        place = None if ward is None else _placed(ward, in_force, after, before)
        if place is not None:
            told[place] += count
    return told


def _placed(
    ward: int, in_force: set[int], after: Mapping[int, int], before: Mapping[int, list[int]]
) -> int | None:
    if ward in in_force:
        return ward
    if after.get(ward) in in_force:
        return after[ward]
    origins = before.get(ward, [])
    return origins[0] if len(origins) == 1 and origins[0] in in_force else None
