"""Enters doses by two scans, takes a slip of the hand back, keeps how the person was afterwards."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.people.queries.bulk import Identity
from antoan.domains.records.queries.bulk import doses_of
from antoan.domains.records.services import annul_record, record_vaccination
from antoan.domains.records.values import CLINIC, NewDose, Origin, RecordKind, RecordState
from antoan.domains.vaccination.errors import (
    AlreadyVaccinated,
    EntryNotFound,
    EntryTaken,
    LotNotBrought,
    LotUsedUp,
    NotToBeVaccinated,
    UndoTooLate,
)
from antoan.domains.vaccination.limits import WORDS_LETTERS_MAX
from antoan.domains.vaccination.models import Entry, Session, SessionLot
from antoan.domains.vaccination.permissions import WORK
from antoan.domains.vaccination.queries.access import session_in
from antoan.domains.vaccination.queries.sessions import entry_view
from antoan.domains.vaccination.rules import hours_of, may_undo, next_dose_number
from antoan.domains.vaccination.services.attending import concerns_about, present
from antoan.domains.vaccination.services.planning import require_running
from antoan.domains.vaccination.values import EntryView, NewEntry, Reaction
from antoan.domains.vaccination.vials import read_vial
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import name_label, squeeze

_SLIP = "Nhập nhầm tại buổi tiêm, đã hủy ngay"


@transaction.atomic
def enter_dose(*, actor: Actor, entry: NewEntry) -> EntryView:
    """Enter the dose just given to whoever shows the code, of the lot just scanned; sent twice it is one.

    NotToBeVaccinated when something speaks against it and nobody has said that it was given all the same: then it
    is recorded, and waits in quarantine. LotNotBrought, LotUsedUp, AlreadyVaccinated, NobodyPresented, SessionClosed.
    """
    session = session_in(actor, entry.session_id, WORK)
    person = present(entry.code)
    known = Entry.objects.filter(pk=entry.id).first()
    if known is not None:
        if (known.session_id, known.person_id) != (session.pk, person.person_id):
            raise EntryTaken
        return _view(known, person)
    now = clock.now()
    require_running(session, clock.local_date(now))
    lot = _lot(session, entry.lot)
    if Entry.objects.filter(session=session, person=person.person_id, undone_at__isnull=True).exists():
        raise AlreadyVaccinated
    number = next_dose_number(doses_of([person.person_id]))
    concerns = concerns_about(person, lot.product, number)
    if concerns and not entry.is_given_anyway:
        raise NotToBeVaccinated(doubts=concerns)
    return _view(_kept(actor, session, entry, person, lot, number, now), person)


@transaction.atomic
def undo_entry(*, actor: Actor, entry_id: UUID, session_id: UUID) -> None:
    """Take a dose back that was entered by a slip; twice is once. UndoTooLate, EntryNotFound."""
    session = session_in(actor, session_id, WORK)
    row = _entry(session, entry_id)
    if row.undone_at is not None:
        return
    now = clock.now()
    if not may_undo(row.entered_at, now):
        raise UndoTooLate
    row.undone_at = now
    row.save()
    annul_record(
        actor=already_allowed(actor), kind=RecordKind.VACCINATION, record_id=row.record_id, because=_SLIP
    )


@transaction.atomic
def note_reaction(*, actor: Actor, entry_id: UUID, session_id: UUID, reaction: Reaction, words: str) -> None:
    """Keep how somebody was after the dose; what is said last holds, and history keeps the rest."""
    session = session_in(actor, session_id, WORK)
    row = _entry(session, entry_id)
    row.reaction, row.words = reaction, squeeze(words)[:WORDS_LETTERS_MAX]
    row.save()
    record_decision(
        actor,
        action="vaccination.reaction.note",
        object_kind="entry",
        object_id=row.pk,
        person_id=row.person_id,
        detail={"reaction": reaction.value},
    )


def _entry(session: Session, entry_id: UUID) -> Entry:
    row = Entry.objects.select_for_update().filter(pk=entry_id, session=session).first()
    if row is None:
        raise EntryNotFound
    return row


def _lot(session: Session, scanned: str) -> SessionLot:
    """Return the lot that a vial's code names, held so that two teams do not use up the same dose."""
    vial = read_vial(scanned)
    lots = SessionLot.objects.select_for_update().filter(session=session)
    lot = None if vial is None else lots.filter(number=vial.lot).first()
    if lot is None or lot.expires_on < session.held_on:
        raise LotNotBrought
    given = Entry.objects.filter(session=session, lot=lot.number, undone_at__isnull=True).count()
    if given >= lot.vials * lot.doses_per_vial:
        raise LotUsedUp
    return lot


def _kept(
    actor: Actor,
    session: Session,
    entry: NewEntry,
    person: Identity,
    lot: SessionLot,
    number: int,
    now: datetime,
) -> Entry:
    dose = NewDose(
        product=lot.product,
        given_on=session.held_on,
        dose_number=min(number, 9),
        lot=lot.number,
        given_at=session.site,
        given_time=clock.local(now).time(),
    )
    opens, closes = (datetime.combine(session.held_on, at) for at in (session.opens, session.closes))
    record = record_vaccination(
        actor=already_allowed(actor),
        person_id=person.person_id,
        dose=dose,
        origin=Origin(f"{CLINIC}{session.campaign.unit_id}", str(entry.id)),
        hours=hours_of(opens, closes),
    )
    doubts = record.doubts if record.state is RecordState.QUARANTINED else ()
    return Entry.objects.create(
        pk=entry.id,
        session=session,
        person_id=person.person_id,
        record_id=record.id,
        lot=lot.number,
        dose_number=dose.dose_number,
        doubts=" ".join(doubts),
        entered_by=actor.account_id,
        entered_at=now,
        words="",
    )


def _view(row: Entry, person: Identity) -> EntryView:
    return entry_view(row, name_label(person.full_name), person.birth_on.year)
