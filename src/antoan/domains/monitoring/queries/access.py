"""Decides whether an actor may touch a task. The only way to one."""

from django.db.models import Q, QuerySet

from antoan.domains.areas.reach import within_reach
from antoan.domains.monitoring.errors import TaskNotFound
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.permissions import ANSWER, OVERSEE, WORK
from antoan.foundation.accounts.actor import Actor


def worked_on_by(actor: Actor) -> QuerySet[Task]:
    """Return the tasks of the actor's wards, and those that went a level up to whom the actor answers for.

    A task without a ward is for whoever works in the whole city.
    """
    if actor.is_system:
        return Task.objects.all()
    is_up = Q(escalated_at__isnull=False) & within_reach(actor, ANSWER)
    return Task.objects.filter(within_reach(actor, WORK) | is_up)


def overseen_by(actor: Actor) -> QuerySet[Task]:
    """Return the tasks that went a level up, and those no ward owns, within the actor's areas."""
    is_up = Q(escalated_at__isnull=False) | Q(ward__isnull=True)
    return Task.objects.filter(is_up, within_reach(actor, OVERSEE))


def worker_row(actor: Actor, task_id: int, *, lock: bool = False) -> Task:
    """Return a task of the actor's wards; TaskNotFound, exactly as for one that does not exist."""
    rows = worked_on_by(actor)
    row = (rows.select_for_update() if lock else rows).filter(pk=task_id).first()
    if row is None:
        raise TaskNotFound
    return row
