"""What the clock does to lists: they end, are checked again, are announced to end; colours change at midnight."""

from datetime import datetime
from typing import Final

from django.db import transaction

from antoan.domains.workers.list_values import ListState, StepKind
from antoan.domains.workers.models import ListStep, SubmittedList, Worker
from antoan.domains.workers.rules.approval import is_over, needs_reminder
from antoan.domains.workers.services.alerts import watch_rows
from antoan.domains.workers.services.deciding import checked_again
from antoan.domains.workers.services.steps import stepped
from antoan.domains.workers.telling import tell_unit
from antoan.domains.workers.values import Link
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock

BATCH_WORKERS: Final = 1_000


def look_at_lists(*, now: datetime) -> int:
    """Look at every approved list, one transaction each; return how many."""
    ids = list(
        SubmittedList.objects.filter(state=ListState.APPROVED).order_by("pk").values_list("pk", flat=True)
    )
    return sum(_look_at(list_id, now) for list_id in ids)


def look_at_workers(*, now: datetime) -> int:
    """Judge everybody who works somewhere, a batch a transaction: green may have ended at midnight. Return alerts changed."""
    changed, last_unit, last_id = 0, 0, 0
    while True:
        batch = _next_batch(last_unit, last_id)
        if not batch:
            return changed
        with transaction.atomic():
            changed += watch_rows(batch[0].unit_id, batch, now=now)
        last_unit, last_id = batch[-1].unit_id, batch[-1].pk


@transaction.atomic
def _look_at(list_id: int, now: datetime) -> int:
    rows = SubmittedList.objects.select_for_update(of=("self",), skip_locked=True).select_related("unit")
    row = rows.filter(pk=list_id, state=ListState.APPROVED).first()
    if row is None or row.valid_until is None:
        return 0
    today = clock.local_date(now)
    if is_over(row.valid_until, today):
        row.state = ListState.EXPIRED
        stepped(row, StepKind.EXPIRED, actor=SYSTEM, at=now)
        tell_unit(row.unit_id, "expired", key=f"list:{row.number}:expired", number=str(row.number))
        return 1
    _check_again(row, now)
    if needs_reminder(row.valid_until, today) and not _has(row, StepKind.REMINDED):
        stepped(row, StepKind.REMINDED, actor=SYSTEM, at=now)
        until = f"{row.valid_until:%d/%m/%Y}"
        tell_unit(
            row.unit_id, "ends_soon", key=f"list:{row.number}:ends_soon", number=str(row.number), until=until
        )
    return 1


def _check_again(row: SubmittedList, now: datetime) -> None:
    """Compare a list with quota and conditions of today; a change is a step, and a fall is told."""
    held = row.holds
    checked_again(row, now)
    if row.holds == held:
        row.save()
        return
    stepped(row, StepKind.HOLDS_AGAIN if row.holds else StepKind.FAILS_NOW, actor=SYSTEM, at=now)
    if not row.holds:
        day = clock.local_date(now).isoformat()
        tell_unit(row.unit_id, "fails_now", key=f"list:{row.number}:fails:{day}", number=str(row.number))


def _has(row: SubmittedList, kind: StepKind) -> bool:
    return ListStep.objects.filter(submitted=row, kind=kind).exists()


def _next_batch(last_unit: int, last_id: int) -> list[Worker]:
    """Return the next joined workers of one unit."""
    rows = Worker.objects.filter(link=Link.LINKED, ended_at__isnull=True)
    same = list(rows.filter(unit=last_unit, pk__gt=last_id).order_by("pk")[:BATCH_WORKERS])
    if same:
        return same
    first = rows.filter(unit__gt=last_unit).order_by("unit", "pk").first()
    if first is None:
        return []
    return list(rows.filter(unit=first.unit_id).order_by("pk")[:BATCH_WORKERS])
