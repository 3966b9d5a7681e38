"""Health records of people, recorded by a clinic unless told."""

from datetime import date, datetime

from antoan.domains.records import services
from antoan.domains.records.values import (
    IsolationKind,
    NewDose,
    NewIsolation,
    NewTestResult,
    Origin,
    RecordView,
    TestKind,
    TestOutcome,
)
from antoan.foundation.accounts.actor import SYSTEM

CLINIC = Origin("clinic:1")
SELF = Origin("self")
WARD = Origin("authority:ward", "QD-17")


def a_dose(
    person_id: int, given_on: date, product: str = "comirnaty", dose_number: int = 1, origin: Origin = CLINIC
) -> RecordView:
    """Return a dose."""
    dose = NewDose(product, given_on, dose_number)
    return services.record_vaccination(actor=SYSTEM, person_id=person_id, dose=dose, origin=origin)


def a_test(
    person_id: int,
    sampled_at: datetime,
    outcome: TestOutcome = TestOutcome.NEGATIVE,
    kind: TestKind = TestKind.PCR,
    origin: Origin = CLINIC,
) -> RecordView:
    """Return a test result."""
    result = NewTestResult(kind, outcome, sampled_at)
    return services.record_test_result(actor=SYSTEM, person_id=person_id, result=result, origin=origin)


def a_case(person_id: int, confirmed_on: date) -> RecordView:
    """Return a case that the ward confirmed."""
    return services.report_infection(
        actor=SYSTEM, person_id=person_id, confirmed_on=confirmed_on, origin=WARD
    )


def an_isolation(person_id: int, starts_on: date, ends_on: date) -> RecordView:
    """Return an isolation order for a contact."""
    order = NewIsolation(IsolationKind.CONTACT, starts_on, ends_on)
    return services.order_isolation(actor=SYSTEM, person_id=person_id, order=order, origin=WARD)
