"""What monitoring keeps of a person, and how closed tasks go."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from antoan.domains.monitoring.models import Alert, Step, Task
from antoan.domains.monitoring.values import TaskState
from antoan.domains.places.queries import names_of_places
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Column, Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

_HIDDEN: Final = ("taken_by", "closed_by", "account_id", "ward_id", "about", "unit_id", "place_id")


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Task, hidden=_HIDDEN),
        Kept(Step, by="task__person", hidden=_HIDDEN),
        Kept(Alert, by="task__person", hidden=_HIDDEN, also=_place, also_columns=(Column("place", "text"),)),
    )
    register_part(
        Part("tasks", Words("Y tế phường, xã cần gọi bạn", "Calls your ward's health station owes you"), kept)
    )
    register_sweep("tasks", forget_closed_tasks)


def forget_closed_tasks(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of tasks that were closed before a day, with their steps and alerts."""
    closed = Task.objects.filter(state=TaskState.CLOSED, closed_at__lt=day_start(first_day_kept))
    return delete_batch(closed.order_by("closed_at"))


def _place(rows: Sequence[Alert]) -> list[dict[str, Any]]:
    names = names_of_places(row.place_id for row in rows)
    return [{"place": names.get(row.place_id, "")} for row in rows]
