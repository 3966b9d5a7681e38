"""What somebody decides about an import: load all good rows, load none, or take everything back."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from antoan.foundation.imports.errors import RunNotFound, UndoTooLate, WrongMoment
from antoan.foundation.imports.importer import importer_of
from antoan.foundation.imports.limits import UNDO_DAYS_MAX
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.queries.runs import ref_of, view_of
from antoan.foundation.imports.services.steps import begin
from antoan.foundation.imports.services.waking import wake
from antoan.foundation.imports.values import CHOSEN, RunState, RunView
from antoan.kit import clock


@transaction.atomic
def load_run(run_id: UUID, *, chosen: Collection[str] = ()) -> RunView:
    """Load every good row. Asking twice is asking once; WrongMoment at any other step, or with no good row.

    `chosen` are names of what the importer does beside, for the asking.
    """
    row = locked(run_id)
    if row.state in (RunState.LOADING, RunState.LOADED):
        return view_of(row)
    _require(row, RunState.CHECKED)
    if not view_of(row).counts.good:
        raise WrongMoment
    row.notes = {**row.notes, CHOSEN: sorted(chosen)}
    begin(row, RunState.LOADING)
    transaction.on_commit(partial(wake, run_id))
    return view_of(row)


@transaction.atomic
def discard_run(run_id: UUID) -> RunView:
    """Load nothing. Asking twice is asking once."""
    row = locked(run_id)
    if row.state != RunState.DISCARDED:
        _require(row, RunState.CHECKED)
        begin(row, RunState.DISCARDED)
    return view_of(row)


@transaction.atomic
def undo_run(run_id: UUID) -> RunView:
    """Take everything back that was loaded. UndoTooLate; whatever the importer's refuse_undo raises."""
    row = locked(run_id)
    if row.state in (RunState.UNDOING, RunState.UNDONE):
        return view_of(row)
    _require(row, RunState.LOADED)
    assert row.loaded_at is not None
    if clock.now() - row.loaded_at > timedelta(days=UNDO_DAYS_MAX):
        raise UndoTooLate
    importer_of(row.kind).refuse_undo(ref_of(row))
    begin(row, RunState.UNDOING)
    transaction.on_commit(partial(wake, run_id))
    return view_of(row)


def locked(run_id: UUID) -> ImportRun:
    """Return a run and hold it until the transaction ends; RunNotFound."""
    row = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if row is None:
        raise RunNotFound
    return row


def _require(row: ImportRun, state: RunState) -> None:
    if row.state != state:
        raise WrongMoment
