"""A unit's list by name, a page at a time, with what it is told of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.people.rules import folded_name
from antoan.domains.units.values import UnitView
from antoan.domains.workers.models import Worker
from antoan.domains.workers.permissions import MANAGE, READ
from antoan.domains.workers.queries.access import unit_with_list, worker_of_unit
from antoan.domains.workers.queries.rows import view_of, written_of
from antoan.domains.workers.queries.statuses import on_list, statuses_of, statuses_shown
from antoan.domains.workers.values import Link, NewWorker, Standing, Status, WorkerView
from antoan.foundation.accounts.actor import Actor

PAGE_WORKERS_MAX: Final = 50
SEARCH_LETTERS_MAX: Final = 100


class Show(StrEnum):
    """Which part of a list."""

    ALL = "all"
    ATTENTION = "attention"  # Not green, to be checked, or a test is due.
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class WorkersPage:
    """One page of a list; `next_after` continues it, "" at the end."""

    unit: UnitView
    rows: tuple[tuple[WorkerView, Status], ...]
    next_after: str


def workers_page(
    actor: Actor,
    unit_id: int,
    now: datetime,
    *,
    show: Show = Show.ALL,
    name: str = "",
    cohort_id: int | None = None,
    after: str = "",
) -> WorkersPage:
    """Return a page of a unit's list by name. Only people on the page are read."""
    unit = unit_with_list(actor, unit_id, READ)
    rows = _from(_narrowed(unit_id, name, cohort_id, show), after)
    if show is Show.ATTENTION:
        found = _in_need(unit, list(rows), now)[: PAGE_WORKERS_MAX + 1]
    else:
        found = list(rows[: PAGE_WORKERS_MAX + 1])
    page, has_more = found[:PAGE_WORKERS_MAX], len(found) > PAGE_WORKERS_MAX
    statuses = statuses_shown(actor, unit, page, now)
    return WorkersPage(
        unit,
        tuple((view_of(row), statuses[row.pk]) for row in page),
        f"{page[-1].name_folded}|{page[-1].pk}" if has_more else "",
    )


def worker_for(actor: Actor, unit_id: int, worker_id: int, now: datetime) -> tuple[WorkerView, Status]:
    """Return one worker of a unit and what it is told of them; WorkerNotFound."""
    row = worker_of_unit(actor, unit_id, worker_id, READ)
    unit = unit_with_list(actor, unit_id, READ)
    return view_of(row), statuses_shown(actor, unit, [row], now)[row.pk]


def as_written(actor: Actor, unit_id: int, worker_id: int) -> NewWorker:
    """Return what the unit wrote of a worker, whole, to mend it; WorkerNotFound."""
    return written_of(worker_of_unit(actor, unit_id, worker_id, MANAGE))


def count_of(actor: Actor, unit_id: int) -> int:
    """Return how many are on a unit's list."""
    unit_with_list(actor, unit_id, READ)
    return Worker.objects.filter(unit=unit_id, ended_at__isnull=True).count()


def due_for_test(actor: Actor, unit_id: int, now: datetime) -> list[tuple[WorkerView, Status]]:
    """Return the first PAGE_WORKERS_MAX whose group's test is due, the longest overdue first."""
    unit = unit_with_list(actor, unit_id, READ)
    rows = [row for row in on_list(unit_id) if row.cohort is not None and row.cohort.test_every_days]
    statuses = statuses_of(unit, rows, now)
    due = [row for row in rows if statuses[row.pk].needs_test]
    due.sort(key=lambda row: (str(statuses[row.pk].test_due_on), row.name_folded))
    shown = due[:PAGE_WORKERS_MAX]
    told = statuses_shown(actor, unit, shown, now)
    return [(view_of(row), told[row.pk]) for row in shown]


def _narrowed(unit_id: int, name: str, cohort_id: int | None, show: Show) -> "QuerySet[Worker]":
    rows = Worker.objects.filter(unit=unit_id, ended_at__isnull=True).select_related("cohort")
    if cohort_id is not None:
        rows = rows.filter(cohort=cohort_id)
    if show is Show.CHECK:
        rows = rows.exclude(link=Link.LINKED)
    for word in folded_name(name[:SEARCH_LETTERS_MAX]).split():
        rows = rows.filter(Q(name_folded__contains=word) | Q(staff_code__iexact=word))
    return rows.order_by("name_folded", "id")


def _in_need(unit: UnitView, rows: list[Worker], now: datetime) -> list[Worker]:
    statuses = statuses_of(unit, rows, now)
    return [
        row for row in rows if statuses[row.pk].standing is not Standing.GREEN or statuses[row.pk].needs_test
    ]


def _from(rows: "QuerySet[Worker]", after: str) -> "QuerySet[Worker]":
    """Continue a list behind a mark; one that cannot be read begins anew."""
    name, _, number = after.rpartition("|")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return rows
    return rows.filter(Q(name_folded__gt=name) | Q(name_folded=name, id__gt=int(number)))
