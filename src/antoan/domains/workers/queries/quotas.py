"""Reads of quotas: the one that governs a unit, and the register of an area's body."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from django.db.models import Case, F, IntegerField, Q, Value, When

from antoan.domains.areas.queries import ancestors_of, areas_within
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.values import UnitView
from antoan.domains.workers.errors import QuotaNotFound
from antoan.domains.workers.list_values import Conditions, ListState, QuotaView
from antoan.domains.workers.models import Quota, SubmittedList
from antoan.domains.workers.permissions import READ, SET_QUOTA
from antoan.domains.workers.queries.access import scope_of_area, unit_with_list
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind

QUOTAS_MAX: Final = 500


def quota_of(actor: Actor, unit_id: int, on: date) -> QuotaView | None:
    """Return the quota that governs a unit on a day; None when none does."""
    row = governing(unit_with_list(actor, unit_id, READ), on)
    return None if row is None else view_of(row)


def governing(unit: UnitView, on: date) -> Quota | None:
    """Return the same for services: the unit's own, else of the nearest area, its sector's before that of every sector."""
    areas = ancestors_of(unit.ward_id) if unit.ward_id is not None else frozenset[int]()
    reach = Q(unit=unit.id) | Q(unit=None, area__in=areas, sector__in=["", unit.kind.value])
    own = Case(When(unit=unit.id, then=Value(1)), default=Value(0), output_field=IntegerField())
    found = Quota.objects.filter(reach, _in_force(on)).annotate(own=own).select_related("area", "unit")
    return found.order_by("-own", F("area__level").desc(), "-sector", "-valid_from", "-id").first()


def others_approved(quota: Quota, unit_id: int) -> int:
    """Return how many workers are approved of the other units under a quota's total."""
    lists = SubmittedList.objects.filter(
        state=ListState.APPROVED, unit__ward__in=areas_within(quota.area_id)
    ).exclude(unit=unit_id)
    if quota.sector:
        lists = lists.filter(unit__kind=quota.sector)
    return sum(lists.values_list("workers", flat=True))


def quotas_in_reach(actor: Actor, *, on: date, with_past: bool = False) -> list[QuotaView]:
    """Return the quotas of the actor's areas that hold on a day or later, or all of them; the newest first."""
    rows = Quota.objects.filter(_reach(actor)).select_related("area", "unit")
    if not with_past:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    return [view_of(row) for row in rows.order_by("-valid_from", "-id")[:QUOTAS_MAX]]


def quota_for(actor: Actor, quota_id: int) -> QuotaView:
    """Return one quota of the actor's areas; QuotaNotFound."""
    return view_of(quota_in(actor, quota_id))


def quota_in(actor: Actor, quota_id: int, *, lock: bool = False) -> Quota:
    """Return the row of a quota of the actor's areas; QuotaNotFound."""
    rows = Quota.objects.select_for_update(of=("self",)) if lock else Quota.objects.all()
    row = rows.select_related("area", "unit").filter(pk=quota_id).first()
    if row is None or not actor.may(SET_QUOTA, scope_of_area(row.area_id)):
        raise QuotaNotFound
    return row


def history_of(actor: Actor, quota_id: int) -> list[QuotaView]:
    """Return what stood and stands for the same area, unit and sector, the newest first; QuotaNotFound."""
    row = quota_in(actor, quota_id)
    same = Quota.objects.filter(area=row.area_id, unit=row.unit_id, sector=row.sector)
    return [
        view_of(one)
        for one in same.select_related("area", "unit").order_by("-valid_from", "-id")[:QUOTAS_MAX]
    ]


def view_of(row: Quota) -> QuotaView:
    """Return a row as others see it."""
    return QuotaView(
        id=row.pk,
        area_id=row.area_id,
        area_name=row.area.name,
        unit_id=row.unit_id,
        unit_name=row.unit.name if row.unit else "",
        sector=PlaceKind(row.sector) if row.sector else None,
        unit_workers_max=row.unit_workers_max,
        total_workers_max=row.total_workers_max,
        conditions=read_conditions(row.conditions),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        basis=row.basis,
    )


def read_conditions(stored: Mapping[str, Any]) -> Conditions:
    """Return conditions as they were stored; what was not known then has its default."""
    known = {name: stored[name] for name in asdict(Conditions()) if name in stored}
    return Conditions(**known)


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def _reach(actor: Actor) -> Q:
    if actor.is_system:
        return Q()
    reach = Q(pk__in=[])
    for grant in actor.grants_of(SET_QUOTA):
        if grant.scope_kind is ScopeKind.CITY:
            return Q()
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reach |= Q(area__in=areas_within(grant.scope_id))
    return reach
