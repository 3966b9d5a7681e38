"""What the clock does to tasks: late ones go a level up."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from antoan.domains.monitoring.events import TaskEscalated
from antoan.domains.monitoring.kinds import levels_by_kind, rules_of
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.services.steps import stepped
from antoan.domains.monitoring.values import UNDONE, StepKind, TaskKind, TaskState
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.bus import announce

BATCH_ROWS: Final = 200


@transaction.atomic
def escalate_late(*, now: datetime) -> int:
    """Send what is past its deadline a level up; return how many. At the highest level it stays, shown as late.

    A kind without levels goes up once, to those who oversee. One with levels waits anew for somebody to take
    it, also when whoever took it below did not say in time what came of it.
    """
    late = Task.objects.filter(_may_rise(), state__in=sorted(UNDONE), due_at__lte=now)
    rows = list(late.select_for_update(skip_locked=True).order_by("due_at")[:BATCH_ROWS])
    for row in rows:
        _raise_level(row, now)
        stepped(row, StepKind.ESCALATED, actor=SYSTEM, at=now)
        announce(TaskEscalated(row.pk, row.person_id, row.level))
    return len(rows)


def _may_rise() -> Q:
    levels = levels_by_kind()
    once = Q(escalated_at__isnull=True) & ~Q(kind__in=list(levels))
    by_level = (Q(kind=kind, level__lt=highest) for kind, highest in levels.items())
    return Q.create([once, *by_level], connector=Q.OR)


def _raise_level(row: Task, now: datetime) -> None:
    rules = rules_of(TaskKind(row.kind))
    row.escalated_at = row.escalated_at or now
    row.level += 1
    if rules.levels:
        row.state, row.taken_by, row.taken_at = TaskState.OPEN, None, None
        row.due_at = rules.until_taken(row.level, now)
