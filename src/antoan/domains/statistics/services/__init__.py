"""Writes of statistics: the risk map's counters, and the figures that offices look at."""

from antoan.domains.statistics.services.comparing import compare_nightly, count_loaded
from antoan.domains.statistics.services.compliance import count_places
from antoan.domains.statistics.services.following import fold_notes
from antoan.domains.statistics.services.reports import make_reports
from antoan.domains.statistics.services.risk import count_day, count_days
from antoan.domains.statistics.services.sweeping import sweep

__all__ = [
    "compare_nightly",
    "count_day",
    "count_days",
    "count_loaded",
    "count_places",
    "fold_notes",
    "make_reports",
    "sweep",
]
