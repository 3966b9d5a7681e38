"""What granting a ticket would change, and what would then be recorded of the person. Pure.

The same change is shown before deciding and applied when decided, so that the preview cannot promise anything else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeVar
from uuid import UUID

from antoan.domains.corrections.claims import (
    Claim,
    DoseClaim,
    IdentityClaim,
    IsolationClaim,
    RecoveryClaim,
    TestClaim,
)
from antoan.domains.corrections.values import RECORDS_OF, Fault, Subject
from antoan.domains.passes.values import History
from antoan.domains.people.rules import read_birth
from antoan.domains.people.values import Gender, PersonChange
from antoan.domains.records.rules import opens_case, proves_infection
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import (
    Case,
    Dose,
    Isolation,
    LabTest,
    NewDose,
    NewIsolation,
    NewTestResult,
    RecordKind,
    RecordState,
    TestOutcome,
)
from antoan.kit.clock import local_date, parse_moment

SOURCE: Final = "correction"
_VERIFIED: Final = RecordState.VERIFIED.value
_ANNULLED: Final = RecordState.ANNULLED.value
_NEW: Final = -1  # The number of a record that does not exist yet.
Row = TypeVar("Row", Dose, LabTest, Isolation)


@dataclass(frozen=True, slots=True)
class RecordRef:
    """One health record."""

    kind: RecordKind
    id: int


@dataclass(frozen=True, slots=True)
class Change:
    """All that granting does. `recovers` names the open case that the recovery ends; without it a case is reported."""

    annuls: tuple[RecordRef, ...] = ()
    dose: NewDose | None = None
    test: NewTestResult | None = None
    recovery: RecoveryClaim | None = None
    recovers: int | None = None
    isolation: NewIsolation | None = None
    person: PersonChange | None = None
    declaration_id: UUID | None = None
    visit_at: datetime | None = None  # The entry of a visit that never was.


def change_of(
    subject: Subject, fault: Fault, record_id: str, claim: Claim | None, cases: Iterable[Case] = ()
) -> Change:
    """Return what granting changes. `cases` are the person's: a wrong case falls with the test behind it."""
    if subject is Subject.DECLARATION:
        return Change(declaration_id=UUID(record_id))
    if subject is Subject.VISIT:
        return Change(visit_at=parse_moment(record_id))
    ref = RecordRef(RECORDS_OF[subject], int(record_id)) if record_id and subject in RECORDS_OF else None
    if subject is Subject.RECOVERY and fault is Fault.MISSING and ref is not None:
        return Change(recovery=_as(RecoveryClaim, claim), recovers=ref.id)
    annuls = () if ref is None or fault is Fault.MISSING else (ref, *_test_behind(ref, subject, cases))
    return replace(_added(claim), annuls=annuls)


def history_after(history: History, change: Change) -> History:
    """Return what would be recorded of the person once the change is made."""
    annuls = set(change.annuls)
    tests = [
        _without(test, RecordRef(RecordKind.TEST_RESULT, test.record_id), annuls) for test in history.tests
    ]
    cases = [_case_after(case, annuls) for case in history.cases]
    doses = [
        _without(dose, RecordRef(RecordKind.VACCINATION, dose.record_id), annuls) for dose in history.doses
    ]
    isolations = [
        _without(order, RecordRef(RecordKind.ISOLATION_ORDER, order.record_id), annuls)
        for order in history.isolations
    ]
    declarations = [said for said in history.declarations if said.declaration_id != change.declaration_id]
    if change.dose is not None:
        doses.append(_dose(change.dose))
    if change.test is not None:
        new = _test(change.test)
        tests.append(new)
        cases += _case_opened_by(new, cases)
    if change.recovery is not None:
        cases = _recovered(cases, change.recovery, change.recovers)
    if change.isolation is not None:
        isolations.append(_isolation(change.isolation))
    return History(doses, tests, cases, isolations, declarations)


def birth_after(birth_on: date, change: Change) -> date:
    """Return the birth date once the change is made."""
    return birth_on if change.person is None or change.person.birth is None else change.person.birth.on


def ends_case(change: Change, cases: Sequence[Case]) -> bool:
    """Tell whether somebody would no longer be an F0, without a recovery."""
    if change.recovery is not None:
        return False
    annuls = set(change.annuls)
    return any(case.state == _VERIFIED and _case_after(case, annuls).state == _ANNULLED for case in cases)


