"""Decides whether an actor may touch a unit's list. The only way to one."""

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.units.queries import scope_of_unit, unit_for
from antoan.domains.units.values import UnitView
from antoan.domains.workers.errors import WorkerNotFound
from antoan.domains.workers.models import Worker
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope


def unit_with_list(actor: Actor, unit_id: int, permission: str) -> UnitView:
    """Return a unit over whose list the actor holds a permission; UnitNotFound out of reach, Forbidden otherwise."""
    unit = unit_for(actor, unit_id)
    require(actor, permission, scope_of_unit(unit_id))
    return unit


def worker_of_unit(
    actor: Actor, unit_id: int, worker_id: int, permission: str, *, lock: bool = False
) -> Worker:
    """Return somebody on the list of a unit; WorkerNotFound when the unit has no such worker on it now."""
    unit_with_list(actor, unit_id, permission)
    rows = Worker.objects.select_for_update() if lock else Worker.objects.all()
    row = rows.filter(pk=worker_id, unit=unit_id, ended_at__isnull=True).first()
    if row is None:
        raise WorkerNotFound
    return row


def scope_of_area(area_id: int | None) -> Scope:
    """Return in what an area lies; None is the city, which only rights over all of it reach."""
    return Scope() if area_id is None else Scope(areas=ancestors_of(area_id))
