"""The ward's list of people looked after at home: alarms first, then missed days, a page at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from antoan.domains.areas.reach import within_reach
from antoan.domains.care.models import Episode, Watch
from antoan.domains.care.permissions import READ, WORK
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.values import DeskRow, Ending, Urgency
from antoan.domains.passes.queries import labels_of
from antoan.domains.records.queries.waiting import open_cases, orders_in_force
from antoan.domains.records.values import Case, Isolation
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_reads
from antoan.kit.clock import local_date

PAGE_ROWS_MAX: Final = 25
WAITING_DAYS: Final = 30  # A case confirmed before has ended somewhere else.


@dataclass(frozen=True, slots=True)
class CarePage:
    """One page of the list; `labels` names people as a gate does. `next_after` continues it; "" at the end."""

    rows: tuple[DeskRow, ...]
    labels: dict[int, str]
    next_after: str
    counts: dict[Urgency, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who was confirmed or ordered to stay apart and is looked after by nobody yet."""

    cases: tuple[Case, ...]
    orders: tuple[Isolation, ...]
    labels: dict[int, str]


def care_desk(actor: Actor, *, urgency: Urgency | None = None, after: str = "") -> CarePage:
    """Return who is looked after in the actor's wards, the most urgent first. The reads are in the trail."""
    all_rows = Watch.objects.all() if actor.is_system else Watch.objects.filter(within_reach(actor, READ))
    rows = all_rows if urgency is None else all_rows.filter(urgency=urgency)
    ordered = _from(rows, after).select_related("episode").order_by("urgency", "since", "episode_id")
    found = list(ordered[: PAGE_ROWS_MAX + 1])
    page, has_more = found[:PAGE_ROWS_MAX], len(found) > PAGE_ROWS_MAX
    people = {row.episode.person_id for row in page}
    record_reads(actor, action="care.desk", object_kind="person", person_ids=sorted(people), purpose="care")
    counted = dict(all_rows.values_list("urgency").annotate(Count("pk")))
    return CarePage(
        tuple(_row(watch) for watch in page),
        labels_of(people),
        _mark(page[-1]) if has_more else "",
        {one: counted.get(one, 0) for one in Urgency},
    )


def care_waiting(actor: Actor, now: datetime) -> Waiting:
    """Return whom the ward has still to decide about. The reads are in the trail."""
    today = local_date(now)
    cases = open_cases(actor, WORK, since=today - timedelta(days=WAITING_DAYS))
    orders = orders_in_force(actor, WORK, today=today)
    known = Episode.objects.exclude(ending=Ending.MISTAKEN).filter(
        Q(infection_id__in=[case.record_id for case in cases])
        | Q(order_id__in=[order.record_id for order in orders])
        | Q(person__in=[order.person_id for order in orders], ended_at__isnull=True)
    )
    in_care, infections, taken = set(), set(), set()
    for row in known:
        infections.add(row.infection_id)
        taken.add(row.order_id)
        if row.ended_at is None:
            in_care.add(row.person_id)
    cases = [case for case in cases if case.record_id not in infections]
    ill = {case.person_id for case in cases}
    orders = [one for one in orders if one.record_id not in taken and one.person_id not in in_care | ill]
    people = ill | {order.person_id for order in orders}
    record_reads(
        actor, action="care.waiting", object_kind="person", person_ids=sorted(people), purpose="care"
    )
    return Waiting(tuple(cases), tuple(orders), labels_of(people))


def _row(watch: Watch) -> DeskRow:
    return DeskRow(
        view_of(watch.episode),
        Urgency(watch.urgency),
        watch.task_due_at,
        watch.task_level,
        watch.last_reading_at,
        watch.missed_days,
    )


def _from(rows: "QuerySet[Watch]", after: str) -> "QuerySet[Watch]":
    """Continue a list behind a mark; one that cannot be read begins anew."""
    urgency, _, rest = after.partition("|")
    since_text, _, number = rest.partition("|")
    try:
        last, since, last_id = int(urgency[:2]), datetime.fromisoformat(since_text), int(number[:18])
    except ValueError:
        return rows
    if since.tzinfo is None:
        return rows
    return rows.filter(
        Q(urgency__gt=last) | Q(urgency=last, since__gt=since) | Q(urgency=last, since=since, pk__gt=last_id)
    )


def _mark(row: Watch) -> str:
    return f"{row.urgency}|{row.since.isoformat()}|{row.pk}"
