"""Counts how many places of each ward are used."""

from datetime import datetime, timedelta

from django.db import transaction

from antoan.domains.statistics.queries.compliance import count_places_of
from antoan.kit import clock


def count_places(now: datetime) -> None:
    """Count today, and yesterday again: its last scans come late."""
    today = clock.local_date(now)
    for day in (today - timedelta(days=1), today):
        with transaction.atomic():
            count_places_of(day, now)
