"""Takes results of tubes, one or a batch, and gives every person in them what it means. Colours follow at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from antoan.domains.laboratory.errors import (
    BarcodeUnreadable,
    ResultDiffers,
    ResultUnreadable,
    TubeEmpty,
    TubeNotFound,
)
from antoan.domains.laboratory.models import Tube, TubeMember
from antoan.domains.laboratory.permissions import RESULT
from antoan.domains.laboratory.queries.tubes import tube_in, view_of
from antoan.domains.laboratory.rules import FINAL, meaning_of, read_barcode
from antoan.domains.laboratory.services.telling import tell, tell_retest
from antoan.domains.laboratory.tables import read_results
from antoan.domains.laboratory.values import Intake, MemberState, TubeResult, TubeState, TubeView
from antoan.domains.records.rules import CLOCK_SKEW_MAX
from antoan.domains.records.services import record_test_result
from antoan.domains.records.values import CLINIC, NewTestResult, Origin, TestKind, TestOutcome
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@transaction.atomic
def answer_tube(*, actor: Actor, result: TubeResult, source: str) -> TubeView:
    """Give a tube its result, once: the same result again changes nothing, another one is ResultDiffers.

    TubeNotFound, TubeEmpty, ResultUnreadable, BarcodeUnreadable.
    """
    tube = _tube(actor, result.barcode)
    if result.outcome not in FINAL:
        raise ResultUnreadable
    if tube.state == TubeState.DONE:
        if tube.outcome != result.outcome:
            raise ResultDiffers
        return view_of(tube)
    now = clock.now()
    resulted_at = result.resulted_at or now
    if not tube.sampled_at <= resulted_at <= now + CLOCK_SKEW_MAX:
        raise ResultUnreadable
    members = list(TubeMember.objects.select_for_update().filter(tube=tube).order_by("person_id"))
    if not members:
        raise TubeEmpty
    tube.state, tube.outcome, tube.resulted_at = TubeState.DONE, result.outcome, resulted_at
    tube.source, tube.resulted_by = source, actor.account_id
    tube.save()
    for member in members:
        _answer(actor, tube, member, people=len(members), at=resulted_at)
    record_decision(
        actor,
        action="laboratory.tube.answer",
        object_kind="tube",
        object_id=tube.pk,
        detail={"source": source, "people": len(members)},
    )
    return view_of(tube, people=len(members))


def take_batch(*, actor: Actor, results: Iterable[TubeResult], source: str) -> Intake:
    """Take many results, each for itself: one that cannot be taken keeps no other out. Sent again, known ones stay."""
    rows = done = known = 0
    faults: list[tuple[int, str, str]] = []
    for place, result in enumerate(results, start=1):
        rows = place
        try:
            with transaction.atomic():
                is_known = _is_known(result)
                answer_tube(actor=actor, result=result, source=source)
        except AntoanError as error:
            faults.append((place, result.barcode[:32], error.code))
            continue
        known, done = known + is_known, done + (not is_known)
    return Intake(rows, done, known, tuple(faults))


def take_table(*, actor: Actor, raw: bytes) -> Intake:
    """Take the results of a spreadsheet or CSV, each for itself; faults name rows as the spreadsheet does. TableUnreadable."""
    read = read_results(raw)
    taken = take_batch(actor=actor, results=(result for _, result in read.results), source="table")
    faults = [(read.results[place - 1][0], barcode, code) for place, barcode, code in taken.faults]
    return Intake(
        taken.rows + len(read.faults), taken.done, taken.known, tuple(sorted([*read.faults, *faults]))
    )


def _tube(actor: Actor, barcode: str) -> Tube:
    code = read_barcode(barcode)
    if code is None:
        raise BarcodeUnreadable
    found = Tube.objects.filter(barcode=code).values_list("pk", flat=True).first()
    if found is None:
        raise TubeNotFound
    tube_in(actor, found, RESULT)
    return Tube.objects.select_for_update().get(pk=found)


def _is_known(result: TubeResult) -> bool:
    code = read_barcode(result.barcode)
    return code is not None and Tube.objects.filter(barcode=code, state=TubeState.DONE).exists()


def _answer(actor: Actor, tube: Tube, member: TubeMember, *, people: int, at: datetime) -> None:
    meaning = meaning_of(TestOutcome(tube.outcome), people=people)
    member.state = meaning.state
    member.save()
    if meaning.state is MemberState.RETEST:
        tell_retest(member.person_id, tube.pk)
        return
    record = record_test_result(
        actor=already_allowed(actor),
        person_id=member.person_id,
        result=NewTestResult(TestKind(tube.kind), meaning.outcome, tube.sampled_at, at),
        origin=Origin(f"{CLINIC}{tube.unit_id}", tube.barcode),
    )
    tell(record)
