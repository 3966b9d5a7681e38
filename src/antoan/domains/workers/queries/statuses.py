"""How workers are, as far as a unit is told. The only way from a list to colours."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.passes.queries import Judged, judge_many
from antoan.domains.privacy.queries.consents import people_agreeing, people_limiting
from antoan.domains.units.values import UnitView
from antoan.domains.workers.list_values import Conditions, Headcount
from antoan.domains.workers.models import Worker
from antoan.domains.workers.permissions import WATCH
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.rules.quotas import is_protected, is_tested
from antoan.domains.workers.rules.status import status_of
from antoan.domains.workers.values import CHECK_STATUS, UNKNOWN_STATUS, Link, Standing, Status
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_reads
from antoan.kit.clock import local_date


def statuses_shown(
    actor: Actor, unit: UnitView, workers: Collection[Worker], now: datetime
) -> dict[int, Status]:
    """Return by worker what the unit is told; every person in it is read, and can see so in the trail."""
    unit_with_list(actor, unit.id, WATCH)
    people = [row.person_id for row in workers if row.person_id is not None]
    record_reads(
        actor,
        action="workers.status.read",
        object_kind="person",
        person_ids=sorted(people),
        purpose="workers",
    )
    foretold = people_agreeing(people, "employer", today=local_date(now))
    told = statuses_of(unit, workers, now)
    return {
        row.pk: told[row.pk] if row.person_id in foretold else replace(told[row.pk], until=None)
        for row in workers
    }


def statuses_of(unit: UnitView, workers: Iterable[Worker], now: datetime) -> dict[int, Status]:
    """Return the same for services and for counts; nothing of it is shown by name."""
    rows = list(workers)
    judged = judged_for(unit, [row.person_id for row in rows if row.person_id is not None], now)
    return {row.pk: _status(row, judged, now) for row in rows}


def counted_by_standing(actor: Actor, unit: UnitView, now: datetime) -> Counter[Standing]:
    """Count the workers of a unit by what it is told of them."""
    unit_with_list(actor, unit.id, WATCH)
    rows = on_list(unit.id)
    return Counter(status.standing for status in statuses_of(unit, rows, now).values())


def headcount(unit: UnitView, workers: Sequence[Worker], conditions: Conditions, now: datetime) -> Headcount:
    """Count a list for its quota and conditions; for services."""
    people = [row.person_id for row in workers if row.person_id is not None]
    judged = judged_for(unit, people, now)
    today = local_date(now)
    return Headcount(
        workers=len(workers),
        linked=len(people),
        protected=sum(is_protected(one.facts, conditions, today) for one in judged.values()),
        tested=sum(is_tested(one.facts, conditions, today) for one in judged.values()),
        red=sum(one.verdict is not None and one.verdict.colour == "red" for one in judged.values()),
    )


def judged_for(unit: UnitView, person_ids: Collection[int], now: datetime) -> Mapping[int, Judged]:
    """Judge people as the gates of a unit do, except those for whom the purpose rests (privacy: limits)."""
    areas = ancestors_of(unit.ward_id) if unit.ward_id is not None else frozenset[int]()
    told = set(person_ids) - people_limiting("work")
    return judge_many(told, area_ids=areas, place_kind=unit.kind.value, now=now)


def on_list(unit_id: int) -> list[Worker]:
    """Return everybody who is on a unit's list now."""
    rows = Worker.objects.filter(unit=unit_id, ended_at__isnull=True)
    return list(rows.select_related("cohort").order_by("name_folded", "id"))


def _status(row: Worker, judged: Mapping[int, Judged], now: datetime) -> Status:
    if row.link != Link.LINKED or row.person_id is None:
        return CHECK_STATUS
    one = judged.get(row.person_id)
    if one is None:
        return UNKNOWN_STATUS
    every_days = row.cohort.test_every_days if row.cohort else None
    return status_of(one.verdict, one.facts, test_every_days=every_days, now=now)
