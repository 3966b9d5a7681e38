"""Requests for the visitors of a day: those a tracer made, and those a place was asked."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from antoan.domains.gates.errors import RequestNotFound
from antoan.domains.gates.models import VisitorRequest
from antoan.domains.gates.permissions import ASK_VISITORS, READ_VISITORS
from antoan.domains.gates.visitor_rules import DAYS_BACK_MAX
from antoan.domains.gates.visitor_values import AskedOfPlace, VisitorRequestView
from antoan.domains.places.queries import scope_of_place
from antoan.domains.tracing.queries.access import may_on_case
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken
from antoan.kit.errors import Forbidden

ROWS_MAX: Final = 100


def requests_of_case(actor: Actor, number: str) -> list[VisitorRequestView]:
    """Return what one has asked for a case oneself, newest first; CaseNotFound, Forbidden."""
    if not may_on_case(actor, ASK_VISITORS, number):
        raise Forbidden
    rows = VisitorRequest.objects.filter(
        case__number=spoken.read(number), asked_by_account_id=actor.account_id or 0
    )
    return [
        request_view(row) for row in rows.select_related("case", "place").order_by("-asked_at")[:ROWS_MAX]
    ]


def request_for(actor: Actor, request_id: UUID) -> VisitorRequestView:
    """Return one request, for whoever asked; RequestNotFound."""
    rows = VisitorRequest.objects.select_related("case", "place")
    row = rows.filter(pk=request_id, asked_by_account_id=actor.account_id or 0).first()
    if row is None or not may_on_case(actor, ASK_VISITORS, row.case.number):
        raise RequestNotFound
    return request_view(row)


def asked_of_place(actor: Actor, place_id: int, now: datetime) -> list[AskedOfPlace]:
    """Return what a place was asked in the last weeks, newest first; nothing for who does not read its visitors."""
    if not actor.may(READ_VISITORS, scope_of_place(place_id)):
        return []
    rows = VisitorRequest.objects.filter(place=place_id, asked_at__gt=now - timedelta(days=DAYS_BACK_MAX))
    return [
        AskedOfPlace(
            id=row.pk,
            on=row.on,
            asked_at=row.asked_at,
            due_at=row.due_at,
            confirmed_at=row.confirmed_at,
            unscanned=row.unscanned,
            is_over=now >= row.due_at,
        )
        for row in rows.order_by("-asked_at")[:ROWS_MAX]
    ]


def unanswered_requests(actor: Actor, place_id: int, now: datetime) -> int:
    """Return how many requests wait for the unit's word; nothing for who may not give it."""
    if not actor.may(READ_VISITORS, scope_of_place(place_id)):
        return 0
    return VisitorRequest.objects.filter(place=place_id, confirmed_at=None, due_at__gt=now).count()


def request_view(row: VisitorRequest) -> VisitorRequestView:
    """Return a row as its tracer sees it."""
    return VisitorRequestView(
        id=row.pk,
        case_number=row.case.number,
        place_id=row.place_id,
        place_name=row.place.name,
        on=row.on,
        reason=row.reason,
        asked_at=row.asked_at,
        due_at=row.due_at,
        confirmed_at=row.confirmed_at,
        unscanned=row.unscanned,
    )
