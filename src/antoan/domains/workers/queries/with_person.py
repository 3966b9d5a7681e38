"""The lists somebody is on, read by staff together with that person."""

from antoan.domains.people.assistance import Assistance
from antoan.domains.people.services.assisting import note_read_together, require_assistance
from antoan.domains.workers.errors import WorkerNotFound
from antoan.domains.workers.queries.own import jobs_on
from antoan.domains.workers.values import OwnJob
from antoan.foundation.accounts.actor import Actor


def jobs_with_person(actor: Actor, person_id: int, *, assistance: Assistance) -> list[OwnJob]:
    """Return the lists a person is and was on; the reading is in the trail. PersonNotFound."""
    require_assistance(actor, assistance, person_id)
    note_read_together(actor, assistance, person_id, action="workers.own.read")
    return jobs_on(person_id)


def job_with_person(actor: Actor, person_id: int, worker_id: int, *, assistance: Assistance) -> OwnJob:
    """Return one of them; WorkerNotFound for anybody else's."""
    found = jobs_with_person(actor, person_id, assistance=assistance)
    for job in found:
        if job.worker_id == worker_id:
            return job
    raise WorkerNotFound
