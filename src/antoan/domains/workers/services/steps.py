"""Adds a step to a submitted list and saves both."""

from datetime import datetime

from antoan.domains.workers.list_values import StepKind
from antoan.domains.workers.models import ListStep, SubmittedList
from antoan.foundation.accounts.actor import Actor


def stepped(row: SubmittedList, kind: StepKind, *, actor: Actor, at: datetime, words: str = "") -> None:
    """Save the list with the step that led to its state."""
    row.save()
    ListStep.objects.create(submitted=row, kind=kind, at=at, account_id=actor.account_id, words=words)
