"""Open cases and orders in force of the people an actor reaches, the newest first: who may have to be looked after."""

from datetime import date
from typing import Final

from antoan.domains.areas.reach import within_reach
from antoan.domains.records.models import Infection, IsolationOrder
from antoan.domains.records.values import Case, Isolation, IsolationKind, RecordState
from antoan.foundation.accounts.actor import Actor

WAITING_MAX: Final = 100


def open_cases(actor: Actor, permission: str, *, since: date) -> list[Case]:
    """Return confirmed cases without a recovery among the people over whom the actor holds a permission."""
    rows = Infection.objects.filter(
        within_reach(actor, permission, field="person__ward"),
        state=RecordState.VERIFIED, recovery_proof="", confirmed_on__gte=since,
    ).order_by("-confirmed_on", "-pk")[:WAITING_MAX]  # fmt: skip
    return [
        Case(row.person_id, row.pk, row.state, row.source, row.confirmed_on, row.recovered_on, "")
        for row in rows
    ]


def orders_in_force(actor: Actor, permission: str, *, today: date) -> list[Isolation]:
    """Return orders for contacts and arrivals that bind today, among the people over whom the actor may."""
    rows = IsolationOrder.objects.filter(
        within_reach(actor, permission, field="person__ward"),
        state=RecordState.VERIFIED, lifted_at__isnull=True, ends_on__gte=today,
        kind__in=[IsolationKind.CONTACT, IsolationKind.ARRIVAL],
    ).order_by("-starts_on", "-pk")[:WAITING_MAX]  # fmt: skip
    return [_isolation(row) for row in rows]


def order_in_force(order_id: int) -> tuple[Isolation, IsolationKind] | None:
    """Return an order that was verified and not lifted, with why it was given; for services that rest on one."""
    row = IsolationOrder.objects.filter(
        pk=order_id, state=RecordState.VERIFIED, lifted_at__isnull=True
    ).first()
    return None if row is None else (_isolation(row), IsolationKind(row.kind))


def _isolation(row: IsolationOrder) -> Isolation:
    return Isolation(row.person_id, row.pk, row.state, row.source, row.starts_on, row.ends_on, row.lifted_at)
