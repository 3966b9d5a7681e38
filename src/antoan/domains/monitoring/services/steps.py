"""Adds a step to a task, saves both and tells those above: what all services of tasks end with."""

from datetime import datetime

from antoan.domains.monitoring.events import TaskMoved
from antoan.domains.monitoring.models import Step, Task
from antoan.domains.monitoring.values import StepKind
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.events.bus import announce


def stepped(
    row: Task,
    kind: StepKind,
    *,
    actor: Actor,
    at: datetime,
    outcome: str = "",
    about: str = "",
    words: str = "",
) -> None:
    """Save a task with the step that led to where it is."""
    row.save()
    Step.objects.create(
        task=row, kind=kind, at=at, account_id=actor.account_id, outcome=outcome, about=about, words=words
    )
    announce(TaskMoved(row.pk, row.person_id))
