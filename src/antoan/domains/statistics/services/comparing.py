"""Compares the counts of the last days with the truth at night, sets them right, and keeps what was found."""

from datetime import date, datetime, timedelta

import structlog
from django.db import transaction

from antoan.domains.statistics.limits import COMPARED_DAYS, COMPARED_LOG_DAYS
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.models import Comparison
from antoan.domains.statistics.queries.comparing import Difference, compared
from antoan.domains.statistics.services.following import fold_notes
from antoan.domains.visits.services.counting import count_missed, fold_counts
from antoan.kit import clock

_log = structlog.get_logger()


def compare_nightly(now: datetime) -> list[Difference]:
    """Compare every measure over the last days; return what differed.

    Differences come from bulk loading, which goes around triggers, from people and places that moved to another
    ward, and from objections granted since. Visits are compared twice: the log with the counts of spots, these with the wards'.
    """
    today = clock.local_date(now)
    for day in _days_of_log(today):
        missed = count_missed(day)
        if missed:
            _log.warning("statistics.log_differs", day=str(day), buckets=missed)
    fold_counts()
    found = [_compare(measure, _first(today), today, now) for measure in Measure]
    fold_notes()
    return [difference for difference in found if difference.buckets]


def count_loaded(now: datetime) -> None:
    """Count what was just loaded around the triggers, as a comparison does; no warning, for nothing was wrong."""
    today = clock.local_date(now)
    for day in _days_of_log(today):
        count_missed(day)
    fold_counts()
    for measure in Measure:
        with transaction.atomic():
            compared(measure, _first(today), today)
    fold_notes()


def _days_of_log(today: date) -> list[date]:
    return [today - timedelta(days=back) for back in range(COMPARED_LOG_DAYS + 1)]


def _first(today: date) -> date:
    return today - timedelta(days=COMPARED_DAYS - 1)


@transaction.atomic
def _compare(measure: Measure, first: date, last: date, now: datetime) -> Difference:
    difference = compared(measure, first, last)
    if difference.buckets:
        _log.warning(
            "statistics.counts_differ",
            measure=measure.name.lower(),
            buckets=difference.buckets,
            missing=difference.missing,
            surplus=difference.surplus,
        )
    Comparison.objects.create(
        at=now,
        measure=measure.value,
        first=first,
        last=last,
        buckets=difference.buckets,
        missing=difference.missing,
        surplus=difference.surplus,
    )
    return difference
