"""Opens the days into which visits are written."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from django.db import DatabaseError, transaction

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


def open_day(day: date) -> None:
    """Open one day that the worker did not open ahead. Another process may be doing the same: then it is open too."""
    with suppress(DatabaseError), transaction.atomic():
        open_days(Visit._meta.db_table, day, day)
