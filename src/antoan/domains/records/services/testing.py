"""Records test results. A verified positive one makes its person a case in the same transaction.

Where two sources tell differently of the same test, precedence.py says which is believed.
"""

from django.db import transaction

from antoan.domains.records.errors import RecordUnreadable, TestDiffers
from antoan.domains.records.models import Infection, TestResult
from antoan.domains.records.precedence import may_overrule, precedence_on
from antoan.domains.records.queries.bulk import cases_of
from antoan.domains.records.rules import doubts_about_test, opens_case, proves_infection
from antoan.domains.records.services.keeping import keep_again, keep_new, person_to_write
from antoan.domains.records.values import (
    SELF_DECLARED,
    Doubt,
    NewTestResult,
    Origin,
    RecordKind,
    RecordState,
    RecordView,
    TestOutcome,
)
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def record_test_result(*, actor: Actor, person_id: int, result: NewTestResult, origin: Origin) -> RecordView:
    """Record a test; the same kind of test of the same moment is the same test.

    A pending one takes its outcome when that comes. Another outcome takes the place of a known one only as the
    precedence of sources lets it; TestDiffers otherwise.
    """
    person = person_to_write(actor, person_id, origin)
    if result.sampled_at.tzinfo is None or (result.resulted_at and result.resulted_at.tzinfo is None):
        raise RecordUnreadable("Times need an offset, for example 2026-11-22T07:31:05+07:00.")
    doubts = doubts_about_test(result, born_on=person.birth_on, now=clock.now())
    known = (
        TestResult.objects.filter(person=person_id, kind=result.kind, sampled_at=result.sampled_at)
        .exclude(state=RecordState.ANNULLED)
        .first()
    )
    if known is None:
        row = TestResult(person_id=person_id, kind=result.kind, sampled_at=result.sampled_at)
        row.outcome, row.resulted_at = result.outcome, result.resulted_at
        view = keep_new(row, actor=actor, origin=origin, doubts=doubts)
    elif known.outcome == result.outcome:
        row = known
        view = keep_again(row, actor=actor, origin=origin, doubts=doubts)
    elif _may_replace(known, result, origin, doubts):
        row = known
        _note_overruled(actor, row, origin)
        row.outcome, row.resulted_at = result.outcome, result.resulted_at
        view = keep_new(row, actor=actor, origin=origin, doubts=doubts)
    else:
        raise TestDiffers
    open_case_of(row, actor=actor)
    return view


def open_case_of(test: TestResult, *, actor: Actor) -> None:
    """Open the case that a test proves, unless one is open or an ended one covers that day."""
    if not proves_infection(kind=test.kind, outcome=test.outcome, state=test.state):
        return
    sampled_on = clock.local_date(test.sampled_at)
    if not opens_case(sampled_on, cases_of([test.person_id])):
        return
    waiting = Infection.objects.filter(person=test.person_id, confirmed_on=sampled_on).exclude(
        state=RecordState.ANNULLED
    )
    case = waiting.first() or Infection(person_id=test.person_id, confirmed_on=sampled_on)
    keep_new(case, actor=actor, origin=Origin(case_source(test.pk)), doubts=())


def _may_replace(known: TestResult, result: NewTestResult, origin: Origin, doubts: tuple[Doubt, ...]) -> bool:
    """Tell whether a new outcome takes the place of a known one: never one's own word that of a laboratory."""
    is_verified = known.state == RecordState.VERIFIED
    if is_verified and known.outcome == TestOutcome.PENDING:
        return origin.source != SELF_DECLARED
    if is_verified and doubts:
        return False
    return may_overrule(
        precedence_on(clock.today()),
        known=known.source,
        known_outcome=known.outcome,
        is_verified=is_verified,
        source=origin.source,
        outcome=result.outcome,
    )


def _note_overruled(actor: Actor, known: TestResult, origin: Origin) -> None:
    """Keep in the trail what a better source took the place of; the former state stays in the history."""
    if known.state != RecordState.VERIFIED or known.outcome == TestOutcome.PENDING:
        return
    record_decision(
        actor,
        action="records.test.overruled",
        object_kind=RecordKind.TEST_RESULT,
        object_id=known.pk,
        person_id=known.person_id,
        detail={"former": known.source, "source": origin.source},
    )


def case_source(test_id: int) -> str:
    """Return the source of a case that follows from a test."""
    return f"test:{test_id}"
