"""Opens the days into which scans are written, and forgets the stays of who is erased."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from antoan.domains.visits.models import Visit
from antoan.foundation.db.partitions import DAYS_AHEAD, open_days

# Scans that waited on a device may be a week old (contract.md §2); one day more for clocks.
DAYS_BACK: Final = 8


@transaction.atomic
def open_days_around(today: date) -> list[str]:
    """Open the days that scans may fall on: eight back, three ahead. Safe to repeat; return the new partitions.

    No stay needs to be closed at its end: the effective end is written with the entry.
    """
    return open_days(
        Visit._meta.db_table, today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    )


def forget_visits(person_id: int) -> int:
    """Delete all stays of someone who is being erased, in the transaction of the erasure; return how many."""
    return Visit.objects.filter(person_id=person_id).delete()[0]
