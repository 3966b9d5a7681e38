"""Staff take a person off a list, together with that person."""

from django.db import transaction

from antoan.domains.people.assistance import Assistance
from antoan.domains.people.services.assisting import note_done_together, require_assistance
from antoan.domains.workers.errors import WorkerNotFound
from antoan.domains.workers.models import Worker
from antoan.domains.workers.services.leaving import taken_off
from antoan.domains.workers.values import Ended, OwnJob
from antoan.foundation.accounts.actor import Actor


@transaction.atomic
def leave_list_with_person(
    *, actor: Actor, person_id: int, worker_id: int, because: Ended, assistance: Assistance
) -> OwnJob:
    """Take a person off a list, as `leave_list` does for oneself. Twice is once. PersonNotFound, WorkerNotFound."""
    require_assistance(actor, assistance, person_id)
    rows = Worker.objects.select_for_update(of=("self",)).select_related("unit", "cohort")
    row = rows.filter(pk=worker_id, person=person_id).first()
    if row is None:
        raise WorkerNotFound
    if row.ended_at is None:
        note_done_together(
            actor, assistance, person_id, action="workers.left_together", object_kind="worker", object_id=row.pk
        )  # fmt: skip
    return taken_off(actor, row, because)
