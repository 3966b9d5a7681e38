"""What must be put back so that two entries stand as before. Pure.

Three states are compared, column by column: before the merge, after it, and now. What the merge changed goes back;
what somebody changed since stays. So nothing is lost, and where nobody changed anything all is exactly as it was.
"""

from dataclasses import dataclass, field

from antoan.domains.identity.merging.photograph import Photograph, Tables
from antoan.foundation.db.photographs import Row

_STAMP = "updated_at"


@dataclass(slots=True)
class TablePlan:
    """What to do with the rows of one table."""

    insert: list[Row] = field(default_factory=list)
    delete: list[Row] = field(default_factory=list)
    change: list[tuple[Row, list[str]]] = field(default_factory=list)


def plan_of(photograph: Photograph, now: Tables) -> dict[str, TablePlan]:
    """Return by table what undoes the merge. `now` holds the rows of both photographs that are still there."""
    plans = {}
    for table in sorted(photograph.before.keys() | photograph.after.keys()):
        plan = _plan(photograph.before.get(table, {}), photograph.after.get(table, {}), now.get(table, {}))
        if plan.insert or plan.delete or plan.change:
            plans[table] = plan
    return plans


def _plan(before: dict[str, Row], after: dict[str, Row], now: dict[str, Row]) -> TablePlan:
    plan = TablePlan()
    for key, row in before.items():
        if key in after and key in now:
            columns = _to_put_back(row, after[key], now[key])
            if columns:
                plan.change.append((row, columns))
        elif key not in after and key not in now:
            plan.insert.append(row)  # The merge took it away, or gave it another key.
    # What the merge wrote, and nobody touched since. A row that somebody deleted since stays deleted.
    plan.delete = [row for key, row in after.items() if key not in before and now.get(key) == row]
    return plan


def _to_put_back(before: Row, after: Row, now: Row) -> list[str]:
    moved = [column for column, value in before.items() if after[column] != value]
    columns = [column for column in moved if now[column] == after[column]]
    # When a row was touched since, its stamp tells of that and stays.
    return [column for column in columns if column != _STAMP or now == after]
