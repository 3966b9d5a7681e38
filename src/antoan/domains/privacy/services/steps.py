"""Adds a step to a request and saves both: what all services of requests end with."""

from datetime import datetime

from django.db import IntegrityError, transaction

from antoan.domains.privacy.models import RequestStep, RightsRequest
from antoan.domains.privacy.values import RequestState, StepKind
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken


def stepped(
    row: RightsRequest,
    kind: StepKind,
    *,
    actor: Actor,
    at: datetime,
    state: RequestState | None = None,
    is_by_person: bool = False,
    words: str = "",
) -> int:
    """Save the request in its new state with the step that led there; return how many steps it has."""
    if state is not None:
        row.state = state
    row.save()
    RequestStep.objects.create(
        request=row, kind=kind, at=at, account_id=actor.account_id, is_by_person=is_by_person, words=words
    )
    return row.steps.count()


def save_numbered(row: RightsRequest, *, actor: Actor, at: datetime) -> None:
    """Save a new request under the first free number that is drawn, with its first step."""
    while True:
        row.number = spoken.new()
        try:
            with transaction.atomic():
                stepped(row, StepKind.OPENED, actor=actor, at=at, is_by_person=True, words=row.words)
        except IntegrityError:
            if RightsRequest.objects.filter(number=row.number).exists():
                continue
            raise
        return
