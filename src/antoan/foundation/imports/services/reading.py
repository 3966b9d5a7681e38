"""Reads a waiting file into rows, all of them or none."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

from django.db import transaction
from psycopg.types.json import Jsonb

from antoan.foundation.db.copying import copy_rows
from antoan.foundation.db.sealed import field_ring
from antoan.foundation.files.errors import FileDamaged
from antoan.foundation.imports.importer import importer_of
from antoan.foundation.imports.models import ImportRow, ImportRun
from antoan.foundation.imports.queries.rows import written_row
from antoan.foundation.imports.reading.reader import read_table
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.services.steps import begin, end_with
from antoan.foundation.imports.sources import sources
from antoan.foundation.imports.values import ReadRow, RowState, RunState, Summary

_COLUMNS: Final = {"run_id": "uuid", "number": "int4", "content": "bytea", "state": "text", "faults": "jsonb"}
FILE_LOST: Final = "file_lost"


def read_file(run: ImportRun) -> None:
    """Store every row of the file, and drop the file; or keep why it is refused."""
    transaction.on_commit(partial(sources().drop, run.stored_as))
    try:
        table = read_table(sources().get(run.stored_as), importer_of(run.kind).columns)
        store(run, table.rows, lambda: table.summary)
    except FileDamaged:
        end_with(run, RunState.REFUSED, FILE_LOST)
    except FileRefused as refusal:
        end_with(run, RunState.REFUSED, refusal.why.value, refusal.detail)


def store(run: ImportRun, rows: Iterable[ReadRow], summary_of: Callable[[], Summary]) -> None:
    """Store rows that were read; what is said of the file is asked for after the last of them. FileRefused."""
    stored = copy_rows(ImportRow._meta.db_table, list(_COLUMNS), _rows(run, rows), list(_COLUMNS.values()))
    summary = summary_of()
    if stored != summary.rows:
        raise FileRefused(Why.SHORT, str(stored))
    run.rows, run.blank_rows, run.header_row = summary.rows, summary.blank_rows, summary.header_row
    run.file_kind, run.encoding, run.sheet = summary.kind, summary.encoding, summary.sheet[:80]
    run.notes, run.stored_as = dict(summary.notes), ""
    begin(run, RunState.CHECKING)


def _rows(run: ImportRun, rows: Iterable[ReadRow]) -> Iterator[tuple[Any, ...]]:
    ring, place = field_ring(), f"{ImportRow._meta.db_table}.content"
    state, none = RowState.READ.value, Jsonb([])
    for row in rows:
        yield run.pk, row.number, ring.seal(written_row(row), place=place), state, none
