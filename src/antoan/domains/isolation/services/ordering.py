"""Gives orders, has a second person decide about manual ones, and ends them."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from antoan.domains.isolation.errors import (
    EvidenceUnknown,
    OrderDecided,
    OrderNotFound,
    OrderUnreadable,
    OwnProposal,
    ProposalStale,
    ReasonMissing,
    TooManyManual,
)
from antoan.domains.isolation.events import OrderEnded, OrderGiven
from antoan.domains.isolation.models import Order
from antoan.domains.isolation.permissions import APPROVE, GIVE
from antoan.domains.isolation.queries.access import order_in
from antoan.domains.isolation.queries.orders import view_of
from antoan.domains.isolation.reasons import health_reason, proposals_a_day_max, time_to_decide
from antoan.domains.isolation.services.planning import preview_order
from antoan.domains.isolation.values import Evidence, Ground, NewOrder, OrderState, OrderView, Preview
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.bulk import locked_identities, wards_of
from antoan.domains.records import services as records
from antoan.domains.records.values import AUTHORITY, IsolationKind, NewIsolation, Origin
from antoan.domains.tracing.queries.evidence import is_tracing_open
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock, spoken
from antoan.kit.text import squeeze

REASON_LETTERS_MIN: Final = 5
REASON_LETTERS_MAX: Final = 200
REFERENCE_LETTERS_MIN: Final = 3
REFERENCE_LETTERS_MAX: Final = 100
SOURCE: Final = f"{AUTHORITY}isolation"


@transaction.atomic
def give_order(*, actor: Actor, new: NewOrder) -> OrderView:
    """Give an order that a record of the system bears out; propose one that nothing there shows (lesson L13).

    The same id, or an order of the same kind from the same day, is the same order. Errors as preview_order, and
    OrderUnreadable, EvidenceUnknown, TooManyManual for what is proposed.
    """
    require_over_person(actor, GIVE, new.person_id)
    locked_identities([new.person_id])  # Two officers at once: the second finds the order of the first.
    if Order.objects.filter(pk=new.id).exists():
        return _again(new)
    found = preview_order(actor=actor, person_id=new.person_id, kind=new.kind, anchor_on=new.anchor_on)
    standing = _standing_order(new, found)
    if standing is not None:
        return view_of(standing, "")
    now = clock.now()
    row = _row(actor, new, found, now)
    if found.ground is Ground.MANUAL:
        _check_proposal(actor, new, now)
        row.state, row.reason, row.evidence = OrderState.PROPOSED, new.reason, str(new.evidence)
        row.reference = squeeze(new.reference)
        row.save(force_insert=True)
        _note(actor, "propose", row)
        return view_of(row, "")
    row.save(force_insert=True)
    _put_in_force(actor, row)
    _note(actor, "give", row)
    return view_of(row, "")


@transaction.atomic
def decide_order(*, actor: Actor, number: str, is_granted: bool) -> OrderView:
    """Decide about a proposal of somebody else; the same decision twice is one. OwnProposal, ProposalStale, OrderDecided."""
    row = order_in(actor, number, APPROVE, lock=True)
    wanted = OrderState.GIVEN if is_granted else OrderState.REFUSED
    if row.state != OrderState.PROPOSED:
        if row.state == wanted:
            return view_of(row, "")
        raise OrderDecided
    is_own = (
        actor.account_id is None or actor.account_id == row.opened_by or answers_for(actor, row.person_id)
    )
    if is_own:
        raise OwnProposal
    now = clock.now()
    if now - row.opened_at > time_to_decide():
        raise ProposalStale
    row.decided_by, row.decided_at = actor.account_id, now
    if is_granted:
        row.state = OrderState.GIVEN
        row.save()
        _put_in_force(actor, row)
    else:
        row.state = OrderState.REFUSED
        row.save()
    _note(actor, "grant" if is_granted else "refuse", row)
    return view_of(row, "")


@transaction.atomic
def end_order(*, actor: Actor, number: str, because: str) -> OrderView:
    """End an order before its day, with a reason; twice is once. A proposal is taken back in the same way."""
    row = order_in(actor, number, GIVE, lock=True)
    if row.state in {OrderState.ENDED, OrderState.REFUSED}:
        return view_of(row, "")
    reason = squeeze(because)
    if not REASON_LETTERS_MIN <= len(reason) <= REASON_LETTERS_MAX:
        raise ReasonMissing
    was_given = row.state == OrderState.GIVEN
    row.state = OrderState.ENDED if was_given else OrderState.REFUSED
    row.ended_at, row.ended_by, row.ended_because = clock.now(), actor.account_id, reason
    row.save()
    if was_given and row.record_id is not None:
        # The trail keeps what records are told for good: the words themselves stay here, and go with the person.
        told = f"Lệnh số {spoken.show(row.number)}"
        records.lift_isolation(actor=already_allowed(actor), order_id=row.record_id, because=told)
        announce(OrderEnded(str(row.pk)))
    _note(actor, "end", row)
    return view_of(row, "")


def _again(new: NewOrder) -> OrderView:
    row = Order.objects.filter(pk=new.id, person=new.person_id).select_related("ward").first()
    if row is None:
        raise OrderNotFound
    return view_of(row, "")


def _standing_order(new: NewOrder, found: Preview) -> Order | None:
    """Return the order of this kind and day that waits or is in force already."""
    same = Order.objects.filter(person=new.person_id, kind=new.kind, starts_on=found.plan.anchor_on)
    return same.filter(state__in=[OrderState.PROPOSED, OrderState.GIVEN]).first()


def _row(actor: Actor, new: NewOrder, found: Preview, now: datetime) -> Order:
    plan = found.plan
    assert plan.ends_on is not None
    return Order(
        id=new.id,
        number=_free_number(),
        person_id=new.person_id,
        ward_id=wards_of([new.person_id]).get(new.person_id),
        kind=plan.kind,
        state=OrderState.GIVEN,
        ground=found.ground,
        reference=found.reference,
        standing=plan.standing,
        rule=plan.rule,
        basis=plan.basis,
        where=plan.where,
        starts_on=plan.anchor_on,
        ends_on=plan.ends_on,
        test_days=[day.isoformat() for day in plan.test_days],
        watch_until=plan.watch_until,
        opened_at=now,
        opened_by=actor.account_id,
        ended_because="",
    )


def _check_proposal(actor: Actor, new: NewOrder, now: datetime) -> None:
    reason = health_reason(new.reason)
    if reason is None or reason.kind is not new.kind or new.evidence is None or actor.account_id is None:
        raise OrderUnreadable
    if not REFERENCE_LETTERS_MIN <= len(squeeze(new.reference)) <= REFERENCE_LETTERS_MAX:
        raise OrderUnreadable
    if new.evidence is Evidence.TRACING and not is_tracing_open(new.reference):
        raise EvidenceUnknown
    if _proposed_on(actor.account_id, clock.local_date(now)) >= proposals_a_day_max():
        raise TooManyManual


def _proposed_on(account_id: int, day: date) -> int:
    began, ended = clock.day_start(day), clock.day_end(day)
    rows = Order.objects.filter(ground=Ground.MANUAL, opened_by=account_id)
    return rows.filter(opened_at__gte=began, opened_at__lt=ended).count()


def _put_in_force(actor: Actor, row: Order) -> None:
    """Write the record that colours the person, in the same transaction, and have them told."""
    record = records.order_isolation(
        actor=already_allowed(actor),
        person_id=row.person_id,
        order=NewIsolation(IsolationKind(row.kind), row.starts_on, row.ends_on),
        origin=Origin(SOURCE, row.number),
    )
    row.record_id = record.id
    row.save(update_fields=["record_id", "updated_at"])
    announce(OrderGiven(str(row.pk)))


def _free_number() -> str:
    while Order.objects.filter(number=(number := spoken.new())).exists():
        continue
    return number


def _note(actor: Actor, deed: str, row: Order) -> None:
    record_decision(
        actor, action=f"isolation.{deed}", object_kind="isolation", object_id=row.number, person_id=row.person_id,
        detail={"kind": row.kind, "ground": row.ground, "until": row.ends_on.isoformat()},
    )  # fmt: skip
