"""Adds a step to a ticket and saves both: what all services of tickets end with."""

from datetime import datetime

from antoan.domains.corrections.models import Step, Ticket
from antoan.domains.corrections.values import StepKind, TicketState
from antoan.foundation.accounts.actor import Actor


def stepped(
    row: Ticket,
    kind: StepKind,
    *,
    actor: Actor,
    at: datetime,
    state: TicketState | None = None,
    is_by_person: bool = False,
    words: str = "",
) -> int:
    """Save the ticket in its new state with the step that led there; return how many steps it has."""
    if state is not None:
        row.state = state
    row.save()
    Step.objects.create(
        ticket=row, kind=kind, at=at, account_id=actor.account_id, is_by_person=is_by_person, words=words
    )
    return row.steps.count()
