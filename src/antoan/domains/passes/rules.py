"""Weighs what is recorded of a person and says which facts follow. Pure; the only place that does."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from antoan.domains.passes.values import Evidence, Facts, History
from antoan.domains.records.precedence import GRAVITY, Precedence, precedence_on, without_overruled
from antoan.domains.records.values import (
    Case,
    Dose,
    Isolation,
    LabTest,
    RecordKind,
    RecordState,
    TestKind,
    TestOutcome,
)
from antoan.kit.clock import local_date

# Antibodies say nothing of whether somebody can infect others today.
_DIAGNOSTIC: Final = (TestKind.PCR.value, TestKind.RAPID.value)
_VERIFIED: Final = RecordState.VERIFIED.value


def facts_from(history: History, *, birth_on: date, courses: Mapping[str, int], today: date) -> Facts:
    """Return the facts of one person. `courses` tells by product how many doses its course has.

    Only verified records count, and none that lies after today: a wrong record never turns anybody green.
    """
    return facts_of(evidence_from(history, courses=courses, today=today), birth_on=birth_on, courses=courses)


def evidence_from(history: History, *, courses: Mapping[str, int], today: date) -> Evidence:
    """Pick the records that count; between sources that differ, as the precedence of that day says."""
    rule = precedence_on(today)
    tests = without_overruled(_countable_tests(history.tests, today), rule) if history.tests else []
    negatives = [test for test in tests if test.outcome == TestOutcome.NEGATIVE.value]
    cases = [case for case in history.cases if case.state == _VERIFIED and case.confirmed_on <= today]
    return Evidence(
        doses=_countable_doses(history.doses, courses, today, rule) if history.doses else (),
        last_test=max(tests, key=_test_order, default=None),
        last_negative=max(negatives, key=_test_order, default=None),
        open_case=max((c for c in cases if not _has_recovered(c, today)), key=_case_order, default=None),
        recovery=max((c for c in cases if _has_recovered(c, today)), key=_recovery_order, default=None),
        isolation=max(filter(_is_in_force, history.isolations), key=_isolation_order, default=None),
        declaration=max(
            (
                declared
                for declared in history.declarations
                if declared.confirmed_at is not None
                and declared.annulled_at is None
                and local_date(declared.declared_at) <= today
            ),
            key=lambda declared: (declared.declared_at, declared.is_risky),
            default=None,
        ),
    )


def facts_of(evidence: Evidence, *, birth_on: date, courses: Mapping[str, int]) -> Facts:
    """Return the facts that follow from records that count."""
    doses, last, negative = evidence.doses, evidence.last_test, evidence.last_negative
    recovery, declaration, isolation = evidence.recovery, evidence.declaration, evidence.isolation
    return Facts(
        birth_on=birth_on,
        doses_valid=len(doses),
        course_doses=course_doses(doses, courses),
        first_dose_on=doses[0].given_on if doses else None,
        last_dose_on=doses[-1].given_on if doses else None,
        recovered_on=recovery.recovered_on if recovery else None,
        case_active=evidence.open_case is not None,
        isolation_until=isolation.ends_on if isolation else None,
        last_test_kind=last.kind if last else None,
        last_test_outcome=last.outcome if last else None,
        last_test_at=last.sampled_at if last else None,
        last_negative_at=negative.sampled_at if negative else None,
        last_negative_kind=negative.kind if negative else None,
        declared_at=declaration.declared_at if declaration else None,
        declaration_risk=declaration.is_risky if declaration else None,
        has_records=bool(doses or last or recovery or evidence.open_case or isolation),
    )


def course_doses(doses: Sequence[Dose], courses: Mapping[str, int]) -> int | None:
    """Return how many doses the course of the last product has; None without a dose.

    Doses of different products make one course (domain.md §4.2). Whoever has completed a course stays
    complete: a booster of a product with a longer course does not begin a new one.
    """
    wanted = None
    for count, dose in enumerate(doses, start=1):
        wanted = courses[dose.product]
        if count >= wanted:
            return wanted
    return wanted


def _countable_doses(
    doses: Sequence[Dose], courses: Mapping[str, int], today: date, rule: Precedence
) -> list[Dose]:
    """Return verified doses of known products by day; two on one day count once, that of the better source."""
    by_day: dict[date, Dose] = {}
    for dose in doses:
        if dose.state == _VERIFIED and dose.given_on <= today and dose.product in courses:
            kept = by_day.get(dose.given_on)
            if kept is None or _dose_order(dose, courses, rule) < _dose_order(kept, courses, rule):
                by_day[dose.given_on] = dose
    return [by_day[day] for day in sorted(by_day)]


def _dose_order(dose: Dose, courses: Mapping[str, int], rule: Precedence) -> tuple[int, int, int]:
    """Order two doses of one day: the better source, then the longer course (a doubt never counts in favour of green)."""
    return rule.rank(RecordKind.VACCINATION, dose.source), -courses[dose.product], dose.record_id


def _countable_tests(tests: Sequence[LabTest], today: date) -> list[LabTest]:
    return [
        test
        for test in tests
        if test.state == _VERIFIED
        and test.kind in _DIAGNOSTIC
        and test.outcome in GRAVITY
        and local_date(test.sampled_at) <= today
    ]


def _has_recovered(case: Case, today: date) -> bool:
    """Tell whether a case has ended: a recovery counts with its proof only."""
    return case.recovered_on is not None and bool(case.recovery_proof) and case.recovered_on <= today


def _is_in_force(order: Isolation) -> bool:
    """Tell whether an order binds. It does from the moment it is given: whoever must stay apart does not go out before."""
    return order.state == _VERIFIED and order.lifted_at is None


def _test_order(test: LabTest) -> tuple[object, int, int]:
    return test.sampled_at, GRAVITY[test.outcome], test.record_id


def _case_order(case: Case) -> tuple[date, int]:
    return case.confirmed_on, case.record_id


def _recovery_order(case: Case) -> tuple[date, int]:
    assert case.recovered_on is not None
    return case.recovered_on, case.record_id


def _isolation_order(order: Isolation) -> tuple[date, int]:
    return order.ends_on, order.record_id