def is_grave(change: Change) -> bool:
    """Tell whether it could make somebody red: a positive test or an isolation."""
    is_positive = change.test is not None and change.test.outcome is TestOutcome.POSITIVE
    return is_positive or change.isolation is not None


def _added(claim: Claim | None) -> Change:
    match claim:
        case DoseClaim():
            dose = NewDose(claim.product, claim.given_on, claim.dose_number, claim.lot, claim.given_at)
            return Change(dose=dose)
        case TestClaim():
            return Change(test=NewTestResult(claim.kind, claim.outcome, claim.sampled_at))
        case RecoveryClaim():
            return Change(recovery=claim)
        case IsolationClaim():
            return Change(isolation=NewIsolation(claim.kind, claim.starts_on, claim.ends_on))
        case IdentityClaim():
            return Change(person=_person(claim))
    return Change()


def _person(claim: IdentityClaim) -> PersonChange:
    return PersonChange(
        full_name=claim.full_name or None,
        birth=read_birth(claim.birth) if claim.birth else None,
        gender=Gender(claim.gender) if claim.gender else None,
        address=claim.address or None,
    )


def _test_behind(ref: RecordRef, subject: Subject, cases: Iterable[Case]) -> tuple[RecordRef, ...]:
    """Return the test that made a case, when the case itself is contested."""
    if subject is not Subject.INFECTION:
        return ()
    sources = [case.source for case in cases if case.record_id == ref.id]
    return tuple(
        RecordRef(RecordKind.TEST_RESULT, int(number))
        for kind, _, number in (source.partition(":") for source in sources)
        if kind == "test" and number.isdecimal()
    )


def _without(row: Row, ref: RecordRef, annuls: set[RecordRef]) -> Row:
    return row._replace(state=_ANNULLED) if ref in annuls else row


def _case_after(case: Case, annuls: set[RecordRef]) -> Case:
    """A case falls itself, or with the test behind it."""
    kind, _, number = case.source.partition(":")
    behind = RecordRef(RecordKind.TEST_RESULT, int(number)) if kind == "test" and number.isdecimal() else None
    falls = RecordRef(RecordKind.INFECTION, case.record_id) in annuls or behind in annuls
    return case._replace(state=_ANNULLED) if falls else case


def _recovered(cases: list[Case], recovery: RecoveryClaim, infection_id: int | None) -> list[Case]:
    """End the named case, else the open one, else report one that has ended."""
    for place, case in enumerate(cases):
        is_open = case.state == _VERIFIED and case.recovered_on is None
        if case.record_id == infection_id or (infection_id is None and is_open):
            return [*cases[:place], _ended(case, recovery), *cases[place + 1 :]]
    new = Case(_NEW, _NEW, _VERIFIED, SOURCE, recovery.confirmed_on, None, "")
    return [*cases, _ended(new, recovery)]


def _ended(case: Case, recovery: RecoveryClaim) -> Case:
    return case._replace(recovered_on=recovery.recovered_on, recovery_proof=recovery.proof.value)


def _dose(dose: NewDose) -> Dose:
    vaccine = find_vaccine(dose.product)
    return Dose(_NEW, _NEW, _VERIFIED, SOURCE, vaccine.key if vaccine else dose.product, dose.given_on)


def _test(test: NewTestResult) -> LabTest:
    return LabTest(_NEW, _NEW, _VERIFIED, SOURCE, test.kind.value, test.outcome.value, test.sampled_at)


def _case_opened_by(test: LabTest, cases: Sequence[Case]) -> list[Case]:
    """Return the case that a positive test opens, as records do when it is recorded."""
    sampled_on = local_date(test.sampled_at)
    if not proves_infection(kind=test.kind, outcome=test.outcome, state=test.state):
        return []
    return (
        [Case(_NEW, _NEW, _VERIFIED, SOURCE, sampled_on, None, "")] if opens_case(sampled_on, cases) else []
    )


def _isolation(order: NewIsolation) -> Isolation:
    return Isolation(_NEW, _NEW, _VERIFIED, SOURCE, order.starts_on, order.ends_on, None)


def _as(kind: type[RecoveryClaim], claim: Claim | None) -> RecoveryClaim:
    assert isinstance(claim, kind)
    return claim
