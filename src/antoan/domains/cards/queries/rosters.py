"""Reads of lists that were brought, narrowed to wards and units whose cards the actor may make."""

from collections.abc import Sequence
from uuid import UUID

from antoan.domains.cards.models import RosterLine
from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.cards.values import ROSTER, RosterOwner
from antoan.domains.people.permissions import REGISTER
from antoan.domains.people.queries.access import scope_of_home
from antoan.domains.units.queries import scope_of_unit, unit_for
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.imports.errors import RunNotFound
from antoan.foundation.imports.limits import ROWS_MAX
from antoan.foundation.imports.queries import faulty_rows, first_rows, runs_of
from antoan.foundation.imports.queries.rows import warned_rows
from antoan.foundation.imports.queries.runs import run_of_kind
from antoan.foundation.imports.values import RowView, RunView
from antoan.kit.errors import Forbidden, NotFound


def require_bringing(actor: Actor, owner: RosterOwner) -> None:
    """Let the actor go on who may bring a list for a ward (and register there) or a unit; Forbidden, UnitNotFound."""
    if owner.unit_id is not None:
        unit_for(actor, owner.unit_id)
        require(actor, MAKE_BATCH, scope_of_unit(owner.unit_id))
        return
    for permission in (MAKE_BATCH, REGISTER):
        require(actor, permission, scope_of_home(owner.ward_id))


def roster_for(actor: Actor, roster_id: UUID) -> RunView:
    """Return a list within the actor's reach; RunNotFound."""
    run = run_of_kind(ROSTER, roster_id)
    try:
        require_bringing(actor, RosterOwner.of(run.owner_id))
    except (Forbidden, NotFound):
        raise RunNotFound from None
    return run


def rosters_of(actor: Actor, owners: Sequence[RosterOwner]) -> list[RunView]:
    """Return the last lists of wards or a unit, newest first."""
    runs: list[RunView] = []
    for owner in owners:
        require_bringing(actor, owner)
        runs += runs_of(ROSTER, owner.text)
    return sorted(runs, key=lambda run: run.started_at, reverse=True)


def preview_of_roster(actor: Actor, roster_id: UUID) -> tuple[list[RowView], list[RowView], list[RowView]]:
    """Return the first rows of a list, its faulty ones, and good ones to be looked at; RunNotFound."""
    roster_for(actor, roster_id)
    return first_rows(roster_id), faulty_rows(roster_id), warned_rows(roster_id)


def all_faulty_of_roster(actor: Actor, roster_id: UUID) -> list[RowView]:
    """Return every faulty row of a list, to mend them; RunNotFound."""
    roster_for(actor, roster_id)
    return faulty_rows(roster_id, rows_max=ROWS_MAX)


def counts_of_roster(actor: Actor, roster_id: UUID) -> tuple[int, int, int]:
    """Return how many stand on a loaded list, how many of them it registered, and how many an undo left; RunNotFound."""
    roster_for(actor, roster_id)
    lines = RosterLine.objects.filter(run_id=roster_id)
    return lines.count(), lines.filter(is_new=True).count(), lines.filter(is_kept=True).count()
