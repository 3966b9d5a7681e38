"""A positive test that somebody took oneself opens a task: it makes nobody a case (lesson L16)."""

from typing import Final

from django.db import transaction

from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.services.opening import Reason, goes_on, opened
from antoan.domains.monitoring.values import TaskKind
from antoan.domains.people.queries.bulk import wards_of
from antoan.domains.records.queries.bulk import tests_of
from antoan.domains.records.services import annul_record
from antoan.domains.records.values import LabTest, RecordKind, RecordState, TestOutcome
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.kit import clock

SELF_TEST: Final = "test:"  # Begins what a task of this kind is about.
NOT_RIGHT: Final = "Người này nói kết quả tự khai không đúng"  # Why such a result was struck out.


@transaction.atomic
def open_tasks_for_self_tests(person_id: int) -> None:
    """Open a task for each positive result that waits for its authority; the same result again changes nothing."""
    waiting = [test for test in tests_of([person_id]) if is_positive_and_unverified(test)]
    for test in waiting:
        about = f"{SELF_TEST}{test.record_id}"
        if Task.objects.filter(kind=TaskKind.POSITIVE_SELF_TEST, about=about).exists():
            continue
        reason = Reason(TaskKind.POSITIVE_SELF_TEST, person_id, wards_of([person_id]).get(person_id), about)
        now = clock.now()
        if goes_on(reason, now) is None:
            opened(reason, now)


def annul_self_test(*, actor: Actor, person_id: int, about: str) -> None:
    """Strike out a result that the person, called by the ward, says is not right; what was verified meanwhile stands."""
    record_id = int(about.removeprefix(SELF_TEST))
    if any(
        test.record_id == record_id and is_positive_and_unverified(test) for test in tests_of([person_id])
    ):
        annul_record(
            actor=already_allowed(actor), kind=RecordKind.TEST_RESULT, record_id=record_id, because=NOT_RIGHT
        )


def is_positive_and_unverified(test: LabTest) -> bool:
    """Tell whether a result is one's own word of being infected."""
    return test.state == RecordState.UNVERIFIED and test.outcome == TestOutcome.POSITIVE
