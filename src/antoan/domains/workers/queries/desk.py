"""What a ward desk sees of rows that wait: who the unit wrote, and who is alike within the desk's reach."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from antoan.domains.areas.queries import areas_within
from antoan.domains.people.queries import Found, find_people
from antoan.domains.workers.errors import WorkerNotFound
from antoan.domains.workers.models import Worker
from antoan.domains.workers.permissions import CHECK
from antoan.domains.workers.queries.access import scope_of_area
from antoan.domains.workers.queries.rows import written_of
from antoan.domains.workers.values import Link, NewWorker
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_read

PAGE_ROWS_MAX: Final = 50
AWAITING: Final = (Link.CHECK, Link.PENDING)


@dataclass(frozen=True, slots=True)
class AwaitingRow:
    """A row that waits for a desk."""

    id: int
    unit_name: str
    link: Link
    joined_at: datetime
    worker: NewWorker


@dataclass(frozen=True, slots=True)
class AwaitingPage:
    """A page of rows; `next_after` is the id to continue with, 0 at the end. `total` counts all."""

    rows: tuple[AwaitingRow, ...]
    next_after: int
    total: int


def awaiting_page(actor: Actor, *, link: Link | None = None, after: int = 0) -> AwaitingPage:
    """Return rows in the actor's wards that wait: first those that look like somebody known, the oldest first."""
    rows = Worker.objects.filter(_reach(actor), ended_at__isnull=True)
    rows = rows.filter(link=link) if link in AWAITING else rows.filter(link__in=AWAITING)
    found = list(
        rows.filter(pk__gt=after).select_related("unit", "cohort").order_by("pk")[: PAGE_ROWS_MAX + 1]
    )
    page = found[:PAGE_ROWS_MAX]
    record_read(
        actor, action="workers.awaiting.list", object_kind="desk", object_id="workers", person_id=None,
        purpose="workers", detail={"rows": len(page)},
    )  # fmt: skip
    has_more = len(found) > PAGE_ROWS_MAX
    return AwaitingPage(tuple(_view(row) for row in page), page[-1].pk if has_more else 0, rows.count())


def awaiting_worker(actor: Actor, worker_id: int) -> AwaitingRow:
    """Return one row that waits in the actor's wards; WorkerNotFound."""
    row = awaiting_row(actor, worker_id)
    record_read(
        actor, action="workers.awaiting.read", object_kind="worker", object_id=worker_id, person_id=None,
        purpose="workers",
    )  # fmt: skip
    return _view(row)


def alike(actor: Actor, worker_id: int) -> list[Found]:
    """Return people within the actor's reach who may be the one on a row; the search is in the trail."""
    worker = written_of(awaiting_row(actor, worker_id))
    reason = f"Đối chiếu danh sách người lao động, dòng {worker_id}"
    found = {
        one.person_id: one
        for paper in (worker.paper, None)
        for one in find_people(
            actor, reason=reason, name=worker.full_name, birth=worker.birth, gender=worker.gender, paper=paper
        )
    }
    return sorted(found.values(), key=lambda one: (-one.match.score, one.person_id))


def awaiting_row(actor: Actor, worker_id: int, *, lock: bool = False) -> Worker:
    """Return a row that waits in the actor's wards; WorkerNotFound."""
    rows = Worker.objects.select_for_update(of=("self",)) if lock else Worker.objects.all()
    row = rows.select_related("unit", "cohort").filter(pk=worker_id).first()
    is_awaiting = row is not None and row.ended_at is None and row.link in AWAITING
    if row is None or not is_awaiting or not actor.may(CHECK, scope_of_area(row.desk_ward_id)):
        raise WorkerNotFound
    return row


def _view(row: Worker) -> AwaitingRow:
    return AwaitingRow(row.pk, row.unit.name, Link(row.link), row.joined_at, written_of(row))


def _reach(actor: Actor) -> Q:
    if actor.is_system:
        return Q()
    reach = Q(pk__in=[])
    for grant in actor.grants_of(CHECK):
        if grant.scope_kind is ScopeKind.CITY:
            return Q()
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reach |= Q(desk_ward__in=areas_within(grant.scope_id))
    return reach
