"""Reads of what the nightly job deleted: for auditors in full, for everybody as sums."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Sum

from antoan.domains.privacy.models import RetentionRun
from antoan.domains.privacy.permissions import RETENTION
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY

LINES_MAX = 500


@dataclass(frozen=True, slots=True)
class RunLine:
    """What one run deleted of one table; an empty table says that nothing was old enough."""

    ran_at: datetime
    day: date
    period: str
    first_day_kept: date
    table: str
    rows: int
    error: str


@dataclass(frozen=True, slots=True)
class LastSweep:
    """When a period was last swept, and how many rows went in all."""

    ran_at: datetime
    rows: int


def runs(actor: Actor, *, day: date | None = None) -> list[RunLine]:
    """Return what was deleted on a day (the newest with a run), for auditors; Forbidden."""
    require(actor, RETENTION, CITY)
    of_day = day or RetentionRun.objects.aggregate(newest=Max("day"))["newest"]
    found = RetentionRun.objects.filter(day=of_day).order_by("period", "-ran_at", "table")[:LINES_MAX]
    return [
        RunLine(row.ran_at, row.day, row.period, row.first_day_kept, row.table, row.rows, row.error)
        for row in found
    ]


def days_with_runs(actor: Actor, limit: int = 30) -> list[date]:
    """Return the newest days on which the job ran; Forbidden."""
    require(actor, RETENTION, CITY)
    return list(RetentionRun.objects.order_by("-day").values_list("day", flat=True).distinct()[:limit])


def newest_faults() -> dict[str, str]:
    """Return by period what was wrong in its newest run; empty when all went well."""
    newest = RetentionRun.objects.order_by("period", "-ran_at", "-pk").distinct("period")
    return {row.period: row.error for row in newest if row.error}


def last_sweeps() -> dict[str, LastSweep]:
    """Return by period when it was last swept and what went in all; public, as counts only."""
    found = RetentionRun.objects.filter(error="").values("period").annotate(at=Max("ran_at"), sum=Sum("rows"))
    return {row["period"]: LastSweep(row["at"], row["sum"]) for row in found}
