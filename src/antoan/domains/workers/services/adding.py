"""Puts people on a unit's list, and joins them to persons: one, or a batch of an import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from antoan.domains.people.matching import Description
from antoan.domains.people.queries.linking import Linked, link_many
from antoan.domains.people.queries.persons import paper_index
from antoan.domains.people.rules import folded_name
from antoan.domains.units.values import UnitView
from antoan.domains.workers.models import Cohort, Worker
from antoan.domains.workers.rules.linking import link_of
from antoan.domains.workers.services.alerts import watch_rows
from antoan.domains.workers.services.groups import cohorts_named
from antoan.domains.workers.telling import tell_listed
from antoan.domains.workers.values import Ended, ImportedFrom, Link, NewWorker


@dataclass(frozen=True, slots=True)
class Listing:
    """Somebody to put on a list, and the row of an import it comes from."""

    worker: NewWorker
    source: ImportedFrom | None = None


def put_on_list(unit: UnitView, listings: Sequence[Listing], *, now: datetime) -> list[bool]:
    """Put people on a unit's list, in the caller's transaction; tell of each whether they were not there before."""
    indexes = [paper_index(listing.worker.paper) for listing in listings]
    known = _known(unit.id, indexes)
    fresh = [index not in known for index in indexes]
    new = [listing for listing, is_fresh in zip(listings, fresh, strict=True) if is_fresh]
    if not new:
        return fresh
    cohorts = cohorts_named(unit.id, (listing.worker.cohort for listing in new))
    links = links_of(unit.id, [listing.worker for listing in new])
    rows = [_row(unit, listing, link, cohorts, now) for listing, link in zip(new, links, strict=True)]
    Worker.objects.bulk_create(rows)
    tell_listed(unit, [row.person_id for row in rows if row.person_id is not None], now=now)
    watch_rows(unit.id, rows, now=now)
    return fresh


def links_of(unit_id: int, workers: Sequence[NewWorker]) -> list[tuple[Link, int | None]]:
    """Return how each is joined, and to whom; a person is on one row of a list only."""
    found = link_many([description_of(worker) for worker in workers])
    people = {one.person_id for one in found if one.person_id is not None}
    contested = _contested(unit_id, people)
    taken = _on_list(unit_id, people)
    links = []
    for one in found:
        link = link_of(one.confidence, was_contested=one.person_id in contested)
        if link is Link.LINKED and one.person_id in taken:
            link = Link.CHECK  # Listed already with another paper.
        if link is Link.LINKED:
            taken.add(_id(one))
        links.append((link, one.person_id if link is Link.LINKED else None))
    return links


def description_of(worker: NewWorker) -> Description:
    """Return a worker as people are matched."""
    return Description(worker.full_name, worker.birth, worker.gender, (worker.paper,))


def _known(unit_id: int, indexes: Iterable[bytes]) -> set[bytes]:
    on_list = Worker.objects.filter(unit=unit_id, document_index__in=list(indexes), ended_at__isnull=True)
    return {bytes(index) for index in on_list.values_list("document_index", flat=True)}


def _contested(unit_id: int, person_ids: Iterable[int]) -> set[int]:
    rows = Worker.objects.filter(unit=unit_id, person__in=person_ids, ended_because=Ended.CONTESTED)
    return {person_id for person_id in rows.values_list("person_id", flat=True) if person_id is not None}


def _on_list(unit_id: int, person_ids: Iterable[int]) -> set[int]:
    rows = Worker.objects.filter(unit=unit_id, person__in=person_ids, ended_at__isnull=True)
    return {person_id for person_id in rows.values_list("person_id", flat=True) if person_id is not None}


def _id(one: Linked) -> int:
    assert one.person_id is not None
    return one.person_id


def _row(
    unit: UnitView,
    listing: Listing,
    link: tuple[Link, int | None],
    cohorts: Mapping[str, Cohort],
    now: datetime,
) -> Worker:
    worker, source = listing.worker, listing.source
    row = Worker(unit_id=unit.id, joined_at=now, link=link[0], person_id=link[1])
    write_identity(row, worker, unit_ward_id=unit.ward_id)
    row.staff_code, row.job = worker.staff_code, worker.job
    row.cohort = cohorts.get(folded_name(worker.cohort)) if worker.cohort else None
    if source is not None:
        row.import_run_id, row.import_row = source.run_id, source.number
    return row


def write_identity(row: Worker, worker: NewWorker, *, unit_ward_id: int | None) -> None:
    """Write who a worker is into a row."""
    row.full_name, row.name_folded = worker.full_name, folded_name(worker.full_name)
    row.birth_on, row.birth_day_known = worker.birth.on, worker.birth.is_day_known
    row.gender = worker.gender
    row.document_kind, row.document_number = worker.paper.kind, worker.paper.number
    row.document_index = paper_index(worker.paper)
    row.phone = worker.phone
    row.desk_ward_id = worker.ward_id or unit_ward_id
