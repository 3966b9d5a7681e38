"""Reads of a unit's imports."""

from uuid import UUID

from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.values import OWNER
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.imports.limits import ROWS_MAX
from antoan.foundation.imports.queries import faulty_rows, first_rows, run_of, runs_of
from antoan.foundation.imports.queries.rows import warned_rows
from antoan.foundation.imports.values import RowView, RunView


def file_of(actor: Actor, unit_id: int, run_id: UUID) -> RunView:
    """Return one import of a unit; RunNotFound."""
    unit_with_list(actor, unit_id, MANAGE)
    return run_of(OWNER, unit_id, run_id)


def files_of(actor: Actor, unit_id: int) -> list[RunView]:
    """Return the last imports of a unit."""
    unit_with_list(actor, unit_id, MANAGE)
    return runs_of(OWNER, unit_id)


def preview_of(
    actor: Actor, unit_id: int, run_id: UUID
) -> tuple[list[RowView], list[RowView], list[RowView]]:
    """Return the first rows of an import, its faulty ones, and good ones to be looked at; RunNotFound."""
    file_of(actor, unit_id, run_id)
    return first_rows(run_id), faulty_rows(run_id), warned_rows(run_id)


def all_faulty_rows(actor: Actor, unit_id: int, run_id: UUID) -> list[RowView]:
    """Return every faulty row of an import, to mend them; RunNotFound."""
    file_of(actor, unit_id, run_id)
    return faulty_rows(run_id, rows_max=ROWS_MAX)
