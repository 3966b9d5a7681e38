"""People appeal against their colour, and a person answers."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from antoan.domains.corrections.errors import (
    AppealClosed,
    AppealOpenAlready,
    AppealTaken,
    CorrectionMissing,
    NothingToAppeal,
    OwnTicket,
)
from antoan.domains.corrections.events import AppealAnswered
from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.permissions import OPEN
from antoan.domains.corrections.queries.access import answerers_appeal_row
from antoan.domains.corrections.queries.appeals import view_of
from antoan.domains.corrections.rules import appeal_due, readable_reason
from antoan.domains.corrections.values import AppealState, AppealView, NewAppeal, TicketState
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import verdict_of
from antoan.domains.people.queries import answers_for, identity_of, require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import Verdict
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock, spoken


@transaction.atomic
def open_appeal(*, actor: Actor, appeal: NewAppeal) -> AppealView:
    """Appeal against the colour of this moment, which is kept as it is. The same id again is the same appeal.

    PersonNotFound, NothingToAppeal for green or unknown, AppealOpenAlready, WordsMissing.
    """
    require_over_person(actor, OPEN, appeal.person_id)
    locked_identities([appeal.person_id])
    known = Appeal.objects.filter(pk=appeal.id).first()
    if known is not None:
        return _again(actor, known, appeal.person_id)
    if Appeal.objects.filter(person=appeal.person_id, state=AppealState.OPEN).exists():
        raise AppealOpenAlready
    words, now = readable_reason(appeal.words), clock.now()
    verdict = _verdict(appeal.person_id, now)
    row = Appeal(
        id=appeal.id,
        person_id=appeal.person_id,
        ward_id=identity_of(SYSTEM, appeal.person_id).ward_id,
        verdict=snapshot_of(verdict),
        words=words,
        opened_by_account_id=actor.account_id,
        opened_at=now,
        due_at=appeal_due(now),
        state=AppealState.OPEN,
        answer="",
    )
    _save_numbered(row)
    return view_of(row)


@transaction.atomic
def answer_appeal(
    *, actor: Actor, number: str, outcome: AppealState, words: str, correction_number: str = ""
) -> AppealView:
    """Answer an appeal in words. "Changed" names the granted correction it led to: no exemption is invented.

    The same answer again changes nothing. AppealNotFound, AppealClosed, OwnTicket, CorrectionMissing, WordsMissing.
    """
    row = answerers_appeal_row(actor, number, lock=True)
    if row.state == outcome:
        return view_of(row)
    if row.state != AppealState.OPEN or outcome is AppealState.OPEN:
        raise AppealClosed
    if answers_for(actor, row.person_id) or row.opened_by_account_id == actor.account_id:
        raise OwnTicket
    row.answer = readable_reason(words)
    if outcome is AppealState.CHANGED:
        row.correction = _correction(row, correction_number)
    row.state, row.answered_at, row.answered_by_account_id = outcome, clock.now(), actor.account_id
    row.save()
    record_decision(
        actor,
        action=f"corrections.appeal.{outcome}",
        object_kind="appeal",
        object_id=row.number,
        person_id=row.person_id,
    )
    announce(AppealAnswered(row.number, row.person_id))
    return view_of(row)


def snapshot_of(verdict: Verdict) -> dict[str, Any]:
    """Return all it takes to explain a verdict, and to decide it again."""
    facts = {name: _plain(value) for name, value in verdict.facts_used.items()}
    holder = verdict.holder_reason
    return verdict.as_json() | {
        "version": verdict.version,
        "at": _plain(verdict.at),
        "facts": facts,
        "holder_reason": {"vi": holder.vi, "en": holder.en},
    }


def _verdict(person_id: int, now: datetime) -> Verdict:
    try:
        verdict = verdict_of(SYSTEM, person_id, now)
    except (NoPolicyInForce, PassNotFound):
        raise NothingToAppeal from None
    if verdict.colour in {Colour.GREEN, Colour.UNKNOWN}:
        raise NothingToAppeal
    return verdict


def _again(actor: Actor, known: Appeal, person_id: int) -> AppealView:
    if known.person_id != person_id or known.opened_by_account_id != actor.account_id:
        raise AppealTaken
    return view_of(known)


def _correction(appeal: Appeal, typed: str) -> Ticket:
    granted = Ticket.objects.filter(
        number=spoken.read(typed), person=appeal.person_id, state=TicketState.GRANTED
    ).first()
    if granted is None or granted.decided_at is None or granted.decided_at < appeal.opened_at:
        raise CorrectionMissing
    return granted


def _save_numbered(row: Appeal) -> None:
    while True:
        row.number = spoken.new()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if Appeal.objects.filter(number=row.number).exists():
                continue
            raise
        return


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
