"""An office takes a ticket up, asks, grants or refuses."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from antoan.domains.corrections.claims import read_claim, written_claim
from antoan.domains.corrections.errors import OwnTicket, TicketClosed
from antoan.domains.corrections.events import CorrectionChanged, CorrectionDecided
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.queries.access import deciders_ticket_row
from antoan.domains.corrections.queries.previews import previewed
from antoan.domains.corrections.queries.tickets import view_of
from antoan.domains.corrections.rules import STEPS_PER_TICKET_MAX, check_undecided, readable_reason
from antoan.domains.corrections.services.applying import apply_change
from antoan.domains.corrections.services.steps import stepped
from antoan.domains.corrections.values import Fault, StepKind, Subject, TicketState, TicketView
from antoan.domains.people.queries import answers_for
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock


@transaction.atomic
def take_ticket(*, actor: Actor, number: str) -> TicketView:
    """Take an open ticket into review: the first reply. Taking one that is under way changes nothing."""
    row = _to_decide(actor, number)
    if row.state == TicketState.OPEN:
        stepped(row, StepKind.TAKEN, actor=actor, at=clock.now(), state=TicketState.IN_REVIEW)
    return view_of(row)


@transaction.atomic
def ask_for_more(*, actor: Actor, number: str, words: str) -> TicketView:
    """Ask the person for what is missing; the deadline rests until the answer. TicketClosed at the last step."""
    row = _to_decide(actor, number)
    asked, now = readable_reason(words), clock.now()
    if row.steps.count() >= STEPS_PER_TICKET_MAX:
        raise TicketClosed("So much was asked and answered already: decide now.")
    row.asked_at = row.asked_at or now
    row.proposed_by_account_id, row.proposed_claim = None, None
    step = stepped(row, StepKind.ASKED, actor=actor, at=now, state=TicketState.NEEDS_MORE, words=asked)
    announce(CorrectionChanged(row.number, row.person_id, step))
    return view_of(row)


@transaction.atomic
def refuse_ticket(*, actor: Actor, number: str, words: str) -> TicketView:
    """Refuse with the reason, which the person reads. Refusing twice is refusing once."""
    row = deciders_ticket_row(actor, number, lock=True)
    if row.state == TicketState.REFUSED:
        return view_of(row)
    _check_may_decide(actor, row)
    return _decided(actor, row, StepKind.REFUSED, TicketState.REFUSED, readable_reason(words), {})


@transaction.atomic
def grant_ticket(
    *, actor: Actor, number: str, words: str, claim: Mapping[str, Any] | None = None
) -> TicketView:
    """Grant: the records change in this transaction, and the colour with them. Granting twice is granting once.

    `claim` mends what was claimed, as the paper says. Where two people must agree (rules.needs_second_person)
    the first only proposes; a colleague who grants the same claim decides. TicketNotFound, TicketClosed,
    OwnTicket, WordsMissing, TicketUnreadable, CorrectionImpossible.
    """
    row = deciders_ticket_row(actor, number, lock=True)
    if row.state == TicketState.GRANTED:
        return view_of(row)
    _check_may_decide(actor, row)
    reason = readable_reason(words)
    subject, fault = Subject(row.subject), Fault(row.fault)
    granted = written_claim(read_claim(subject, fault, row.claim if claim is None else claim))
    preview = previewed(actor, row, granted, clock.now())
    if preview.needs_second and not _is_seconded(actor, row, granted):
        return _proposed(actor, row, granted, reason)
    apply_change(actor=actor, person_id=row.person_id, number=row.number, change=preview.change)
    row.claim = granted
    detail = {"first": row.proposed_by_account_id or 0} if preview.needs_second else {}
    return _decided(actor, row, StepKind.GRANTED, TicketState.GRANTED, reason, detail)


def _to_decide(actor: Actor, number: str) -> Ticket:
    row = deciders_ticket_row(actor, number, lock=True)
    _check_may_decide(actor, row)
    return row


def _check_may_decide(actor: Actor, row: Ticket) -> None:
    check_undecided(TicketState(row.state))
    is_opener = actor.account_id is not None and actor.account_id == row.opened_by_account_id
    if is_opener or answers_for(actor, row.person_id):
        raise OwnTicket


def _is_seconded(actor: Actor, row: Ticket, granted: dict[str, Any]) -> bool:
    """Tell whether another account has agreed to this very claim before."""
    first = row.proposed_by_account_id
    return first is not None and first != actor.account_id and row.proposed_claim == granted


def _proposed(actor: Actor, row: Ticket, granted: dict[str, Any], reason: str) -> TicketView:
    is_known = row.proposed_by_account_id == actor.account_id and row.proposed_claim == granted
    if not is_known:
        row.proposed_by_account_id, row.proposed_claim = actor.account_id, granted
        stepped(
            row, StepKind.PROPOSED, actor=actor, at=clock.now(), state=TicketState.IN_REVIEW, words=reason
        )
        _note(actor, row, "corrections.propose", {})
    return view_of(row)


def _decided(
    actor: Actor, row: Ticket, kind: StepKind, state: TicketState, reason: str, detail: Mapping[str, object]
) -> TicketView:
    now = clock.now()
    row.decided_at, row.decided_by_account_id = now, actor.account_id
    stepped(row, kind, actor=actor, at=now, state=state, words=reason)
    _note(actor, row, f"corrections.{state}", detail)
    announce(CorrectionDecided(row.number, row.person_id, state is TicketState.GRANTED))
    return view_of(row)


def _note(actor: Actor, row: Ticket, action: str, detail: Mapping[str, object]) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="ticket",
        object_id=row.number,
        person_id=row.person_id,
        detail={"subject": row.subject, "fault": row.fault, **detail},
    )
