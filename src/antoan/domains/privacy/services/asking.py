"""People ask for something about their data, and take it back."""

from datetime import datetime

from django.db import transaction

from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.privacy.errors import (
    AlreadyAsked,
    RequestClosed,
    RequestTaken,
    RequestUnreadable,
    TooManyRequests,
    TooManyRequestsToday,
)
from antoan.domains.privacy.events import RequestOpened
from antoan.domains.privacy.models import DataCopy, RightsRequest
from antoan.domains.privacy.permissions import ASK
from antoan.domains.privacy.purposes import purpose
from antoan.domains.privacy.queries.access import own_request_row
from antoan.domains.privacy.queries.looks import is_look_at
from antoan.domains.privacy.queries.requests import view_of
from antoan.domains.privacy.rules import (
    OPEN_REQUESTS_PER_PERSON_MAX,
    REQUESTS_PER_PERSON_DAY_MAX,
    check_asked,
    decision_due,
    erases_at,
    readable_words,
    reply_due,
    said_words,
)
from antoan.domains.privacy.services.steps import save_numbered, stepped
from antoan.domains.privacy.values import (
    UNFINISHED,
    CopyState,
    NewRequest,
    RequestKind,
    RequestState,
    RequestView,
    StepKind,
)
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock


@transaction.atomic
def ask(*, actor: Actor, request: NewRequest) -> RequestView:
    """Keep a request; the same id again is the same request. A copy is made by the worker at once.

    An erasure cannot happen before its cooling-off has passed, and can be taken back until it happens. Only the
    person asks for it, or a guardian: PersonNotFound; RequestUnreadable, WordsMissing, AlreadyAsked with the
    `number` of the open one, TooManyRequests, TooManyRequestsToday, RequestTaken.
    """
    require_over_person(actor, ASK, request.person_id)
    locked_identities([request.person_id])  # Two at once are counted one after the other.
    known = RightsRequest.objects.filter(pk=request.id).first()
    if known is not None:
        return _again(actor, known, request)
    _check(actor, request)
    now = clock.now()
    _refuse_past_bounds(request.person_id, now)
    _refuse_duplicate(request)
    row = _new_row(actor, request, now)
    save_numbered(row, actor=actor, at=now)
    if request.kind is RequestKind.COPY:
        DataCopy.objects.create(request=row, state=CopyState.WAITING)
        transaction.on_commit(_wake_worker)
    record_decision(
        actor,
        action=f"privacy.{request.kind}.asked",
        object_kind="request",
        object_id=row.number,
        person_id=row.person_id,
    )
    announce(RequestOpened(row.number, row.person_id))
    return view_of(row)


@transaction.atomic
def take_back(*, actor: Actor, number: str) -> RequestView:
    """Take a request back before it is done, an approved erasure too; twice is once. RequestNotFound, RequestClosed."""
    row = own_request_row(actor, number, permission=ASK, lock=True)
    if row.state == RequestState.WITHDRAWN:
        return view_of(row)
    if row.state not in UNFINISHED:
        raise RequestClosed
    row.closed_at, row.held_by = clock.now(), ""
    stepped(
        row,
        StepKind.WITHDRAWN,
        actor=actor,
        at=row.closed_at,
        state=RequestState.WITHDRAWN,
        is_by_person=True,
    )
    DataCopy.objects.filter(request=row, state=CopyState.WAITING).delete()
    record_decision(
        actor,
        action=f"privacy.{row.kind}.withdrawn",
        object_kind="request",
        object_id=row.number,
        person_id=row.person_id,
    )
    return view_of(row)


def _again(actor: Actor, known: RightsRequest, request: NewRequest) -> RequestView:
    is_same = known.person_id == request.person_id and known.opened_by_account_id == actor.account_id
    if not is_same or known.kind != request.kind:
        raise RequestTaken
    return view_of(known)


def _check(actor: Actor, request: NewRequest) -> None:
    check_asked(request.kind, purpose(request.purpose) if request.purpose else None, request.look)
    if request.look is not None and not is_look_at(request.person_id, request.look):
        raise RequestUnreadable
    if request.kind is RequestKind.DELETE and not (actor.is_system or answers_for(actor, request.person_id)):
        # Nobody is erased on somebody else's word; at the counter the person stands there (with_person.py).
        raise RequestUnreadable
    if request.kind in {RequestKind.LOOK, RequestKind.VIEW}:
        said_words(request.words)


def _refuse_past_bounds(person_id: int, now: datetime) -> None:
    mine = RightsRequest.objects.filter(person=person_id)
    if mine.filter(state__in=sorted(UNFINISHED)).count() >= OPEN_REQUESTS_PER_PERSON_MAX:
        raise TooManyRequests
    today = clock.day_start(clock.local_date(now))
    if mine.filter(opened_at__gte=today).count() >= REQUESTS_PER_PERSON_DAY_MAX:
        raise TooManyRequestsToday


def _refuse_duplicate(request: NewRequest) -> None:
    same = RightsRequest.objects.filter(
        person=request.person_id,
        kind=request.kind,
        purpose=request.purpose,
        look=request.look,
        state__in=sorted(UNFINISHED),
    ).first()
    if same is not None:
        raise AlreadyAsked(number=same.number)


def _new_row(actor: Actor, request: NewRequest, now: datetime) -> RightsRequest:
    return RightsRequest(
        id=request.id,
        person_id=request.person_id,
        kind=request.kind,
        purpose=request.purpose,
        look=request.look,
        words=readable_words(request.words),
        state=RequestState.OPEN,
        opened_at=now,
        opened_by_account_id=actor.account_id,
        opened_by_person_id=actor.person_id,
        reply_due_at=reply_due(now),
        due_at=decision_due(request.kind, now),
        erases_at=erases_at(now) if request.kind is RequestKind.DELETE else None,
        answer="",
    )


def _wake_worker() -> None:
    from antoan.domains.privacy.jobs import wake  # The job engine is only needed once somebody asks.

    wake()
