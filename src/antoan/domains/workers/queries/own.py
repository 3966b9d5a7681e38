"""The lists somebody is on, for that person."""

from typing import Final

from antoan.domains.people.queries import answers_for
from antoan.domains.workers.errors import WorkerNotFound
from antoan.domains.workers.models import Worker
from antoan.domains.workers.permissions import OWN
from antoan.domains.workers.values import Ended, OwnJob
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope

JOBS_MAX: Final = 50


def jobs_of(actor: Actor, person_id: int) -> list[OwnJob]:
    """Return the lists somebody is and was on, oneself or whom one answers for, those that go on first. Else Forbidden."""
    require(actor, OWN, Scope(person_id=actor.person_id if answers_for(actor, person_id) else person_id))
    return jobs_on(person_id)


def jobs_on(person_id: int) -> list[OwnJob]:
    """Return the lists a person is and was on. The caller has checked who asks."""
    rows = Worker.objects.filter(person=person_id).select_related("unit", "cohort")
    found = [view_of(row) for row in rows.order_by("-joined_at")[:JOBS_MAX]]
    return sorted(found, key=lambda job: job.ended_at is not None)


def own_job(actor: Actor, worker_id: int) -> OwnJob:
    """Return one list the actor is on; WorkerNotFound."""
    return view_of(own_row(actor, worker_id))


def own_row(actor: Actor, worker_id: int, *, lock: bool = False) -> Worker:
    """Return the row by which the actor is on a list; WorkerNotFound for anybody else's."""
    rows = Worker.objects.select_for_update(of=("self",)) if lock else Worker.objects.all()
    row = rows.select_related("unit", "cohort").filter(pk=worker_id, person__isnull=False).first()
    if row is None or row.person_id is None or not answers_for(actor, row.person_id):
        raise WorkerNotFound
    if actor.person_id is None or not actor.may(OWN, Scope(person_id=actor.person_id)):
        raise WorkerNotFound
    return row


def view_of(row: Worker) -> OwnJob:
    """Return a row as its person sees it."""
    assert row.person_id is not None  # Both doors ask for rows of a person.
    return OwnJob(
        worker_id=row.pk,
        person_id=row.person_id,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        unit_address=row.unit.address,
        job=row.job,
        cohort=row.cohort.name if row.cohort else "",
        joined_at=row.joined_at,
        ended_at=row.ended_at,
        ended_because=Ended(row.ended_because) if row.ended_because else None,
    )
