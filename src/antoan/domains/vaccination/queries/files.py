"""Reads of files of doses, narrowed by the units over which the actor may bring them."""

from uuid import UUID

import msgspec

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries.bulk import birth_years_of
from antoan.domains.people.queries.placing import Standing
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.units.queries import scope_of_unit, unit_for
from antoan.domains.units.values import UnitView
from antoan.domains.vaccination.errors import HeldNotFound
from antoan.domains.vaccination.importing.values import CITY, KIND, HeldState, HeldView, Sum
from antoan.domains.vaccination.models import HeldDose
from antoan.domains.vaccination.permissions import IMPORT, PERMISSIONS, SETTLE
from antoan.domains.vaccination.queries.imported import sums_of
from antoan.foundation.accounts.actor import Actor, already_allowed, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_reads
from antoan.foundation.imports.limits import ROWS_MAX
from antoan.foundation.imports.queries import faulty_rows, first_rows, run_of, runs_of
from antoan.foundation.imports.queries.rows import warned_rows
from antoan.foundation.imports.values import RowView, RunView

HELD_SHOWN_MAX = 50


def unit_of_list(actor: Actor, unit_id: int) -> UnitView:
    """Return a unit for which the actor may bring doses; UnitNotFound out of reach, Forbidden otherwise."""
    scope = scope_of_unit(unit_id)
    if not any(actor.may(known, scope) for known in PERMISSIONS):
        raise UnitNotFound
    require(actor, IMPORT, scope)
    return unit_for(already_allowed(actor), unit_id)


def require_list(actor: Actor, owner_id: str) -> None:
    """Let the actor go on who may bring doses for a unit, or for the city."""
    if owner_id == CITY:
        require(actor, IMPORT, Scope())
    else:
        unit_of_list(actor, int(owner_id))


def require_held(actor: Actor, owner_id: str) -> None:
    """Let the actor go on who may say whose rows of a list are: the city's officer, else whoever may bring the list."""
    if owner_id != CITY or not actor.may(SETTLE, Scope()):
        require_list(actor, owner_id)


def doses_file(actor: Actor, owner_id: str, run_id: UUID) -> RunView:
    """Return one import; RunNotFound."""
    require_list(actor, owner_id)
    return run_of(KIND, owner_id, run_id)


def doses_files(actor: Actor, owner_id: str) -> list[RunView]:
    """Return the last imports of an owner."""
    require_list(actor, owner_id)
    return runs_of(KIND, owner_id)


def preview_of_doses(
    actor: Actor, owner_id: str, run_id: UUID
) -> tuple[list[RowView], list[RowView], list[RowView]]:
    """Return the first rows of an import, its faulty ones, and good ones to be looked at; RunNotFound."""
    doses_file(actor, owner_id, run_id)
    return first_rows(run_id), faulty_rows(run_id), warned_rows(run_id)


def all_faulty_doses(actor: Actor, owner_id: str, run_id: UUID) -> list[RowView]:
    """Return every faulty row of an import, to mend them; RunNotFound."""
    doses_file(actor, owner_id, run_id)
    return faulty_rows(run_id, rows_max=ROWS_MAX)


def sums_of_file(actor: Actor, owner_id: str, run_id: UUID) -> list[Sum]:
    """Return source beside tables by day and vaccine; RunNotFound."""
    doses_file(actor, owner_id, run_id)
    return sums_of(run_id)


def held_count(actor: Actor, owner_id: str) -> int:
    """Return how many rows wait for somebody to say whose they are."""
    require_held(actor, owner_id)
    return HeldDose.objects.filter(owner_id=owner_id, state=HeldState.WAITING).count()


def held_doses(actor: Actor, owner_id: str, *, after: int = 0) -> list[HeldView]:
    """Return the next HELD_SHOWN_MAX rows that wait after an id, the longest waiting first.

    Who each may be is in the trail as read.
    """
    require_held(actor, owner_id)
    rows = HeldDose.objects.filter(owner_id=owner_id, state=HeldState.WAITING, pk__gt=after).order_by("pk")
    return _views(actor, list(rows[:HELD_SHOWN_MAX]))


def held_dose(actor: Actor, owner_id: str, held_id: int) -> HeldView:
    """Return one row that waits; HeldNotFound."""
    require_held(actor, owner_id)
    rows = HeldDose.objects.filter(pk=held_id, owner_id=owner_id, state=HeldState.WAITING)
    for view in _views(actor, list(rows)):
        return view
    raise HeldNotFound


def _views(actor: Actor, rows: list[HeldDose]) -> list[HeldView]:
    people = {row.person_id for row in rows if row.person_id is not None}
    record_reads(actor, action="vaccination.held.read", object_kind="person", person_ids=people)
    labels, years = labels_of(people), birth_years_of(people)
    return [
        HeldView(
            id=row.pk,
            run_id=row.run_id,
            number=row.number,
            standing=Standing(row.standing),
            said=msgspec.json.decode(row.content, type=dict[str, str]),
            product=row.product,
            given_on=row.given_on,
            label=labels.get(row.person_id or 0, ""),
            birth_year=years.get(row.person_id or 0),
        )
        for row in rows
    ]
