"""Keeps how somebody at home stands now: derived anew whenever a reading or a task of theirs changes."""

from datetime import datetime

from django.db import transaction

from antoan.domains.care.models import Episode, Watch
from antoan.domains.care.values import Urgency
from antoan.domains.declarations.queries.readings import last_reading_at
from antoan.domains.monitoring.queries import undone_in_care
from antoan.domains.monitoring.values import TaskKind, TaskState, TaskView
from antoan.kit import clock
from antoan.kit.clock import local_date


@transaction.atomic(savepoint=False)  # Whatever changed is undone with it: the list is never behind.
def refresh_watch(person_id: int) -> None:
    """Derive how somebody stands, in the transaction of what changed; nothing for those who are not at home."""
    rows = Episode.objects.filter(person=person_id, ended_at__isnull=True)
    row = rows.only("ward_id", "opened_at").first()  # Not the form they were admitted with.
    if row is None:
        return
    watch = Watch.objects.select_for_update().filter(pk=row.pk).first() or Watch(episode=row)
    told_at = last_reading_at(person_id)
    watch.ward_id = row.ward_id
    watch.last_reading_at = told_at if told_at and told_at >= row.opened_at else None
    if watch.last_reading_at and local_date(watch.last_reading_at) == clock.today():
        watch.missed_days = 0
    place(watch, row.opened_at, undone_in_care(person_id))
    watch.save()


def place(watch: Watch, opened_at: datetime, undone: list[TaskView]) -> None:
    """Put somebody in their place on the list."""
    warning = next((task for task in undone if task.kind is TaskKind.HOME_WARNING), None)
    first = warning or next(iter(undone), None)
    watch.task_due_at = first.due_at if first else None
    watch.task_level = first.level if first else 0
    if warning is not None:
        is_answered = warning.state is TaskState.TAKEN
        watch.urgency = Urgency.ANSWERED if is_answered else Urgency.ALARM
        watch.since = warning.due_at
    elif first is not None or watch.missed_days:
        watch.urgency, watch.since = Urgency.MISSED, watch.last_reading_at or opened_at
    else:
        watch.urgency, watch.since = Urgency.CALM, watch.last_reading_at or opened_at
