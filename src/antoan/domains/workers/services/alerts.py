"""Raises an alert when a worker must not come in, ends it when that is over, and notes who at the unit has seen it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from antoan.domains.policy.values import Colour
from antoan.domains.units.queries import unit_for
from antoan.domains.workers.errors import AlertNotFound
from antoan.domains.workers.models import Alert, Worker
from antoan.domains.workers.permissions import WATCH
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.statuses import judged_for
from antoan.domains.workers.telling import tell_unit
from antoan.domains.workers.values import Link
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def watch_person(person_id: int, *, now: datetime) -> int:
    """Look at somebody wherever they work: after a record, a declaration, or an order. Return how many alerts changed."""
    rows = list(
        Worker.objects.select_for_update().filter(person=person_id, ended_at__isnull=True).order_by("pk")
    )
    return sum(watch_rows(row.unit_id, [row], now=now) for row in rows)


def watch_rows(unit_id: int, rows: Collection[Worker], *, now: datetime) -> int:
    """Raise and end alerts for these workers of one unit, in the caller's transaction; return how many changed.

    Only red is an alert: a case, a contact in isolation, whatever the policy in force keeps apart. The unit is
    told that somebody must not come in, never why.
    """
    linked = [row for row in rows if row.link == Link.LINKED and row.person_id is not None]
    unit = unit_for(SYSTEM, unit_id)
    judged = judged_for(unit, [row.person_id for row in linked if row.person_id is not None], now)
    red = {
        row.pk
        for row in linked
        if (one := judged.get(row.person_id or 0)) and one.verdict and one.verdict.colour is Colour.RED
    }
    open_for = set(_open([row.pk for row in rows]).values_list("worker_id", flat=True))
    over = end_alerts(open_for - red, at=now)
    return over + _raise(unit_id, sorted(red - open_for), now)


def end_alerts(worker_ids: Collection[int], *, at: datetime) -> int:
    """End the open alerts of these workers; return how many."""
    return _open(worker_ids).update(ended_at=at, updated_at=at) if worker_ids else 0


@transaction.atomic
def acknowledge_alert(*, actor: Actor, unit_id: int, alert_id: int) -> None:
    """Note that the unit has seen an alert and does what is to be done; the first who says so counts. AlertNotFound."""
    unit_with_list(actor, unit_id, WATCH)
    row = Alert.objects.select_for_update().filter(pk=alert_id, unit=unit_id).first()
    if row is None:
        raise AlertNotFound
    if row.acknowledged_at is not None:
        return
    row.acknowledged_at = clock.now()
    row.acknowledged_by_account_id, row.acknowledged_by = actor.account_id, actor.label[:150]
    row.save()
    record_decision(
        actor, action="workers.alert.acknowledge", object_kind="alert", object_id=row.pk,
        person_id=row.worker.person_id,
    )  # fmt: skip


def _open(worker_ids: Iterable[int]) -> "QuerySet[Alert]":
    return Alert.objects.filter(worker__in=list(worker_ids), ended_at__isnull=True)


def _raise(unit_id: int, worker_ids: Sequence[int], now: datetime) -> int:
    alerts = Alert.objects.bulk_create(
        [Alert(worker_id=worker_id, unit_id=unit_id, raised_at=now) for worker_id in worker_ids],
        ignore_conflicts=True,
    )
    if worker_ids:
        # One message for many alerts of one moment.
        tell_unit(unit_id, "stopped", key=f"alert:{worker_ids[0]}:{now.isoformat(timespec='seconds')}")
    return len(alerts)
