"""Reads of the risk map. Public: no actor is asked, and nothing here tells of fewer people than the bound."""

from datetime import date

from antoan.domains.areas.queries import wards_on
from antoan.domains.statistics.models import WardDay
from antoan.domains.statistics.rules import told_cases, told_rate
from antoan.domains.statistics.thresholds import thresholds_on
from antoan.domains.statistics.values import RiskLevel, RiskMap, WardRisk

DAYS_MAX = 400


def risk_map(day: date) -> RiskMap:
    """Return all wards of a day with their levels; no wards when the day was not counted."""
    thresholds = thresholds_on(day)
    rows = {row.ward_id: row for row in WardDay.objects.filter(day=day)}
    wards = tuple(
        WardRisk(
            ward,
            RiskLevel(row.level),
            told_cases(row.cases, thresholds),
            told_rate(row.cases, row.people, thresholds),
        )
        for ward in wards_on(day)
        if (row := rows.get(ward.id)) is not None
    )
    computed_at = max((row.computed_at for row in rows.values()), default=None)
    return RiskMap(day, computed_at, thresholds.window_days, thresholds.shown_min, wards)


def counted_days() -> list[date]:
    """Return the days that were counted, newest first."""
    return list(WardDay.objects.order_by("-day").values_list("day", flat=True).distinct()[:DAYS_MAX])
