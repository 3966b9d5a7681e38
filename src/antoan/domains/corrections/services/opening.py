"""People say what is wrong, and send photos of their papers."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from antoan.domains.corrections.claims import read_claim, written_claim
from antoan.domains.corrections.errors import (
    AlreadyAsked,
    TicketClosed,
    TicketNotFound,
    TicketTaken,
    TicketUnreadable,
    TooManyTickets,
    TooManyTicketsToday,
)
from antoan.domains.corrections.events import CorrectionOpened
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.owners import authority_for
from antoan.domains.corrections.permissions import OPEN
from antoan.domains.corrections.queries.access import own_ticket_row
from antoan.domains.corrections.queries.tickets import recorded, view_of
from antoan.domains.corrections.rules import (
    OPEN_TICKETS_PER_PERSON_MAX,
    TICKETS_PER_PERSON_DAY_MAX,
    decision_due,
    opener_of,
    readable_words,
    reply_due,
)
from antoan.domains.corrections.services.steps import stepped
from antoan.domains.corrections.values import (
    OWNER_KIND,
    UNDECIDED,
    Fault,
    NewTicket,
    StepKind,
    Subject,
    TicketState,
    TicketView,
)
from antoan.domains.people.queries import answers_for, identity_of, require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.events.bus import announce
from antoan.foundation.files import services as files
from antoan.foundation.files.queries import FileView
from antoan.foundation.files.services import NewPicture
from antoan.kit import clock, spoken


@transaction.atomic
def open_ticket(*, actor: Actor, ticket: NewTicket) -> TicketView:
    """Open a ticket with the photos sent for it; the same id again is the same ticket.

    PersonNotFound out of reach; TicketUnreadable; TooManyTickets, TooManyTicketsToday; AlreadyAsked while one
    about the same record is open, with its `number` in the context.
    """
    require_over_person(actor, OPEN, ticket.person_id)
    locked_identities([ticket.person_id])  # Two at once are counted one after the other.
    known = Ticket.objects.filter(pk=ticket.id).first()
    if known is not None:
        return _again(actor, known, ticket)
    claim = read_claim(ticket.subject, ticket.fault, ticket.claim)
    words = readable_words(ticket.words)
    _check_record(actor, ticket)
    now = clock.now()
    _refuse_past_bounds(ticket.person_id, now)
    _refuse_duplicate(ticket)
    row = _new_row(actor, ticket, now)
    row.claim, row.words = written_claim(claim), words
    _save_numbered(row, actor, now)
    files.attach_files(owner_kind=OWNER_KIND, owner_id=str(row.pk), person_id=row.person_id)
    announce(CorrectionOpened(row.number, row.person_id))
    return view_of(row)


@transaction.atomic
def add_evidence(*, actor: Actor, ticket_id: UUID, person_id: int, file_id: UUID, raw: bytes) -> FileView:
    """Keep a photo for a ticket that is going to be opened, or for an undecided one of the actor's.

    The bounds and errors of foundation.files; TicketClosed once it is decided.
    """
    require_over_person(actor, OPEN, person_id)
    locked_identities([person_id])
    row = Ticket.objects.filter(pk=ticket_id).first()
    if row is not None:
        own_ticket_row(actor, row.number, permission=OPEN)
        if row.person_id != person_id:
            raise TicketNotFound
        if row.state not in UNDECIDED:
            raise TicketClosed
    stored = files.store_picture(
        actor=actor, picture=NewPicture(file_id, OWNER_KIND, str(ticket_id), person_id, raw)
    )
    if row is not None:
        files.attach_files(owner_kind=OWNER_KIND, owner_id=str(ticket_id), person_id=person_id)
    return stored


@transaction.atomic
def remove_evidence(*, actor: Actor, ticket_id: UUID, person_id: int, file_id: UUID) -> None:
    """Delete a photo before its ticket is opened; what an office may have looked at stays. Twice is once."""
    require_over_person(actor, OPEN, person_id)
    if Ticket.objects.filter(pk=ticket_id).exists():
        raise TicketClosed
    files.delete_waiting(actor=actor, owner_kind=OWNER_KIND, owner_id=str(ticket_id), file_id=file_id)


def _again(actor: Actor, known: Ticket, ticket: NewTicket) -> TicketView:
    is_same = known.person_id == ticket.person_id and known.opened_by_account_id == actor.account_id
    if not is_same or (known.subject, known.fault) != (ticket.subject, ticket.fault):
        raise TicketTaken
    return view_of(known)


def _check_record(actor: Actor, ticket: NewTicket) -> None:
    """Refuse a record that is not this person's, and a missing one that is named."""
    if ticket.record_id == "":
        # A recovery may be missing from a case we know of, or with the whole case.
        is_fitting = ticket.fault is Fault.MISSING or ticket.subject is Subject.IDENTITY
    elif ticket.subject is Subject.IDENTITY or (
        ticket.fault is Fault.MISSING and ticket.subject is not Subject.RECOVERY
    ):
        is_fitting = False
    else:
        known = recorded(actor, ticket.person_id, ticket.subject)
        is_fitting = any(record.id == ticket.record_id and not record.is_annulled for record in known)
    if not is_fitting:
        raise TicketUnreadable("Choose the record that is wrong from the list.")


def _refuse_past_bounds(person_id: int, now: datetime) -> None:
    mine = Ticket.objects.filter(person=person_id)
    if mine.filter(state__in=sorted(UNDECIDED)).count() >= OPEN_TICKETS_PER_PERSON_MAX:
        raise TooManyTickets
    today = clock.day_start(clock.local_date(now))
    if mine.filter(opened_at__gte=today).count() >= TICKETS_PER_PERSON_DAY_MAX:
        raise TooManyTicketsToday


def _refuse_duplicate(ticket: NewTicket) -> None:
    if not ticket.record_id:
        return
    same = Ticket.objects.filter(
        person=ticket.person_id,
        subject=ticket.subject,
        record_id=ticket.record_id,
        state__in=sorted(UNDECIDED),
    ).first()
    if same is not None:
        raise AlreadyAsked(number=same.number)


def _new_row(actor: Actor, ticket: NewTicket, now: datetime) -> Ticket:
    is_own = actor.person_id == ticket.person_id
    return Ticket(
        id=ticket.id,
        person_id=ticket.person_id,
        subject=ticket.subject,
        fault=ticket.fault,
        record_id=ticket.record_id,
        opener=opener_of(is_own=is_own, is_guardian=answers_for(actor, ticket.person_id)),
        opened_by_account_id=actor.account_id,
        opened_by_person_id=actor.person_id,
        opened_at=now,
        authority=authority_for(ticket.subject).key,
        ward_id=identity_of(SYSTEM, ticket.person_id).ward_id,
        state=TicketState.OPEN,
        reply_due_at=reply_due(now),
        due_at=decision_due(now),
    )


def _save_numbered(row: Ticket, actor: Actor, now: datetime) -> None:
    """Save under the first free number that is drawn: of 1,000 million, a second draw is rare."""
    while True:
        row.number = spoken.new()
        try:
            with transaction.atomic():
                stepped(row, StepKind.OPENED, actor=actor, at=now, is_by_person=True, words=row.words)
        except IntegrityError:
            if Ticket.objects.filter(number=row.number).exists():
                continue
            raise
        return
