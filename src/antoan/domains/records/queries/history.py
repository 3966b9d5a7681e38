"""How one record stood from its first day on. The caller has checked who asks, and keeps the reading in the trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antoan.domains.records.models import TestResult
from antoan.domains.records.queries.persons import TABLES
from antoan.domains.records.values import RecordKind, RecordState
from antoan.foundation.db.history import history

STATES_MAX: Final = 50  # Of one record, the newest ones.


@dataclass(frozen=True, slots=True)
class FormerState:
    """How a record stood from a moment on. `outcome`: of a test only."""

    at: datetime
    state: RecordState
    source: str
    outcome: str
    because: str


def states_of_record(kind: RecordKind, record_id: int) -> list[FormerState]:
    """Return all states of a record, the oldest first; the last is how it stands now."""
    table = TABLES[kind]
    names = ["pgh_created_at", "state", "source", "annulled_because"]
    if table is TestResult:
        names.append("outcome")
    rows = history(table).filter(pgh_obj_id=record_id).order_by("-pgh_id").values(*names)[:STATES_MAX]
    return [
        FormerState(
            row["pgh_created_at"],
            RecordState(row["state"]),
            row["source"],
            row.get("outcome", ""),
            row["annulled_because"],
        )
        for row in reversed(rows)
    ]
