"""Reads of rows, and the statements that write many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import connection

from antoan.foundation.db.arrays import id_array
from antoan.foundation.db.sealed import field_ring
from antoan.foundation.imports.models import ImportRow
from antoan.foundation.imports.values import Checked, Fault, ReadRow, RowState, RowView

PREVIEW_ROWS: Final = 10
FAULTY_ROWS_MAX: Final = 100  # On a page; the download has all of them.

_JUDGE: Final = """
UPDATE imports_importrow AS r
SET state = t.state, key = decode(t.key, 'hex'), faults = t.faults, tally = t.tally
FROM json_to_recordset(%s) AS t(number integer, state text, key text, faults jsonb, tally text)
WHERE r.run_id = %s AND r.number = t.number
"""

_CONTENT: Final = f"{ImportRow._meta.db_table}.content"
_NEXT: Final = """
SELECT number, content FROM imports_importrow
WHERE run_id = %s AND state = %s AND number > %s ORDER BY number LIMIT %s
"""
_SETTLE: Final = """
UPDATE imports_importrow SET state = %s, content = %s WHERE run_id = %s AND number = ANY(%s::bigint[])
"""


def first_rows(run_id: UUID) -> list[RowView]:
    """Return the first rows of a run, good or not."""
    return _views(ImportRow.objects.filter(run=run_id).order_by("number")[:PREVIEW_ROWS])


def faulty_rows(run_id: UUID, *, rows_max: int = FAULTY_ROWS_MAX) -> list[RowView]:
    """Return rows that cannot be loaded, in order."""
    rows = ImportRow.objects.filter(run=run_id, state=RowState.FAULTY).order_by("number")
    return _views(rows[:rows_max])


def warned_rows(run_id: UUID) -> list[RowView]:
    """Return the first rows that can be loaded but should be looked at, in order."""
    rows = ImportRow.objects.filter(run=run_id, state=RowState.GOOD).exclude(faults=[]).order_by("number")
    return _views(rows[:FAULTY_ROWS_MAX])


def next_rows(run_id: UUID, state: RowState, *, after: int, rows_max: int) -> list[ReadRow]:
    """Return the rows of a state that follow a number, as they stood in the file."""
    ring = field_ring()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [run_id, state.value, after, rows_max])
        return [
            read_row(number, ring.open(bytes(content), place=_CONTENT))
            for number, content in cursor.fetchall()
        ]


def settle_rows(run_id: UUID, numbers: Iterable[int], state: RowState) -> None:
    """Note what became of rows, and let their content go: it stands in the tables now."""
    nothing = field_ring().seal("", place=_CONTENT)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [state.value, nothing, run_id, id_array(numbers)])


def keys_before(run_id: UUID, keys: Sequence[bytes], number: int) -> dict[bytes, int]:
    """Return which of these keys an earlier row of the run has, with the number of the first."""
    rows = ImportRow.objects.filter(run=run_id, key__in=keys, number__lt=number).order_by("-number")
    return {bytes(key): first for key, first in rows.values_list("key", "number") if key is not None}


def judge_rows(run_id: UUID, judged: Mapping[int, Checked]) -> None:
    """Write what was found of rows, by number."""
    document = msgspec.json.encode(
        [
            {
                "number": number,
                "state": _state(checked).value,
                "key": None if checked.key is None else checked.key.hex(),
                "faults": [written_fault(fault) for fault in checked.faults],
                "tally": checked.tally,
            }
            for number, checked in judged.items()
        ]
    ).decode()
    with connection.cursor() as cursor:
        cursor.execute(_JUDGE, [document, run_id])


def read_row(number: int, content: str) -> ReadRow:
    """Return a stored row as it stood in the file; empty when its content is gone."""
    if not content:
        return ReadRow(number, {})
    said = msgspec.json.decode(content)
    return ReadRow(number, said["c"], said.get("m", {}), said.get("h", False))


def written_row(row: ReadRow) -> str:
    """Return a row as it is stored."""
    said: dict[str, Any] = {"c": dict(row.cells)}
    if row.marks:
        said["m"] = dict(row.marks)
    if row.is_hidden:
        said["h"] = True
    return msgspec.json.encode(said).decode()


def written_fault(fault: Fault) -> list[Any]:
    """Return a fault as it is stored."""
    return [fault.column, fault.code, fault.is_warning, fault.detail]


def _views(rows: Iterable[ImportRow]) -> list[RowView]:
    return [
        RowView(
            read_row(row.number, row.content),
            RowState(row.state),
            tuple(Fault(*fault) for fault in row.faults),
        )
        for row in rows
    ]


def _state(checked: Checked) -> RowState:
    if checked.is_faulty:
        return RowState.FAULTY
    return RowState.KNOWN if checked.is_known else RowState.GOOD
