"""A worker leaves a list, or says it was never right."""

from django.db import transaction

from antoan.domains.workers.models import Worker
from antoan.domains.workers.queries.own import own_row, view_of
from antoan.domains.workers.services.listing import end_work
from antoan.domains.workers.values import Ended, OwnJob
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision


@transaction.atomic
def leave_list(*, actor: Actor, worker_id: int, because: Ended) -> OwnJob:
    """Take oneself off a list at once; nobody has to agree. Twice is once. WorkerNotFound.

    After `Ended.CONTESTED` this unit cannot list the person again by itself: a ward desk looks first.
    """
    return taken_off(actor, own_row(actor, worker_id, lock=True), because)


def taken_off(actor: Actor, row: Worker, because: Ended) -> OwnJob:
    """End a row on the word of its person. The caller has checked who says so."""
    if row.ended_at is not None:
        return view_of(row)
    end_work(row, Ended.CONTESTED if because is Ended.CONTESTED else Ended.LEFT)
    record_decision(
        actor, action=f"workers.{row.ended_because}", object_kind="worker", object_id=row.pk,
        person_id=row.person_id, detail={"unit": row.unit_id},
    )  # fmt: skip
    return view_of(row)
