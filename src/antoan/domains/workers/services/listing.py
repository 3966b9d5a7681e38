"""A unit adds, mends, moves and removes single workers."""

from django.db import IntegrityError, transaction

from antoan.domains.people.rules import checked_person
from antoan.domains.people.values import NewPerson
from antoan.domains.units.queries import unit_for
from antoan.domains.workers.errors import CohortNotFound, ListFull, WorkerListed
from antoan.domains.workers.models import Cohort, Worker
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list, worker_of_unit
from antoan.domains.workers.queries.rows import view_of
from antoan.domains.workers.services.adding import Listing, links_of, put_on_list, write_identity
from antoan.domains.workers.services.alerts import end_alerts
from antoan.domains.workers.telling import tell_listed
from antoan.domains.workers.values import Ended, NewWorker, WorkerView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock

WORKERS_PER_UNIT_MAX = 100_000


@transaction.atomic
def add_worker(*, actor: Actor, unit_id: int, worker: NewWorker) -> WorkerView:
    """Put one person on the list. PersonUnreadable, DocumentUnreadable, PhoneUnreadable; WorkerListed; ListFull."""
    unit = unit_with_list(actor, unit_id, MANAGE)
    checked = checked_worker(worker)
    if Worker.objects.filter(unit=unit_id, ended_at__isnull=True).count() >= WORKERS_PER_UNIT_MAX:
        raise ListFull
    try:
        with transaction.atomic():
            (is_fresh,) = put_on_list(unit, [Listing(checked)], now=clock.now())
    except IntegrityError:
        raise WorkerListed from None
    if not is_fresh:
        raise WorkerListed
    row = Worker.objects.filter(unit=unit_id, ended_at__isnull=True).order_by("-pk").first()
    assert row is not None
    return view_of(row)


@transaction.atomic
def mend_worker(*, actor: Actor, unit_id: int, worker_id: int, worker: NewWorker) -> WorkerView:
    """Write anew who a worker is, and look anew whom that joins: the desk may have sent the row back.

    Whoever is joined already stays joined only while paper, name and birth still agree.
    """
    row = worker_of_unit(actor, unit_id, worker_id, MANAGE, lock=True)
    checked = checked_worker(worker)
    former, row.person_id = row.person_id, None
    write_identity(row, checked, unit_ward_id=unit_for(SYSTEM, unit_id).ward_id)
    row.staff_code, row.job = checked.staff_code, checked.job
    Worker.objects.filter(pk=row.pk).update(
        person=None, link="pending"
    )  # So that the row does not stand in its own way.
    ((row.link, row.person_id),) = links_of(unit_id, [checked])
    row.because = ""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise WorkerListed from None
    if row.person_id != former:
        end_alerts([row.pk], at=clock.now())
        if row.person_id is not None:
            tell_listed(unit_for(SYSTEM, unit_id), [row.person_id], now=clock.now())
    return view_of(row)


@transaction.atomic
def move_worker(*, actor: Actor, unit_id: int, worker_id: int, cohort_id: int | None) -> WorkerView:
    """Put a worker into another group of the unit, or into none. CohortNotFound."""
    row = worker_of_unit(actor, unit_id, worker_id, MANAGE, lock=True)
    if cohort_id is not None and not Cohort.objects.filter(pk=cohort_id, unit=unit_id).exists():
        raise CohortNotFound
    row.cohort_id = cohort_id
    row.save(update_fields=["cohort", "updated_at"])
    return view_of(row)


@transaction.atomic
def remove_worker(*, actor: Actor, unit_id: int, worker_id: int) -> None:
    """Take somebody off the list. WorkerNotFound, also when it was done already."""
    row = worker_of_unit(actor, unit_id, worker_id, MANAGE, lock=True)
    end_work(row, Ended.BY_UNIT)


def end_work(row: Worker, because: Ended) -> None:
    """Take a row off its list; from now on the unit is told nothing of this person."""
    row.ended_at, row.ended_because = clock.now(), because
    row.save(update_fields=["ended_at", "ended_because", "updated_at"])
    end_alerts([row.pk], at=row.ended_at)


def checked_worker(worker: NewWorker) -> NewWorker:
    """Return a worker with every part in stored form; the first fault raises."""
    known = NewPerson(
        full_name=worker.full_name,
        birth=worker.birth,
        gender=worker.gender,
        documents=(worker.paper,),
        phones=(worker.phone,) if worker.phone else (),
    )
    person = checked_person(known, clock.today())
    return NewWorker(
        full_name=person.full_name,
        birth=person.birth,
        gender=person.gender,
        paper=person.documents[0],
        phone=person.phones[0] if person.phones else "",
        staff_code=worker.staff_code[:30],
        job=worker.job[:100],
        cohort=worker.cohort[:80],
        ward_id=worker.ward_id,
    )
