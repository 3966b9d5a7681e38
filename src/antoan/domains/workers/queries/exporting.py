"""A unit's own list whole, to take away: what the unit wrote itself, and nothing of anybody's health."""

from dataclasses import dataclass

from antoan.domains.units.values import UnitView
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.rows import written_of
from antoan.domains.workers.queries.statuses import on_list
from antoan.domains.workers.values import Link, NewWorker
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision


@dataclass(frozen=True, slots=True)
class Export:
    """A unit's list as it wrote it; `is_linked`: the row is joined to a person, or still to be checked."""

    unit: UnitView
    rows: tuple[tuple[NewWorker, bool], ...]


def list_to_export(actor: Actor, unit_id: int) -> Export:
    """Return the whole list of a unit. That it was taken away, by whom and how many rows, is in the trail (lesson L10)."""
    unit = unit_with_list(actor, unit_id, MANAGE)
    rows = tuple((written_of(row), row.link == Link.LINKED) for row in on_list(unit_id))
    record_decision(
        actor, action="workers.export", object_kind="unit", object_id=unit_id, purpose="workers",
        detail={"rows": len(rows)},
    )  # fmt: skip
    return Export(unit, rows)
