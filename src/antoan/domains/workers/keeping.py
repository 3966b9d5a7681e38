"""What staff lists keep of a person, and how those who left long ago go."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db.models import prefetch_related_objects

from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.domains.workers.models import Alert, Worker
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Column, Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

_HIDDEN: Final = (
    "unit_id", "cohort_id", "worker_id", "link", "because", "desk_ward_id", "name_folded", "import_run_id", "import_row",
    "acknowledged_by_account_id", "acknowledged_by",
)  # fmt: skip
_WHERE: Final = (Column("unit", "text"), Column("cohort", "text"))


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Worker, hidden=_HIDDEN, also=_where, also_columns=_WHERE),
        Kept(Alert, by="worker__person", hidden=_HIDDEN),
    )
    register_part(Part("work", Words("Nơi làm việc", "Work"), kept))
    register_sweep("work", forget_ended)


def forget_ended(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of workers who left before a day, with what hangs on them and their history."""
    ended = Worker.objects.filter(ended_at__lt=day_start(first_day_kept))
    return delete_batch(ended.order_by("ended_at"))


def _where(rows: Sequence[Worker]) -> list[dict[str, Any]]:
    prefetch_related_objects(rows, "unit", "cohort")
    return [{"unit": row.unit.name, "cohort": row.cohort.name if row.cohort else ""} for row in rows]
