"""What the clock does: old checks are forgotten, registrations settle or are late, unbrought papers lapse."""

from datetime import datetime
from typing import Final

from django.db import transaction

from antoan.domains.identity.limits import CHECKS_KEPT_FOR
from antoan.domains.identity.models import PhoneCheck, Registration, WrongAnswer
from antoan.domains.identity.values import CaseState
from antoan.domains.people.matching import Confidence

BATCH_ROWS: Final = 1_000


def forget_old_checks(*, now: datetime) -> int:
    """Delete checks with their codes, and wrong answers, that nothing counts any more; return how many."""
    before = now - CHECKS_KEPT_FOR
    checks = PhoneCheck.objects.filter(started_at__lt=before).delete()[0]
    return checks + WrongAnswer.objects.filter(at__lt=before).delete()[0]


@transaction.atomic
def settle_due(*, now: datetime) -> int:
    """End the comparison of whom nobody resembles, mark what a desk has not decided in time, and let lapse what
    was asked for and never brought; return how many of one batch. Safe to repeat.
    """
    due = Registration.objects.filter(
        due_at__lte=now, state__in=[CaseState.CHECKING, CaseState.ASKED], escalated_at=None
    )
    rows = list(due.select_for_update(skip_locked=True).order_by("due_at", "pk")[:BATCH_ROWS])
    for row in rows:
        _settle(row, now)
    return len(rows)


def _settle(row: Registration, now: datetime) -> None:
    if row.state == CaseState.ASKED:
        row.state = CaseState.LAPSED
    elif row.confidence == Confidence.NONE:
        row.state = CaseState.SETTLED
    else:
        row.escalated_at = now
    row.save()
