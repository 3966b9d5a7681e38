"""Reads of orders: the list of a ward, one of them, and those of a person."""

from datetime import date
from typing import Final

from antoan.domains.isolation.models import Order
from antoan.domains.isolation.permissions import READ
from antoan.domains.isolation.queries.access import order_in, orders_reached_by
from antoan.domains.isolation.values import Ground, OrderState, OrderView, Standing, Where
from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries import require_over_person
from antoan.domains.records.values import IsolationKind
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read, record_reads

PAGE_ORDERS_MAX: Final = 50
PERSON_ORDERS_MAX: Final = 20


def order_list(actor: Actor, state: OrderState, today: date) -> list[OrderView]:
    """Return the newest orders of a state in the actor's wards, at most PAGE_ORDERS_MAX; those given only while they hold."""
    rows = orders_reached_by(actor).filter(state=state)
    if state is OrderState.GIVEN:
        rows = rows.filter(ends_on__gte=today)
    found = list(rows.select_related("ward").order_by("-opened_at")[:PAGE_ORDERS_MAX])
    people = sorted({row.person_id for row in found})
    record_reads(actor, action="isolation.list", object_kind="person", person_ids=people, purpose="isolation")
    labels = labels_of(people)
    return [view_of(row, labels.get(row.person_id, "")) for row in found]


def order_for(actor: Actor, number: str) -> OrderView:
    """Return one order; the reading is in the trail of its person. OrderNotFound."""
    row = order_in(actor, number)
    record_read(
        actor, action="isolation.read", object_kind="isolation", object_id=row.number, person_id=row.person_id,
        purpose="isolation",
    )  # fmt: skip
    return view_of(row, labels_of([row.person_id]).get(row.person_id, ""))


def orders_of_person(actor: Actor, person_id: int) -> list[OrderView]:
    """Return a person's orders, the newest first; PersonNotFound when out of the actor's reach."""
    require_over_person(actor, READ, person_id)
    record_read(
        actor, action="isolation.read", object_kind="person", object_id=person_id, person_id=person_id,
        purpose="isolation",
    )  # fmt: skip
    rows = Order.objects.filter(person=person_id).select_related("ward").order_by("-opened_at")
    return [view_of(row, "") for row in rows[:PERSON_ORDERS_MAX]]


def view_of(row: Order, label: str) -> OrderView:
    """Return a row as others see it."""
    return OrderView(
        id=row.pk,
        number=row.number,
        person_id=row.person_id,
        label=label,
        record_id=row.record_id,
        ward_name=row.ward.name if row.ward else "",
        kind=IsolationKind(row.kind),
        state=OrderState(row.state),
        ground=Ground(row.ground),
        reason=row.reason,
        evidence=row.evidence,
        reference=row.reference,
        where=Where(row.where),
        standing=Standing(row.standing),
        rule=row.rule,
        basis=row.basis,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        test_days=tuple(date.fromisoformat(day) for day in row.test_days),
        watch_until=row.watch_until,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        decided_at=row.decided_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )
