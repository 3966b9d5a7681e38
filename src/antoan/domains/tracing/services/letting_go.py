"""Lets the rows of sealed days go, once files and rows have been compared once more."""

from datetime import date

import structlog
from django.db import transaction

from antoan.domains.tracing.queries import exporting, late
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.rules.days import may_lose_rows

_log = structlog.get_logger()


def let_go_before(first_kept: date, today: date) -> list[date]:
    """Drop the rows of the days before `first_kept` whose files hold exactly the same; return these days.

    A day to which scans may still come keeps its rows, whatever is asked.
    """
    days = [day for day in exporting.days_with_rows() if day < first_kept and may_lose_rows(day, today)]
    return [day for day in days if let_go(day)]


@transaction.atomic
def let_go(day: date) -> bool:
    """Drop the rows of one day if it is sealed and nothing in it differs from its files; tell whether it was."""
    sealed = sealed_folder().days().get(day)
    if sealed is None:
        return False
    exporting.hold_still(day)
    if day in late.changed_days() or exporting.fingerprint_of(day) != sealed.fingerprint:
        _log.warning("tracing.rows_differ", day=str(day))
        return False
    exporting.drop_rows(day)
    return True
