"""A unit brings its list as a file: the doors to foundation.imports, with the right checked."""

from uuid import UUID

from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.values import OWNER
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.imports import services
from antoan.foundation.imports.queries import run_of
from antoan.foundation.imports.services import NewImport
from antoan.foundation.imports.values import RunView


def import_file(*, actor: Actor, unit_id: int, run_id: UUID, file_name: str, data: bytes) -> RunView:
    """Take a unit's file; the errors are start_import's."""
    unit_with_list(actor, unit_id, MANAGE)
    return services.start_import(actor=actor, new=NewImport(run_id, OWNER, str(unit_id), file_name, data))


def load_file(*, actor: Actor, unit_id: int, run_id: UUID) -> RunView:
    """Load all good rows of a file; WrongMoment."""
    return _decide(actor, unit_id, run_id, "load")


def discard_file(*, actor: Actor, unit_id: int, run_id: UUID) -> RunView:
    """Load nothing of a file; WrongMoment."""
    return _decide(actor, unit_id, run_id, "discard")


def undo_file(*, actor: Actor, unit_id: int, run_id: UUID) -> RunView:
    """Take back all that was loaded of a file; WrongMoment, UndoTooLate, ImportInUse."""
    return _decide(actor, unit_id, run_id, "undo")


def _decide(actor: Actor, unit_id: int, run_id: UUID, what: str) -> RunView:
    unit_with_list(actor, unit_id, MANAGE)
    run_of(OWNER, unit_id, run_id)  # Another unit's import is not there.
    decided = {"load": services.load_run, "discard": services.discard_run, "undo": services.undo_run}[what](
        run_id
    )
    record_decision(
        actor, action=f"workers.import.{what}", object_kind="unit", object_id=unit_id,
        detail={"run": str(run_id), "rows": decided.summary.rows, "good": decided.counts.good},
    )  # fmt: skip
    return decided
