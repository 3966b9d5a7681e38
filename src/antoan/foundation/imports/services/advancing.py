"""The worker's way through an import: one batch, one transaction. Killed at any point, it goes on where it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F

from antoan.foundation.imports.limits import ATTEMPTS_MAX
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.services.checking import check_batch
from antoan.foundation.imports.services.loading import load_batch
from antoan.foundation.imports.services.reading import read_file
from antoan.foundation.imports.services.steps import begin, end_with
from antoan.foundation.imports.services.undoing import undo_batch
from antoan.foundation.imports.values import WORKING, RunState
from antoan.kit import clock
from antoan.kit.collecting import collecting_later

LEFT_FOR: Final = timedelta(minutes=2)  # A run nobody touched for so long was left by a fallen worker.
LEFT_RUNS_MAX: Final = 100

_STEPS: Final[dict[str, Callable[[ImportRun], None]]] = {
    RunState.WAITING: read_file,
    RunState.CHECKING: check_batch,
    RunState.LOADING: load_batch,
    RunState.UNDOING: undo_batch,
}
_log = structlog.get_logger()


def advance(run_id: UUID) -> bool:
    """Do one batch of whatever the run is at; tell whether there is more. Two workers never do the same batch."""
    if not _counted(run_id):
        return False
    with collecting_later(), transaction.atomic():
        row = _working(run_id)
        if row is None:
            return False
        _STEPS[row.state](row)
        return row.state in WORKING


def left_runs() -> list[UUID]:
    """Return the runs that wait for a worker which has fallen."""
    left = ImportRun.objects.filter(state__in=sorted(WORKING), updated_at__lt=clock.now() - LEFT_FOR)
    return list(left.order_by("updated_at").values_list("pk", flat=True)[:LEFT_RUNS_MAX])


def _counted(run_id: UUID) -> bool:
    """Count a try before it is made, so that a batch which kills its worker is not tried for ever."""
    with transaction.atomic():
        row = _working(run_id)
        if row is None:
            return False
        if row.attempts >= ATTEMPTS_MAX:
            _give_up(row)
            return row.state in WORKING
        ImportRun.objects.filter(pk=run_id).update(attempts=F("attempts") + 1)
    return True


def _working(run_id: UUID) -> ImportRun | None:
    """Return a run to be worked on, unless another worker is at it."""
    free = ImportRun.objects.select_for_update(skip_locked=True)
    return free.filter(pk=run_id, state__in=sorted(WORKING)).first()


def _give_up(row: ImportRun) -> None:
    """End a run whose step keeps failing: what was loaded is taken back, unless that is what fails."""
    _log.error("imports.gave_up", run=str(row.pk), kind=row.kind, state=row.state)
    fault = f"stuck_{row.state}"
    if row.state == RunState.LOADING:
        row.fault = fault
        begin(row, RunState.UNDOING)
    elif row.state == RunState.UNDOING:
        end_with(row, RunState.FAILED, fault)
    else:
        end_with(row, RunState.REFUSED, fault)
