"""A tracer asks a place who was there on a day; the unit confirms; the tracer opens the list. All of it is in the trail."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from antoan.domains.gates.errors import (
    NobodyAnswers,
    NotConfirmed,
    RequestNotFound,
    RequestOver,
    TooManyRequests,
)
from antoan.domains.gates.models import VisitorNote, VisitorRequest
from antoan.domains.gates.permissions import ASK_VISITORS, READ_VISITORS
from antoan.domains.gates.queries.requests import request_view
from antoan.domains.gates.values import VisitorKind
from antoan.domains.gates.visitor_rules import (
    READABLE_FOR,
    REQUESTS_PER_CASE_MAX,
    UNSCANNED_MAX,
    VISITORS_MAX,
    checked_day,
    due_at,
)
from antoan.domains.gates.visitor_values import ListedVisitor, VisitorList, VisitorRequestView
from antoan.domains.messaging.services import queue_message
from antoan.domains.monitoring.queries import alert_number
from antoan.domains.people.queries.cards import cards_of
from antoan.domains.places.permissions import READ
from antoan.domains.places.queries import place_in, scope_of_place
from antoan.domains.tracing.queries.access import may_on_case
from antoan.domains.tracing.rules.cases import readable_reason
from antoan.domains.tracing.services.cases import open_row
from antoan.domains.units.queries import unit_of_place
from antoan.domains.visits.queries.day import stays_of_day
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.errors import Forbidden

_TEMPLATE: Final = "gates.visitors_asked"


@transaction.atomic
def ask_visitors(
    *,
    actor: Actor,
    request_id: UUID,
    number: str,
    place_id: int,
    on: date,
    reason: str,
    hours: int,
    now: datetime,
) -> VisitorRequestView:
    """Ask a place, for an open case, for its list of a day; while an answer is awaited, the same question is one.

    CaseNotFound, CaseClosed, DayOutsideCase, ReasonMissing, PlaceNotFound, NobodyAnswers, TooManyRequests.
    """
    if actor.account_id is None:
        raise Forbidden("Only somebody who signed in asks for visitors.")
    case = open_row(actor, number, ASK_VISITORS)
    day = checked_day(on, since=case.since, until=case.until, now=now)
    said = readable_reason(reason)
    place = place_in(actor, place_id, READ)
    unit_id = unit_of_place(place_id)
    if unit_id is None:
        raise NobodyAnswers
    asked = VisitorRequest.objects.filter(case=case)  # The case is locked: nobody asks beside us.
    known = (
        asked.filter(pk=request_id).first()
        or asked.filter(place=place, on=day, asked_by_account_id=actor.account_id, due_at__gt=now).first()
    )
    if known is not None:
        return request_view(known)
    if asked.count() >= REQUESTS_PER_CASE_MAX:
        raise TooManyRequests
    row = VisitorRequest.objects.create(
        id=request_id,
        case=case,
        place=place,
        on=day,
        reason=said,
        asked_at=now,
        asked_by_account_id=actor.account_id,
        due_at=due_at(now, hours),
    )
    _tell(unit_id, row)
    _note(actor, row, "gates.visitors.ask", said)
    return request_view(row)


@transaction.atomic
def confirm_visitors(
    *, actor: Actor, place_id: int, request_id: UUID, unscanned: int | None, now: datetime
) -> None:
    """Confirm, for the unit, that its list of a day may leave, and how many came by without a scan. Twice is once.

    PlaceNotFound out of reach, RequestNotFound for who sees the place and does not answer for it; RequestOver.
    """
    place_in(actor, place_id, READ)
    if not actor.may(READ_VISITORS, scope_of_place(place_id)):
        raise RequestNotFound
    row = VisitorRequest.objects.select_for_update(of=("self",)).filter(pk=request_id, place=place_id).first()
    if row is None:
        raise RequestNotFound
    if row.confirmed_at is not None:
        return
    if now >= row.due_at:
        raise RequestOver
    row.confirmed_at, row.confirmed_by_account_id = now, actor.account_id
    row.unscanned = None if unscanned is None else min(max(unscanned, 0), UNSCANNED_MAX)
    row.due_at = now + READABLE_FOR
    row.save()
    _note(actor, row, "gates.visitors.confirm", "", {"unscanned": row.unscanned})


@transaction.atomic
def open_list(*, actor: Actor, request_id: UUID, now: datetime) -> VisitorList:
    """Return the list for whoever asked, while it may be read. Each person in it finds an entry in their trail.

    RequestNotFound, NotConfirmed, RequestOver.
    """
    row = _asked_by(actor, request_id)
    if row.confirmed_at is None:
        raise RequestOver if now >= row.due_at else NotConfirmed
    if now >= row.due_at or row.case.closed_at is not None:
        raise RequestOver
    stays = stays_of_day(
        row.place_id, since=clock.day_start(row.on), until=clock.day_end(row.on), limit=VISITORS_MAX + 1
    )
    listed = stays[:VISITORS_MAX]
    people = {stay.person_id for stay in listed}
    _note(actor, row, "gates.visitors.open", row.reason, {"people": len(people)})
    if row.opened_at is None:
        _tell_people(actor, row, people)
        row.opened_at = now
        row.save(update_fields=["opened_at"])
    cards, notes = cards_of(people), _notes(row)
    visitors = [
        ListedVisitor(
            full_name=cards[stay.person_id].full_name,
            phones=cards[stay.person_id].phones,
            spot_name=stay.spot_name,
            t_in=stay.t_in,
            t_out=stay.t_out,
            kind=VisitorKind(note.kind) if note else None,
            purpose=note.purpose if note else "",
            host=note.host if note else "",
        )
        for stay in listed
        if stay.person_id in cards
        for note in (notes.get(stay.person_id),)
    ]
    return VisitorList(request_view(row), tuple(visitors), is_cut=len(stays) > VISITORS_MAX)


def _asked_by(actor: Actor, request_id: UUID) -> VisitorRequest:
    rows = VisitorRequest.objects.select_for_update(of=("self",)).select_related("case", "place")
    row = rows.filter(pk=request_id, asked_by_account_id=actor.account_id or 0).first()
    if row is None or not may_on_case(actor, ASK_VISITORS, row.case.number):
        raise RequestNotFound
    return row


def _notes(row: VisitorRequest) -> dict[int, VisitorNote]:
    """Return what a gate noted of visitors that day; of several notes on one person, the first."""
    notes = VisitorNote.objects.filter(
        place=row.place_id, at__gte=clock.day_start(row.on), at__lt=clock.day_end(row.on)
    )
    return {note.person_id: note for note in notes.order_by("-at")}


def _tell_people(actor: Actor, row: VisitorRequest, people: set[int]) -> None:
    for person_id in sorted(people):
        record_decision(
            actor,
            action="gates.visitors.holds",
            object_kind="tracing",
            object_id=row.case.number,
            person_id=person_id,
            purpose=row.reason,
        )


def _tell(unit_id: int, row: VisitorRequest) -> None:
    number = alert_number(SYSTEM, unit_id)
    if number:
        queue_message(
            number=number,
            template=_TEMPLATE,
            values={
                "time": f"{clock.local(row.due_at):%H:%M %d/%m}",
                "address": f"{settings.PUBLIC_URL}/unit/places/{row.place_id}/notices",
            },
            key=f"gates:visitors:{row.pk}",
            expires_at=row.due_at,
        )


def _note(
    actor: Actor, row: VisitorRequest, action: str, purpose: str, detail: dict[str, object] | None = None
) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="place",
        object_id=row.place_id,
        person_id=row.case.person_id,
        purpose=purpose,
        detail={"case": row.case.number, "on": row.on.isoformat(), **(detail or {})},
    )
