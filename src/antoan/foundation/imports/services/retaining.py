"""Lets content go that nobody needs any more."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from antoan.foundation.imports.limits import CONTENT_DAYS_MAX
from antoan.foundation.imports.models import ImportRow, ImportRun
from antoan.foundation.imports.sources import sources
from antoan.foundation.imports.values import LIVE, RunState

SOURCE_HOURS_MAX: Final = 24  # A file nobody read for a day was left behind.
RUNS_PER_BATCH: Final = 50


@transaction.atomic
def retain(*, now: datetime) -> int:
    """Discard imports nobody decided, and empty what rows say after CONTENT_DAYS_MAX; return how many runs."""
    earliest = now - timedelta(days=CONTENT_DAYS_MAX)
    ImportRun.objects.filter(state=RunState.CHECKED, updated_at__lt=earliest).update(state=RunState.DISCARDED)
    over = ImportRun.objects.exclude(state__in=sorted(LIVE)).filter(updated_at__lt=earliest, rows__gt=0)
    full = over.filter(notes__content_gone__isnull=True).order_by("updated_at")
    runs = list(full.select_for_update(skip_locked=True)[:RUNS_PER_BATCH])
    for run in runs:
        ImportRow.objects.filter(run=run).update(content="", key=None)
        ImportRun.objects.filter(pk=run.pk).update(notes={**run.notes, "content_gone": True})
    for name in sources().names_older_than(now - timedelta(hours=SOURCE_HOURS_MAX)):
        sources().drop(name)
    return len(runs)
