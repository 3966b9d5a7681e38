"""Takes in whoever shows a code: by the declaration made before or here, into one of two rows. The visit is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.services import declare
from antoan.domains.declarations.validity import validity_at
from antoan.domains.declarations.values import Authorship, NewDeclaration
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import facts_of, verdict_of
from antoan.domains.people.queries.bulk import Identity, locked_identities
from antoan.domains.people.queries.presented import person_presented
from antoan.domains.places.queries import gate_for
from antoan.domains.policy.values import Colour
from antoan.domains.reception.errors import DayFull, DeclarationMissing, NobodyPresented
from antoan.domains.reception.limits import TICKETS_PER_DAY_MAX
from antoan.domains.reception.models import Desk, Ticket
from antoan.domains.reception.queries.desks import desk_in, ticket_view
from antoan.domains.reception.rules import flow_of, has_declared
from antoan.domains.reception.values import Flow, TicketState, TicketView, Why
from antoan.domains.visits.services import record_visit
from antoan.foundation.accounts.actor import SYSTEM, Actor, already_allowed
from antoan.kit import clock
from antoan.kit.ids import uuid7
from antoan.kit.text import name_label

FORM: Final = "hospital"
_OPEN: Final = (TicketState.WAITING, TicketState.CALLED)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered here; the declaration's id is made by the page."""

    id: UUID
    answers: Mapping[str, Any]
    author: Authorship


@transaction.atomic
def take_in(
    *, actor: Actor, desk_id: int, ticket_id: UUID, code: str, declared: Answers | None = None
) -> TicketView:
    """Give whoever shows a code a number of today; who has one already keeps it.

    DeclarationMissing when nothing valid was declared and nothing is declared here: the page then asks. What is
    declared here for another adult waits for their consent before it counts for a colour, but the row goes by it
    at once. NobodyPresented, DayFull, DeskNotFound, and the errors of declarations.
    """
    desk = desk_in(actor, desk_id, is_open_to_kiosk=True)
    now = clock.now()
    person_id = person_presented(code, now)
    people = [] if person_id is None else locked_identities([person_id])
    if not people:
        raise NobodyPresented
    (person,) = people
    known = _ticket_of(desk, person.person_id, ticket_id, now)
    if known is not None:
        return ticket_view(known, name_label(person.full_name))
    is_risky = (
        _declared_here(actor, desk, person, declared, now)
        if declared
        else _declared_before(actor, person, now)
    )
    colour = _colour(actor, person.person_id, now)
    flow, why = flow_of(colour, is_risky=is_risky)
    if Ticket.objects.filter(pk=ticket_id).exists():  # An old page was sent for somebody else.
        ticket_id = uuid7()
    row = _numbered(desk, ticket_id, person, flow, why, now)
    _record(desk, row, colour)
    return ticket_view(row, name_label(person.full_name))


def _ticket_of(desk: Desk, person_id: int, ticket_id: UUID, now: datetime) -> Ticket | None:
    today = Ticket.objects.filter(desk=desk, day=clock.local_date(now), person=person_id)
    return today.filter(pk=ticket_id).first() or today.filter(state__in=_OPEN).first()


def _declared_before(actor: Actor, person: Identity, now: datetime) -> bool:
    """Tell whether the declaration that is still good names a risk; DeclarationMissing when there is none."""
    try:
        facts = facts_of(already_allowed(actor), person.person_id)
    except PassNotFound:
        raise DeclarationMissing from None
    if not has_declared(facts["declared_at"], validity_at(FORM), now):
        raise DeclarationMissing
    return bool(facts["declaration_risk"])


def _declared_here(actor: Actor, desk: Desk, person: Identity, said: Answers, now: datetime) -> bool:
    form = questionnaires().in_force(FORM, now)
    declaration = NewDeclaration(
        id=said.id,
        person_id=person.person_id,
        declared_at=now,
        questionnaire=form.key,
        version=form.version,
        answers=said.answers,
        author=said.author,
        place_id=gate_for(SYSTEM, desk.gate_id).place_id,
    )
    return declare(actor=already_allowed(actor), declaration=declaration).is_risky


def _colour(actor: Actor, person_id: int, now: datetime) -> Colour:
    try:
        return Colour(verdict_of(already_allowed(actor), person_id, now).colour)
    except (NoPolicyInForce, PassNotFound):
        return Colour.UNKNOWN


def _numbered(desk: Desk, ticket_id: UUID, person: Identity, flow: Flow, why: Why, now: datetime) -> Ticket:
    day = clock.local_date(now)
    Desk.objects.select_for_update().get(pk=desk.pk)  # Numbers follow one another.
    last = Ticket.objects.filter(desk=desk, day=day, flow=flow).aggregate(last=Max("number"))["last"] or 0
    if last >= TICKETS_PER_DAY_MAX:
        raise DayFull
    return Ticket.objects.create(
        pk=ticket_id,
        desk=desk,
        day=day,
        flow=flow,
        number=last + 1,
        person_id=person.person_id,
        state=TicketState.WAITING,
        why=why,
        came_at=now,
    )


def _record(desk: Desk, row: Ticket, colour: Colour) -> None:
    gate = gate_for(SYSTEM, desk.gate_id)
    record_visit(
        person_id=row.person_id,
        gate_id=gate.id,
        place_id=gate.place_id,
        spot_id=gate.spot_id,
        at=row.came_at,
        colour=colour,
        scan_id=row.pk,
    )
