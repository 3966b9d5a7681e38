"""Reminds people to check out: few messages, none at night, one for a family."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.domains.people.queries.persons import guarded_by
from antoan.domains.places.values import SpotView
from antoan.domains.visits.models import Reminder, Visit
from antoan.domains.visits.reminder_rules import LATE_MAX, may_tell, reminder_due
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

BATCH_ROWS: Final = 200
KEEP_DONE: Final = timedelta(days=2)  # So long a reminder counts among those of its day.


def expect_check_out(*, actor: Actor, spot: SpotView, t_in: datetime) -> None:
    """Remember, in the transaction of a check-in, whom to remind. The same check-in twice is one reminder."""
    t_eff = t_in + timedelta(minutes=spot.usual_stay_minutes)
    due_at = reminder_due(t_in, t_eff, times_told=0)
    if actor.person_id is not None and due_at is not None:
        Reminder.objects.get_or_create(
            person_id=actor.person_id, t_in=t_in, spot_id=spot.id, defaults={"t_eff": t_eff, "due_at": due_at}
        )


@transaction.atomic
def remind_due(*, now: datetime) -> int:
    """Send the reminders of one batch that are due, as far as somebody is still inside; return how many were due."""
    due = Reminder.objects.select_for_update(skip_locked=True).filter(due_at__lte=now)
    batch = list(due.order_by("due_at")[:BATCH_ROWS])
    for row in batch:
        _remind(row, now)
    Reminder.objects.filter(due_at__isnull=True, t_in__lt=now - KEEP_DONE).delete()
    return len(batch)


def _remind(row: Reminder, now: datetime) -> None:
    assert row.due_at is not None
    if not _is_anybody_inside(row):
        row.due_at = None
        row.save()
        return
    if may_tell(row.due_at, now, told_today=_told_today(row.person_id, now)):
        _tell(row, now)
    # One that could not be sent counts as told: it does not come later, in a heap.
    row.times_told += 1
    row.due_at = reminder_due(row.t_in, row.t_eff, times_told=row.times_told)
    row.save()


def _is_anybody_inside(row: Reminder) -> bool:
    people = [row.person_id, *guarded_by(row.person_id)]
    stays = Visit.objects.filter(person_id__in=people, t_in=row.t_in, spot_id=row.spot_id)
    return stays.filter(t_out__isnull=True).exists()


def _told_today(person_id: int, now: datetime) -> int:
    today = clock.day_start(clock.local_date(now))
    told = Reminder.objects.filter(person_id=person_id, told_at__gte=today)
    return told.aggregate(times=Sum("times_told"))["times"] or 0


def _tell(row: Reminder, now: datetime) -> None:
    """Queue the message. It names no place: phones are shared (lesson L23b)."""
    number = phone_for(row.person_id)
    if number is None:
        return  # The page shows it.
    row.told_at = now
    queue_message(
        number=number,
        template="visits.reminder",
        values={"time": f"{clock.local(row.t_in):%H:%M}", "address": f"{settings.PUBLIC_URL}/me/visits/"},
        key=f"visits:reminder:{row.pk}:{row.times_told}",
        person_id=row.person_id,
        expires_at=now + LATE_MAX,
    )
