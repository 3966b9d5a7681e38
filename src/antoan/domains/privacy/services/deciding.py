"""An office takes a request up, grants it in words, or refuses it on a legal ground from the list."""

from datetime import datetime

from django.db import transaction

from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.privacy.errors import OwnRequest, PurposeCannotRest, RequestClosed
from antoan.domains.privacy.events import RequestChanged
from antoan.domains.privacy.models import DataCopy, Limit, RightsRequest
from antoan.domains.privacy.permissions import ASK
from antoan.domains.privacy.purposes import purpose
from antoan.domains.privacy.queries.access import deciders_request_row
from antoan.domains.privacy.queries.requests import view_of
from antoan.domains.privacy.rules import LIMIT_OF, check_refusal, check_undecided, said_words
from antoan.domains.privacy.services.steps import stepped
from antoan.domains.privacy.values import CopyState, RequestKind, RequestState, RequestView, StepKind
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock


@transaction.atomic
def take(*, actor: Actor, number: str) -> RequestView:
    """Take an open request into review: the first reply. Taking one that is under way changes nothing."""
    row = _to_decide(actor, number)
    if row.state == RequestState.OPEN:
        stepped(row, StepKind.TAKEN, actor=actor, at=clock.now(), state=RequestState.IN_REVIEW)
    return view_of(row)


@transaction.atomic
def grant(*, actor: Actor, number: str, words: str) -> RequestView:
    """Grant a request with an answer the person reads; granting twice is granting once.

    A restriction or an objection rests the purpose from now on. An erasure is approved: it happens when its
    cooling-off has passed and nothing holds it. RequestNotFound, RequestClosed, OwnRequest, WordsMissing,
    PurposeCannotRest.
    """
    row = deciders_request_row(actor, number, lock=True)
    if row.state in {RequestState.DONE, RequestState.APPROVED}:
        return view_of(row)
    _check_may_decide(actor, row)
    if row.kind == RequestKind.COPY:
        raise RequestClosed("The worker makes a copy and closes the request; refuse it or wait.")
    row.answer, now = said_words(words), clock.now()
    if row.kind == RequestKind.DELETE:
        return _decided(actor, row, StepKind.APPROVED, RequestState.APPROVED, now)
    if (kind := LIMIT_OF.get(RequestKind(row.kind))) is not None:
        if not purpose(row.purpose).rests:
            raise PurposeCannotRest  # Nobody is told that something rests which goes on.
        Limit.objects.get_or_create(
            person_id=row.person_id,
            purpose=row.purpose,
            until=None,
            defaults={"kind": kind, "since": now, "request_number": row.number},
        )
    row.closed_at = now
    return _decided(actor, row, StepKind.DONE, RequestState.DONE, now)


@transaction.atomic
def refuse(*, actor: Actor, number: str, ground: str, words: str) -> RequestView:
    """Refuse on a ground of the list, with words the person reads. Refusing twice is refusing once.

    RequestNotFound, RequestClosed, OwnRequest, RefusalMissing, WordsMissing.
    """
    row = deciders_request_row(actor, number, lock=True)
    if row.state == RequestState.REFUSED:
        return view_of(row)
    _check_may_decide(actor, row)
    check_refusal(RequestKind(row.kind), ground)
    row.answer, row.refusal, now = said_words(words), ground, clock.now()
    row.closed_at = now
    DataCopy.objects.filter(request=row, state=CopyState.WAITING).delete()
    return _decided(actor, row, StepKind.REFUSED, RequestState.REFUSED, now)


@transaction.atomic
def lift_limit(*, actor: Actor, person_id: int, purpose: str) -> bool:
    """Let a purpose go on again, because the person wants it; False when nothing limits it. PersonNotFound."""
    require_over_person(actor, ASK, person_id)
    row = Limit.objects.select_for_update().filter(person=person_id, purpose=purpose, until=None).first()
    if row is None:
        return False
    row.until = clock.now()
    row.save(update_fields=["until", "updated_at"])
    record_decision(
        actor, action="privacy.limit.lifted", object_kind="limit", object_id=row.pk, person_id=person_id,
        detail={"purpose": purpose},
    )  # fmt: skip
    return True


def _to_decide(actor: Actor, number: str) -> RightsRequest:
    row = deciders_request_row(actor, number, lock=True)
    _check_may_decide(actor, row)
    return row


def _check_may_decide(actor: Actor, row: RightsRequest) -> None:
    check_undecided(RequestState(row.state))
    is_opener = actor.account_id is not None and actor.account_id == row.opened_by_account_id
    if is_opener or answers_for(actor, row.person_id):
        raise OwnRequest


def _decided(
    actor: Actor, row: RightsRequest, kind: StepKind, state: RequestState, now: datetime
) -> RequestView:
    row.decided_by_account_id = actor.account_id
    step = stepped(row, kind, actor=actor, at=now, state=state, words=row.answer)
    record_decision(
        actor,
        action=f"privacy.{row.kind}.{state}",
        object_kind="request",
        object_id=row.number,
        person_id=row.person_id,
        detail={"ground": row.refusal} if row.refusal else None,
    )
    announce(RequestChanged(row.number, row.person_id, step))
    return view_of(row)
