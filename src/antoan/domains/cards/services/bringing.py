"""A ward or a unit brings a list as a file: the doors to foundation.imports, with the right checked."""

from uuid import UUID

from antoan.domains.cards.queries.rosters import require_bringing, roster_for
from antoan.domains.cards.values import ROSTER, RosterOwner
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.imports import services
from antoan.foundation.imports.services import NewImport
from antoan.foundation.imports.values import RunView


def bring_roster(
    *, actor: Actor, owner: RosterOwner, roster_id: UUID, file_name: str, data: bytes
) -> RunView:
    """Take a list; Forbidden, UnitNotFound; the other errors are start_import's."""
    require_bringing(actor, owner)
    return services.start_import(actor=actor, new=NewImport(roster_id, ROSTER, owner.text, file_name, data))


def load_roster(*, actor: Actor, roster_id: UUID) -> RunView:
    """Register and line up all good rows; RunNotFound, WrongMoment."""
    return _decide(actor, roster_id, "load")


def discard_roster(*, actor: Actor, roster_id: UUID) -> RunView:
    """Take nothing of a list; RunNotFound, WrongMoment."""
    return _decide(actor, roster_id, "discard")


def undo_roster(*, actor: Actor, roster_id: UUID) -> RunView:
    """Take back what a list registered; RunNotFound, WrongMoment, UndoTooLate, RosterInUse."""
    return _decide(actor, roster_id, "undo")


def _decide(actor: Actor, roster_id: UUID, what: str) -> RunView:
    owner = RosterOwner.of(roster_for(actor, roster_id).owner_id)
    steps = {"load": services.load_run, "discard": services.discard_run, "undo": services.undo_run}
    decided = steps[what](roster_id)
    record_decision(
        actor, action=f"cards.roster.{what}", object_kind="roster", object_id=roster_id,
        detail={
            "ward": owner.ward_id, "unit": owner.unit_id, "rows": decided.summary.rows, "good": decided.counts.good,
        },
    )  # fmt: skip
    return decided
