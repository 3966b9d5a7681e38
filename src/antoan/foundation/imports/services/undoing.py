"""Has what was loaded taken back, a batch at a time."""

from antoan.foundation.imports.importer import importer_of
from antoan.foundation.imports.models import ImportRow, ImportRun
from antoan.foundation.imports.queries.runs import ref_of
from antoan.foundation.imports.services.steps import begin, go_on
from antoan.foundation.imports.values import RowState, RunState


def undo_batch(run: ImportRun) -> None:
    """Take the next rows back; after the last, the run is undone, or failed when a fault led here."""
    importer = importer_of(run.kind)
    taken_back = importer.undo(ref_of(run), importer.batch_rows)
    if taken_back:
        go_on(run, rows=taken_back, last_number=0)
        return
    ImportRow.objects.filter(run=run, state=RowState.LOADED).update(state=RowState.UNDONE)
    begin(run, RunState.FAILED if run.fault else RunState.UNDONE)
