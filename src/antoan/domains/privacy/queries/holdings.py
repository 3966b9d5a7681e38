"""Counts what is kept of a person, table by table: before and after an erasure."""

from dataclasses import dataclass

from antoan.domains.privacy.copying.pieces import who
from antoan.domains.privacy.registry import parts
from antoan.foundation.db.kept import WhoKeys


@dataclass(frozen=True, slots=True)
class Holdings:
    """Rows by table, tables of history included; only tables that hold any."""

    keys: WhoKeys
    rows: dict[str, int]


def holdings_of(person_id: int, keys: WhoKeys | None = None) -> Holdings:
    """Return how many rows of which table are about a person. `keys` are of somebody who is gone already."""
    known = keys or who(person_id)
    rows: dict[str, int] = {}
    for kept in (kept for part in parts() for kept in part.kept):
        _add(rows, kept.table, kept.count(known))
        if kept.history_table is not None:
            _add(rows, kept.history_table, kept.count_history(known))
    return Holdings(known, rows)


def _add(rows: dict[str, int], table: str, count: int) -> None:
    if count:
        rows[table] = rows.get(table, 0) + count
