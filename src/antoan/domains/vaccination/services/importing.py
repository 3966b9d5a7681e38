"""A unit, or an operator for the city, brings doses as a file: the doors to foundation.imports, with the right checked."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from antoan.domains.vaccination.importing.values import KIND, REGISTER_UNKNOWN
from antoan.domains.vaccination.queries.files import require_list
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.imports import services
from antoan.foundation.imports.queries import run_of
from antoan.foundation.imports.services import LargeImport, NewImport
from antoan.foundation.imports.values import RunView


def import_doses(*, actor: Actor, owner_id: str, run_id: UUID, file_name: str, data: bytes) -> RunView:
    """Take a file of doses; the errors are start_import's."""
    require_list(actor, owner_id)
    return services.start_import(actor=actor, new=NewImport(run_id, KIND, owner_id, file_name, data))


def import_large_file(*, actor: Actor, owner_id: str, path: Path, told: Callable[[int], None]) -> RunView:
    """Take a file of up to 1.5 million doses that lies on this machine; the errors are start_large's."""
    require_list(actor, owner_id)
    return services.start_large(actor=actor, new=LargeImport(KIND, owner_id, path), told=told)


def load_doses_file(*, actor: Actor, owner_id: str, run_id: UUID, registers_unknown: bool = False) -> RunView:
    """Load all good rows of a file, and register those nobody knows when that is chosen; WrongMoment."""
    return _decide(actor, owner_id, run_id, "load", registers_unknown=registers_unknown)


def discard_doses_file(*, actor: Actor, owner_id: str, run_id: UUID) -> RunView:
    """Load nothing of a file; WrongMoment."""
    return _decide(actor, owner_id, run_id, "discard")


def undo_doses_file(*, actor: Actor, owner_id: str, run_id: UUID) -> RunView:
    """Take back all that was loaded of a file; WrongMoment, UndoTooLate."""
    return _decide(actor, owner_id, run_id, "undo")


def _decide(
    actor: Actor, owner_id: str, run_id: UUID, what: str, *, registers_unknown: bool = False
) -> RunView:
    require_list(actor, owner_id)
    run_of(KIND, owner_id, run_id)  # Another unit's import is not there.
    if what == "load":
        chosen = (REGISTER_UNKNOWN,) if registers_unknown else ()
        decided = services.load_run(run_id, chosen=chosen)
    else:
        decided = {"discard": services.discard_run, "undo": services.undo_run}[what](run_id)
    record_decision(
        actor, action=f"vaccination.import.{what}", object_kind="list", object_id=owner_id,
        detail={"run": str(run_id), "rows": decided.summary.rows, "good": decided.counts.good,
                "registers_unknown": registers_unknown},
    )  # fmt: skip
    return decided
