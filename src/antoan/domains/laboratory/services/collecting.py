"""Takes samples: a tube is scanned, then each person's code. Everybody in it sees a pending result at once."""

from typing import Final

from django.db import transaction

from antoan.domains.laboratory.errors import (
    BarcodeUnreadable,
    NobodyPresented,
    PageStale,
    ResultUnreadable,
    TubeDone,
    TubeFull,
    TubeTaken,
)
from antoan.domains.laboratory.models import Tube, TubeMember
from antoan.domains.laboratory.permissions import COLLECT
from antoan.domains.laboratory.queries.tubes import tube_in, view_of
from antoan.domains.laboratory.rules import FINAL, expected_by, read_barcode, rules_of
from antoan.domains.laboratory.services.telling import tell
from antoan.domains.laboratory.values import MemberState, TubeState, TubeView
from antoan.domains.people.queries.bulk import Identity, locked_identities
from antoan.domains.people.queries.presented import person_presented
from antoan.domains.records.queries import result_of_source
from antoan.domains.records.services import annul_record, record_test_result
from antoan.domains.records.values import (
    CLINIC,
    NewTestResult,
    Origin,
    RecordKind,
    RecordView,
    TestKind,
    TestOutcome,
)
from antoan.domains.units.queries import scope_of_unit
from antoan.foundation.accounts.actor import Actor, already_allowed, require
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

_TAKEN_ALONE: Final = "Mẫu gộp không rõ, đã lấy mẫu riêng"


@transaction.atomic
def open_tube(*, actor: Actor, unit_id: int, barcode: str, kind: TestKind, people_max: int) -> TubeView:
    """Open a tube by its barcode; scanned again it is the same tube while it is open. TubeTaken otherwise."""
    require(actor, COLLECT, scope_of_unit(unit_id))
    code = read_barcode(barcode)
    if code is None:
        raise BarcodeUnreadable
    now = clock.now()
    tube, is_new = Tube.objects.get_or_create(
        barcode=code,
        defaults={
            "unit_id": unit_id,
            "kind": kind,
            "people_max": max(1, min(people_max, rules_of(kind).people_max)),
            "sampled_at": now,
            "expected_by": expected_by(kind, now),
            "state": TubeState.OPEN,
            "outcome": TestOutcome.PENDING,
        },
    )
    if (tube.unit_id, tube.kind, tube.state) != (unit_id, kind, TubeState.OPEN):
        raise TubeTaken
    if is_new:
        record_decision(actor, action="laboratory.tube.open", object_kind="tube", object_id=tube.pk)
    return view_of(tube)


@transaction.atomic
def add_person(*, actor: Actor, tube_id: int, code: str) -> TubeView:
    """Add whoever shows a code to a tube; scanned twice is once. TubeFull, TubeDone, NobodyPresented."""
    tube_in(actor, tube_id, COLLECT)
    tube = Tube.objects.select_for_update().get(pk=tube_id)
    person = present(code)
    members = TubeMember.objects.filter(tube=tube)
    if members.filter(person=person.person_id).exists():
        return view_of(tube, people=members.count())
    if tube.state != TubeState.OPEN:
        raise TubeDone
    if members.count() >= tube.people_max:
        raise TubeFull
    record = _pending(actor, tube, person)
    TubeMember.objects.create(
        tube=tube, person_id=person.person_id, record_id=record.id, state=MemberState.WAITING
    )
    if tube.people_max == 1:
        _close_retests(actor, person.person_id, tube.kind)
    return view_of(tube, people=members.count())


@transaction.atomic
def record_at_desk(
    *, actor: Actor, unit_id: int, code: str, outcome: TestOutcome, reference: str
) -> RecordView:
    """Record a rapid test read at the desk. `reference` is made by the page: sent twice is one test."""
    require(actor, COLLECT, scope_of_unit(unit_id))
    if outcome not in FINAL:
        raise ResultUnreadable
    person, now = present(code), clock.now()
    known = result_of_source(f"{CLINIC}{unit_id}", reference)
    if known is not None:
        if known.person_id != person.person_id:
            raise PageStale
        return known
    result = NewTestResult(TestKind.RAPID, outcome, sampled_at=now, resulted_at=now)
    record = record_test_result(
        actor=already_allowed(actor),
        person_id=person.person_id,
        result=result,
        origin=Origin(f"{CLINIC}{unit_id}", reference),
    )
    tell(record)
    return record


def present(code: str) -> Identity:
    """Return who stands here, with the row held; NobodyPresented."""
    person_id = person_presented(code, clock.now())
    people = [] if person_id is None else locked_identities([person_id])
    if not people:
        raise NobodyPresented
    return people[0]


def _close_retests(actor: Actor, person_id: int, kind: str) -> None:
    """End what a pool left open: the shared sample says nothing of this person any more."""
    waiting = TubeMember.objects.filter(person=person_id, state=MemberState.RETEST, tube__kind=kind)
    for member in waiting:
        member.state = MemberState.RETESTED
        member.save()
        annul_record(
            actor=already_allowed(actor),
            kind=RecordKind.TEST_RESULT,
            record_id=member.record_id,
            because=_TAKEN_ALONE,
        )


def _pending(actor: Actor, tube: Tube, person: Identity) -> RecordView:
    result = NewTestResult(TestKind(tube.kind), TestOutcome.PENDING, sampled_at=tube.sampled_at)
    return record_test_result(
        actor=already_allowed(actor),
        person_id=person.person_id,
        result=result,
        origin=Origin(f"{CLINIC}{tube.unit_id}", tube.barcode),
    )
