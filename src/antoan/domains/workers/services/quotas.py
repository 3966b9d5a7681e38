"""An area's body sets quotas and ends them. What stood before stays readable."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.units.queries import unit_for
from antoan.domains.workers.errors import QuotaUnreadable
from antoan.domains.workers.list_values import NewQuota, QuotaView
from antoan.domains.workers.models import Quota
from antoan.domains.workers.permissions import SET_QUOTA
from antoan.domains.workers.queries.access import scope_of_area
from antoan.domains.workers.queries.bodies import is_body
from antoan.domains.workers.queries.quotas import quota_in, view_of
from antoan.domains.workers.rules.quotas import checked_quota
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import squeeze


@transaction.atomic
def set_quota(*, actor: Actor, quota: NewQuota) -> QuotaView:
    """Set a quota from a day on; the one that stood for the same area, unit and sector ends there.

    QuotaUnreadable; UnitNotFound for a unit out of reach. Set again for the same day it is mended.
    """
    require(actor, SET_QUOTA, scope_of_area(quota.area_id))
    new = checked_quota(quota, clock.today())
    if not is_body(new.area_id, clock.today()):
        raise QuotaUnreadable("The body of this area does not decide about lists: its district does.")
    if new.unit_id is not None:
        _check_unit(actor, new)
    same = Quota.objects.select_for_update().filter(
        area=new.area_id, unit=new.unit_id, sector=new.sector or ""
    )
    for former in same.filter(valid_from__lt=new.valid_from):
        if former.valid_until is None or former.valid_until > new.valid_from:
            former.valid_until = new.valid_from
            former.save(update_fields=["valid_until", "updated_at"])
    row = same.filter(valid_from=new.valid_from).first() or Quota(
        area_id=new.area_id, unit_id=new.unit_id, sector=new.sector or "", valid_from=new.valid_from
    )
    _write(row, new, actor)
    return view_of(row)


@transaction.atomic
def end_quota(*, actor: Actor, quota_id: int, on: date) -> QuotaView:
    """Let a quota hold no more from a day on; the past cannot be changed. QuotaNotFound, QuotaUnreadable."""
    row = quota_in(actor, quota_id, lock=True)
    if on < clock.today():
        raise QuotaUnreadable("A quota cannot end in the past.")
    if row.valid_until is None or row.valid_until > on:
        row.valid_until = max(on, row.valid_from)
        row.save(update_fields=["valid_until", "updated_at"])
        record_decision(
            actor,
            action="workers.quota.end",
            object_kind="quota",
            object_id=row.pk,
            detail={"on": on.isoformat()},
        )
    return view_of(row)


def _check_unit(actor: Actor, quota: NewQuota) -> None:
    assert quota.unit_id is not None
    unit = unit_for(actor, quota.unit_id)
    lies_in = ancestors_of(unit.ward_id) if unit.ward_id is not None else frozenset[int]()
    if quota.area_id not in lies_in:
        raise QuotaUnreadable("The unit does not lie in this area.")


def _write(row: Quota, new: NewQuota, actor: Actor) -> None:
    row.unit_workers_max, row.total_workers_max = new.unit_workers_max, new.total_workers_max
    row.conditions, row.valid_until, row.basis = asdict(new.conditions), new.valid_until, squeeze(new.basis)
    row.set_by_account_id = actor.account_id
    row.save()
    record_decision(
        actor, action="workers.quota.set", object_kind="quota", object_id=row.pk,
        detail={
            "area": row.area_id, "unit": row.unit_id, "sector": row.sector,
            "unit_workers_max": new.unit_workers_max, "total_workers_max": new.total_workers_max,
            "from": new.valid_from.isoformat(),
        },
    )  # fmt: skip
