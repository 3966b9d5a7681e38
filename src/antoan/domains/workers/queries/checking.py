"""Checks a unit's list against quota and conditions as they are now."""

from dataclasses import dataclass
from datetime import datetime

from antoan.domains.units.values import UnitView
from antoan.domains.workers.list_values import Conditions, Finding, Headcount
from antoan.domains.workers.models import Quota, Worker
from antoan.domains.workers.permissions import READ
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.quotas import governing, others_approved, read_conditions
from antoan.domains.workers.queries.statuses import headcount, on_list
from antoan.domains.workers.rules.quotas import findings
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class Check:
    """A list in numbers, compared with the quota that governs it (None: no quota, no conditions)."""

    quota: Quota | None
    count: Headcount
    found: tuple[Finding, ...]
    rows: tuple[Worker, ...]


def check_list(unit: UnitView, now: datetime) -> Check:
    """Check everybody who is on a unit's list now."""
    return check_rows(unit, tuple(on_list(unit.id)), now)


def check_rows(unit: UnitView, rows: tuple[Worker, ...], now: datetime) -> Check:
    """Check these workers of a unit."""
    quota = governing(unit, local_date(now))
    conditions = Conditions() if quota is None else read_conditions(quota.conditions)
    count = headcount(unit, rows, conditions, now)
    found = findings(
        count,
        conditions=conditions,
        unit_workers_max=None if quota is None else quota.unit_workers_max,
        total_workers_max=None if quota is None else quota.total_workers_max,
        others_approved=0 if quota is None else others_approved(quota, unit.id),
    )
    return Check(quota, count, found, rows)


def list_in_numbers(actor: Actor, unit_id: int, now: datetime) -> Check:
    """Return how a unit's list stands now, for the unit; UnitNotFound when out of reach."""
    return check_list(unit_with_list(actor, unit_id, READ), now)
