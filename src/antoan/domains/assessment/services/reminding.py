"""What the clock does: units hear that an assessment ends soon, that it has ended, and that a step is due."""

from datetime import datetime, timedelta

from django.db import transaction

from antoan.domains.assessment.limits import REMIND_DAYS_BEFORE, REMINDERS_PER_RUN_MAX
from antoan.domains.assessment.models import Assessment, PlanStep
from antoan.domains.assessment.telling import tell_unit
from antoan.kit.clock import local_date


@transaction.atomic
def remind_of_assessments(*, now: datetime) -> int:
    """Tell units once that an assessment ends soon, and once that it has ended; return how many were told."""
    today = local_date(now)
    current = Assessment.objects.filter(is_current=True, place__closed_at=None).select_related("place")
    soon = current.filter(
        expires_on__gt=today, expires_on__lte=today + timedelta(days=REMIND_DAYS_BEFORE), warned_on=None
    )
    over = current.filter(expires_on__lte=today, told_expired_on=None)
    told = 0
    for rows, template, column in ((soon, "ends_soon", "warned_on"), (over, "ended", "told_expired_on")):
        for row in rows.select_for_update(of=("self",), skip_locked=True)[:REMINDERS_PER_RUN_MAX]:
            assert row.expires_on is not None
            last_day = row.expires_on - timedelta(days=1)
            tell_unit(
                row.unit_id, template, key=f"{row.pk}:{template}", place=row.place.name,
                until=f"{last_day:%d/%m/%Y}",
            )  # fmt: skip
            setattr(row, column, today)
            row.save(update_fields=[column, "updated_at"])
            told += 1
    return told


@transaction.atomic
def remind_of_steps(*, now: datetime) -> int:
    """Tell units once for each step whose day has come and that is not done; return how many were told."""
    today = local_date(now)
    due = PlanStep.objects.filter(
        due_on__lte=today, done_at=None, reminded_on=None, assessment__is_current=True,
        assessment__place__closed_at=None,
    )  # fmt: skip
    rows = due.select_related("assessment__place").select_for_update(of=("self",), skip_locked=True)
    for row in (found := list(rows[:REMINDERS_PER_RUN_MAX])):
        tell_unit(
            row.assessment.unit_id, "step_due", key=f"{row.pk}:{row.due_on.isoformat()}",
            place=row.assessment.place.name, due=f"{row.due_on:%d/%m/%Y}",
        )  # fmt: skip
        row.reminded_on = today
        row.save(update_fields=["reminded_on", "updated_at"])
    return len(found)
