"""Reads of a unit's alerts."""

from typing import Final

from antoan.domains.workers.models import Alert
from antoan.domains.workers.permissions import WATCH
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.values import AlertView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_reads

ALERTS_MAX: Final = 100


def alerts_of(actor: Actor, unit_id: int) -> list[AlertView]:
    """Return the alerts of those who are on the list, open ones first; each person in them can see the reading."""
    unit_with_list(actor, unit_id, WATCH)
    rows = Alert.objects.filter(unit=unit_id, worker__ended_at__isnull=True).select_related("worker__cohort")
    found = list(rows.order_by("-raised_at", "-id")[:ALERTS_MAX])
    people = {row.worker.person_id for row in found if row.worker.person_id is not None}
    record_reads(
        actor,
        action="workers.alerts.read",
        object_kind="person",
        person_ids=sorted(people),
        purpose="workers",
    )
    return sorted((_view(row) for row in found), key=lambda one: one.ended_at is not None)


def open_alerts(actor: Actor, unit_id: int) -> int:
    """Return how many open alerts nobody at the unit has seen yet."""
    unit_with_list(actor, unit_id, WATCH)
    return Alert.objects.filter(
        unit=unit_id, ended_at__isnull=True, acknowledged_at__isnull=True, worker__ended_at__isnull=True
    ).count()


def _view(row: Alert) -> AlertView:
    worker = row.worker
    return AlertView(
        id=row.pk,
        unit_id=row.unit_id,
        worker_id=worker.pk,
        full_name=worker.full_name,
        cohort=worker.cohort.name if worker.cohort else "",
        job=worker.job,
        raised_at=row.raised_at,
        ended_at=row.ended_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
    )
