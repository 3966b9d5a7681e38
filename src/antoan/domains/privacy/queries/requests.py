"""Reads of requests by their person and by the office that decides."""

from typing import Final

from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.privacy.errors import RequestNotFound
from antoan.domains.privacy.models import RightsRequest
from antoan.domains.privacy.permissions import READ
from antoan.domains.privacy.queries.access import deciders_request_row, own_request_row
from antoan.domains.privacy.values import RequestKind, RequestState, RequestView, StepKind, StepView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read

REQUESTS_MAX: Final = 100  # Of one person, newest first.


def requests_of_person(actor: Actor, person_id: int) -> list[RequestView]:
    """Return the requests of a person, newest first; PersonNotFound when out of the actor's reach."""
    require_over_person(actor, READ, person_id)
    rows = RightsRequest.objects.filter(person=person_id).order_by("-opened_at")[:REQUESTS_MAX]
    return [view_of(row) for row in rows]


def request_for(actor: Actor, number: str) -> RequestView:
    """Return one request with its steps; RequestNotFound when it is neither the actor's nor the office's."""
    try:
        row = own_request_row(actor, number, permission=READ)
    except RequestNotFound:
        row = deciders_request_row(actor, number)
    if not answers_for(actor, row.person_id):
        record_read(
            actor,
            action="privacy.request.read",
            object_kind="request",
            object_id=row.number,
            person_id=row.person_id,
            purpose="rights",
        )
    return view_of(row, with_steps=True)


def view_of(row: RightsRequest, *, with_steps: bool = False) -> RequestView:
    """Return a row as others see it."""
    steps = row.steps.order_by("id") if with_steps else ()
    return RequestView(
        id=row.pk,
        number=row.number,
        person_id=row.person_id,
        kind=RequestKind(row.kind),
        purpose=row.purpose,
        look=row.look,
        words=row.words,
        state=RequestState(row.state),
        opened_at=row.opened_at,
        reply_due_at=row.reply_due_at,
        due_at=row.due_at,
        escalated_at=row.escalated_at,
        closed_at=row.closed_at,
        refusal=row.refusal,
        answer=row.answer,
        erases_at=row.erases_at,
        held_by=tuple(row.held_by.split()),
        by_staff=row.opened_by_person_id is None,
        steps=tuple(StepView(StepKind(s.kind), s.at, s.is_by_person, s.words) for s in steps),
    )
