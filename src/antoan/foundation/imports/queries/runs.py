"""Reads of runs: one, and those of an owner."""

from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from antoan.foundation.imports.errors import RunNotFound
from antoan.foundation.imports.models import ImportRow, ImportRun
from antoan.foundation.imports.values import Counts, RowState, RunRef, RunState, RunView, Summary

RUNS_MAX: Final = 20


def run_of(kind: str, owner_id: object, run_id: UUID) -> RunView:
    """Return one import of an owner; RunNotFound."""
    row = ImportRun.objects.filter(pk=run_id, kind=kind, owner_id=str(owner_id)).first()
    if row is None:
        raise RunNotFound
    return view_of(row)


def run_of_kind(kind: str, run_id: UUID) -> RunView:
    """Return one import, for a domain that then asks whether its owner is within reach; RunNotFound."""
    row = ImportRun.objects.filter(pk=run_id, kind=kind).first()
    if row is None:
        raise RunNotFound
    return view_of(row)


def runs_of(kind: str, owner_id: object) -> list[RunView]:
    """Return the last RUNS_MAX imports of an owner, newest first."""
    rows = ImportRun.objects.filter(kind=kind, owner_id=str(owner_id)).order_by("-created_at")
    return [view_of(row) for row in rows[:RUNS_MAX]]


def step_of(run_id: UUID) -> tuple[RunState, int, int]:
    """Return the step a run is at, rows done of it, and all rows: cheap, for whoever watches it every second."""
    state, done, rows = ImportRun.objects.values_list("state", "position", "rows").get(pk=run_id)
    return RunState(state), done, rows


def tallies_of(run_id: UUID) -> list[tuple[str, RowState, int]]:
    """Return how many rows of a run are counted under what, by what became of them."""
    rows = ImportRow.objects.filter(run=run_id).values_list("tally", "state").annotate(rows=Count("pk"))
    return [(tally, RowState(state), count) for tally, state, count in rows.order_by("tally", "state")]


def view_of(row: ImportRun) -> RunView:
    """Return a row as others see it."""
    return RunView(
        id=row.pk,
        kind=row.kind,
        owner_id=row.owner_id,
        account_id=row.account_id,
        file_name=row.file_name,
        file_bytes=row.file_bytes,
        file_digest=bytes(row.file_digest).hex(),
        state=RunState(row.state),
        position=row.position,
        summary=Summary(
            row.file_kind, row.rows, row.blank_rows, row.header_row, row.sheet, row.encoding, row.notes
        ),
        counts=counts_of(row),
        fault=row.fault,
        fault_detail=row.fault_detail,
        sent_digest=bytes(row.sent_digest).hex(),
        loaded_digest=bytes(row.loaded_digest).hex(),
        started_at=row.created_at,
        changed_at=row.updated_at,
        loaded_at=row.loaded_at,
    )


def ref_of(row: ImportRun) -> RunRef:
    """Return a row as importers see it."""
    return RunRef(row.pk, row.owner_id, row.account_id, row.notes)


def counts_of(row: ImportRun) -> Counts:
    """Count the rows of a run by what became of them."""
    rows = ImportRow.objects.filter(run=row)
    found = rows.aggregate(
        warned=Count("pk", filter=Q(state__in=[RowState.GOOD, RowState.LOADED]) & ~Q(faults=[])),
        **{state.value: Count("pk", filter=Q(state=state)) for state in RowState},
    )
    return Counts(**found)
