"""Forgets who somebody was, in the transaction of an erasure, and old cases for the job of retention."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.tracing.models import (
    FollowUp,
    ForgottenNumber,
    LateChange,
    PersonNumber,
    TracedContact,
    TracingCase,
    Unmasking,
)
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.history import history
from antoan.kit import clock

NOBODY = 0  # Through whom a contact was exposed, once that person is erased.
CASES_AT_ONCE = 100


@transaction.atomic
def forget_person(person_id: int) -> None:
    """Forget who a number was, and all cases and contacts of a person, in the transaction of an erasure.

    At night the number leaves the files too. Until then no engine shows it: nobody can tell any more whose it was.
    """
    for known in PersonNumber.objects.filter(person_id=person_id):
        ForgottenNumber.objects.get_or_create(number=known.pk, defaults={"forgotten_at": clock.now()})
        known.delete()
    LateChange.objects.filter(person_id=person_id).delete()
    TracedContact.objects.filter(via=person_id).update(via=NOBODY)
    _delete_cases(list(TracingCase.objects.filter(person=person_id).values_list("pk", flat=True)))
    history(FollowUp).filter(person=person_id).delete()
    for model in (Unmasking, FollowUp, TracedContact):
        model._default_manager.filter(person=person_id).delete()


def hand_over_links(*, from_person_id: int, to_person_id: int) -> None:
    """Have contacts who were exposed through one entry of a person be exposed through the other; for a merge."""
    TracedContact.objects.filter(via=from_person_id).update(via=to_person_id)


@transaction.atomic
def forget_old_cases(closed_before: datetime) -> dict[str, int]:
    """Delete cases closed before a moment with all that hangs on them, CASES_AT_ONCE at most; return rows by table."""
    old = TracingCase.objects.filter(closed_at__lt=closed_before).order_by("closed_at")
    return _delete_cases(list(old.values_list("pk", flat=True)[:CASES_AT_ONCE]))


def _delete_cases(ids: list[UUID]) -> dict[str, int]:
    questions = history(FollowUp).filter(case__in=ids)
    deleted = {questions.model._meta.db_table: questions.delete()[0]}
    for table, count in delete_batch(TracingCase.objects.filter(pk__in=ids)).items():
        deleted[table] = deleted.get(table, 0) + count
    return {table: count for table, count in deleted.items() if count}
