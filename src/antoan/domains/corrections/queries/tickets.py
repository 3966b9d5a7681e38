"""Reads of tickets by their person and by the office that decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any, Final

from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.permissions import READ
from antoan.domains.corrections.queries.access import ticket_row
from antoan.domains.corrections.values import (
    RECORDS_OF,
    Fault,
    Opener,
    StepKind,
    StepView,
    Subject,
    TicketState,
    TicketView,
)
from antoan.domains.declarations.queries.persons import declarations_about
from antoan.domains.declarations.values import DeclarationView
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.values import RecordState, RecordView
from antoan.domains.visits.queries import visits_of_person
from antoan.domains.visits.rules import KEPT_DAYS
from antoan.domains.visits.values import VisitView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock

TICKETS_MAX: Final = 100  # Of one person, newest first.


@dataclass(frozen=True, slots=True)
class ContestedRecord:
    """A record as it stands now, such as the one a ticket is about. `state`: of a health record only."""

    id: str
    on: date
    source: str
    is_annulled: bool
    details: Mapping[str, Any]
    state: RecordState | None = None


def tickets_of_person(actor: Actor, person_id: int) -> list[TicketView]:
    """Return the tickets about a person, newest first; PersonNotFound when out of the actor's reach."""
    require_over_person(actor, READ, person_id)
    _note_reading(actor, "corrections.list", "person", person_id, person_id)
    rows = Ticket.objects.filter(person=person_id).order_by("-opened_at")[:TICKETS_MAX]
    return [view_of(row) for row in rows]


def ticket_for(actor: Actor, number: str) -> TicketView:
    """Return one ticket with its steps; TicketNotFound when it is neither the actor's nor the office's."""
    row = ticket_row(actor, number)
    _note_reading(actor, "corrections.read", "ticket", row.number, row.person_id)
    return view_of(row, with_steps=True)


def contested_record(actor: Actor, number: str) -> ContestedRecord | None:
    """Return the record a ticket is about; None for one that is missing or gone."""
    row = ticket_row(actor, number)
    known = recorded(actor, row.person_id, Subject(row.subject))
    return next((record for record in known if record.id == row.record_id), None)


def records_to_contest(actor: Actor, person_id: int, subject: Subject) -> list[ContestedRecord]:
    """Return what is recorded about one subject of the actor or a dependant, newest first.

    Whoever opens a ticket for a stranger names what is missing; they see no records.
    """
    require_over_person(actor, READ, person_id)
    if not answers_for(actor, person_id):
        return []
    return [record for record in recorded(actor, person_id, subject) if not record.is_annulled]


def recorded(actor: Actor, person_id: int, subject: Subject) -> list[ContestedRecord]:
    """Return what is recorded about one subject. The caller has checked who asks."""
    # An office's reading stands in the trail with the ticket it belongs to.
    reader = actor if answers_for(actor, person_id) else SYSTEM
    if subject is Subject.DECLARATION:
        return [_of_declaration(said) for said in declarations_about(reader, person_id)]
    if subject is Subject.VISIT:
        now = clock.now()
        visits = visits_of_person(SYSTEM, person_id, since=now - timedelta(days=KEPT_DAYS), until=now)
        return [_of_visit(visit) for visit in visits]
    kind = RECORDS_OF.get(subject)
    records = records_of_person(reader, person_id) if kind else []
    return [_of_record(record) for record in records if record.kind is kind]


def view_of(row: Ticket, *, with_steps: bool = False) -> TicketView:
    """Return a row as others see it."""
    return TicketView(
        id=row.pk,
        number=row.number,
        person_id=row.person_id,
        subject=Subject(row.subject),
        fault=Fault(row.fault),
        record_id=row.record_id,
        claim=row.claim,
        words=row.words,
        opener=Opener(row.opener),
        authority=row.authority,
        ward_id=row.ward_id,
        state=TicketState(row.state),
        opened_at=row.opened_at,
        reply_due_at=row.reply_due_at,
        due_at=row.due_at,
        escalated_at=row.escalated_at,
        decided_at=row.decided_at,
        waits_for_second=row.proposed_by_account_id is not None and row.decided_at is None,
        steps=_steps(row) if with_steps else (),
    )


def _steps(row: Ticket) -> tuple[StepView, ...]:
    return tuple(
        StepView(StepKind(step.kind), step.at, step.is_by_person, step.words)
        for step in row.steps.order_by("id")
    )


def _of_record(record: RecordView) -> ContestedRecord:
    is_annulled = record.state is RecordState.ANNULLED
    return ContestedRecord(
        str(record.id), record.on, record.source, is_annulled, record.details, record.state
    )


def _of_declaration(said: DeclarationView) -> ContestedRecord:
    on = clock.local_date(said.declared_at)
    details = {"is_risky": said.is_risky, "declared_at": said.declared_at}
    return ContestedRecord(str(said.id), on, said.channel.value, said.is_annulled, details)


def record_id_of_visit(visit: VisitView) -> str:
    """Return the id under which a visit is contested."""
    return visit.t_in.astimezone(UTC).isoformat()


def _of_visit(visit: VisitView) -> ContestedRecord:
    details = {"place": visit.place_name, "t_in": visit.t_in}
    source = "self" if visit.is_own else "gate"
    return ContestedRecord(
        record_id_of_visit(visit),
        clock.local_date(visit.t_in),
        source,
        False,
        details,
    )


def _note_reading(actor: Actor, action: str, object_kind: str, object_id: object, person_id: int) -> None:
    """Keep in the trail that somebody else read; one's own tickets and a ward's child are not news."""
    if not answers_for(actor, person_id):
        record_read(
            actor, action=action, object_kind=object_kind, object_id=object_id, person_id=person_id,
            purpose="correction",
        )  # fmt: skip
