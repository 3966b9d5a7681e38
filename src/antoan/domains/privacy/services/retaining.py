"""Deletes what is kept longer than its period says, and reports it, table by table."""

from collections import Counter
from datetime import date
from typing import Final

import structlog
from django.db import transaction

from antoan.domains.privacy.models import RetentionRun
from antoan.domains.privacy.registry import Sweep, sweeps
from antoan.domains.privacy.retention import Period, first_day_kept, periods
from antoan.kit import clock

SWEEPS_PER_RUN_MAX: Final = 5_000  # Of one period: the rest goes the next night, and the report says so.

_log = structlog.get_logger()


def sweep_all(*, today: date | None = None) -> dict[str, Counter[str]]:
    """Sweep every period that has days; return rows by table and period. Safe to repeat, and to interrupt.

    A period that fails is reported with its fault and stops no other.
    """
    day = today or clock.today()
    known = sweeps()
    return {
        one.key: _sweep(one, known[one.key], first_day_kept(one.days, day), day)
        for one in periods()
        if one.days is not None
    }


def _sweep(period: Period, sweep: Sweep, first_day: date, today: date) -> Counter[str]:
    deleted: Counter[str] = Counter()
    error = ""
    try:
        for _ in range(SWEEPS_PER_RUN_MAX):
            gone = sweep(first_day)
            if not gone:
                break
            deleted.update(gone)
        else:
            error = "more is left than one run deletes; the next run goes on"
    except Exception as fault:
        error = f"{type(fault).__name__}: {fault}".strip().partition("\n")[0]
        _log.error("retention.failed", period=period.key, error=error)
    _report(period, deleted, first_day, today, error)
    return deleted


@transaction.atomic
def _report(period: Period, deleted: Counter[str], first_day: date, today: date, error: str) -> None:
    ran_at = clock.now()
    lines = dict(deleted) or {"": 0}
    RetentionRun.objects.bulk_create(
        RetentionRun(
            ran_at=ran_at, day=today, period=period.key, first_day_kept=first_day, table=table, rows=rows,
            error=error[:200],
        )
        for table, rows in sorted(lines.items())
    )  # fmt: skip
