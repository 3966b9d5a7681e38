"""Has rows judged by their importer, a batch at a time, and finds rows that say the same twice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from antoan.foundation.imports.importer import importer_of
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.queries.rows import judge_rows, keys_before, next_rows
from antoan.foundation.imports.queries.runs import counts_of, ref_of
from antoan.foundation.imports.services.steps import begin, end_with, go_on
from antoan.foundation.imports.values import Checked, Fault, ReadRow, RowState, RunState

TWICE: Final = "twice"  # Its detail is the number of the row that came first.
SHORT: Final = "short"


def check_batch(run: ImportRun) -> None:
    """Judge the next rows; after the last, somebody decides."""
    importer = importer_of(run.kind)
    rows = next_rows(run.pk, RowState.READ, after=run.last_number, rows_max=importer.batch_rows)
    if not rows:
        _finish(run)
        return
    judged = importer.check(ref_of(run), rows)
    by_number = {row.number: one for row, one in zip(rows, judged, strict=True)}
    judge_rows(run.pk, _without_doubles(run, rows, judged) if importer.is_one_row_each else by_number)
    go_on(run, rows=len(rows), last_number=rows[-1].number)


def _without_doubles(
    run: ImportRun, rows: Sequence[ReadRow], judged: Sequence[Checked]
) -> dict[int, Checked]:
    keys = [checked.key for checked in judged if checked.key is not None]
    first_with = keys_before(run.pk, keys, rows[0].number)
    told = {}
    for row, checked in zip(rows, judged, strict=True):
        told[row.number] = checked
        if checked.key is None:
            continue
        first = first_with.setdefault(checked.key, row.number)
        if first != row.number:
            fault = Fault("", TWICE, detail=str(first))
            told[row.number] = replace(checked, faults=(fault, *checked.faults))
    return told


def _finish(run: ImportRun) -> None:
    counts = counts_of(run)
    if counts.good + counts.known + counts.faulty != run.rows:
        end_with(run, RunState.REFUSED, SHORT)
        return
    begin(run, RunState.CHECKED)
