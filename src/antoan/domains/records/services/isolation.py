"""Orders people to stay apart, and lifts such orders."""

from django.db import transaction

from antoan.domains.people.queries import require_over_person
from antoan.domains.records.errors import IsolationDiffers, RecordAnnulled, RecordUnreadable
from antoan.domains.records.models import IsolationOrder
from antoan.domains.records.permissions import ORDER_ISOLATION
from antoan.domains.records.queries.persons import view_of
from antoan.domains.records.rules import doubts_about_isolation
from antoan.domains.records.services.keeping import (
    check_origin,
    decided,
    held_person,
    keep_new,
    readable_reason,
    record_to_change,
)
from antoan.domains.records.values import (
    SELF_DECLARED,
    NewIsolation,
    Origin,
    RecordKind,
    RecordState,
    RecordView,
)
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def order_isolation(*, actor: Actor, person_id: int, order: NewIsolation, origin: Origin) -> RecordView:
    """Order a person to stay apart, both days included. The same order with a later end prolongs it.

    IsolationDiffers for an earlier end or a lifted order: lift it, or order anew from another day.
    """
    check_origin(origin)
    require_over_person(actor, ORDER_ISOLATION, person_id)
    if order.ends_on < order.starts_on or origin.source == SELF_DECLARED:
        raise RecordUnreadable("An isolation ends on or after its first day, and somebody answers for it.")
    person = held_person(person_id)
    doubts = doubts_about_isolation(order, born_on=person.birth_on, today=clock.today())
    row = (
        IsolationOrder.objects.filter(person=person_id, kind=order.kind, starts_on=order.starts_on)
        .exclude(state=RecordState.ANNULLED)
        .first()
    )
    if row is None:
        row = IsolationOrder(person_id=person_id, kind=order.kind, starts_on=order.starts_on)
    elif row.lifted_at is not None or row.ends_on > order.ends_on:
        raise IsolationDiffers
    elif row.ends_on == order.ends_on and row.state == RecordState.VERIFIED:
        return view_of(row)
    row.ends_on = order.ends_on
    view = keep_new(row, actor=actor, origin=origin, doubts=doubts)
    record_decision(
        actor,
        action="records.isolation.order",
        object_kind=RecordKind.ISOLATION_ORDER,
        object_id=row.pk,
        person_id=person_id,
        detail={"source": origin.source, "reference": origin.reference},
    )
    return view


@transaction.atomic
def lift_isolation(*, actor: Actor, order_id: int, because: str) -> RecordView:
    """Lift an order at once; lifting twice is lifting once."""
    reason = readable_reason(because)
    row = record_to_change(actor, ORDER_ISOLATION, RecordKind.ISOLATION_ORDER, order_id)
    assert isinstance(row, IsolationOrder)
    if row.state == RecordState.ANNULLED:
        raise RecordAnnulled
    if row.lifted_at is not None:
        return view_of(row)
    row.lifted_at = clock.now()
    return decided(actor, "isolation.lift", row, {"because": reason})
