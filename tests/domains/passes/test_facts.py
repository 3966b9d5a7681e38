"""Which facts follow from what is recorded."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.declarations.values import Declared
from antoan.domains.passes.rules import facts_from
from antoan.domains.passes.values import History
from antoan.domains.records.values import Case, Dose, Isolation, LabTest, RecordState, TestKind, TestOutcome
from antoan.kit.clock import day_start

TODAY = date(2021, 10, 20)
COURSES = {"comirnaty": 2, "astrazeneca": 2, "janssen": 1, "abdala": 3}
BORN = date(1990, 2, 1)


def facts(**recorded):
    return facts_from(History(**recorded), birth_on=BORN, courses=COURSES, today=TODAY)


def dose(given_on=date(2021, 9, 1), product="comirnaty", state="verified", record_id=1):
    return Dose(1, record_id, state, "clinic:1", product, given_on)


def lab_test(sampled_at, outcome="negative", kind="pcr", state="verified", record_id=1):
    return LabTest(1, record_id, state, "clinic:1", kind, outcome, sampled_at)


def case(confirmed_on=date(2021, 8, 1), recovered_on=None, proof="", state="verified", record_id=1):
    return Case(1, record_id, state, "authority:ward", confirmed_on, recovered_on, proof)


def isolation(ends_on, lifted_at=None, state="verified", record_id=1):
    return Isolation(1, record_id, state, "authority:ward", date(2021, 10, 1), ends_on, lifted_at)


def test_somebody_without_records_has_none():
    assert facts().has_records is False
    assert (facts().doses_valid, facts().course_doses, facts().case_active) == (0, None, False)


def test_two_doses_give_first_and_last_day_whatever_their_order():
    known = facts(doses=[dose(date(2021, 9, 29)), dose(date(2021, 9, 1))])
    assert (known.doses_valid, known.course_doses) == (2, 2)
    assert (known.first_dose_on, known.last_dose_on) == (date(2021, 9, 1), date(2021, 9, 29))


@pytest.mark.parametrize("state", [state for state in RecordState if state is not RecordState.VERIFIED])
def test_only_verified_records_count(state):
    known = facts(
        doses=[dose(state=state)],
        tests=[lab_test(day_start(TODAY), state=state)],
        cases=[case(state=state, recovered_on=date(2021, 9, 1), proof="discharge"), case(state=state)],
        isolations=[isolation(TODAY, state=state)],
    )
    assert known == facts()


@pytest.mark.parametrize(("days", "counted"), [(-1, 1), (0, 1), (1, 0)])
def test_a_dose_counts_on_its_own_day_and_not_the_day_before(days, counted):
    assert facts(doses=[dose(TODAY + timedelta(days=days))]).doses_valid == counted


def test_two_records_of_one_day_are_one_dose_of_the_longer_course():
    known = facts(doses=[dose(product="janssen", record_id=1), dose(product="abdala", record_id=2)])
    assert (known.doses_valid, known.course_doses) == (1, 3)


@pytest.mark.parametrize(
    ("products", "course"),
    [
        (["janssen"], 1),
        (["astrazeneca", "comirnaty"], 2),
        (["astrazeneca", "abdala"], 3),
        (["astrazeneca", "astrazeneca", "abdala"], 2),  # complete before the booster
        (["janssen", "comirnaty"], 1),
        (["abdala", "abdala", "comirnaty"], 2),
    ],
)
def test_a_mixed_course_is_that_of_the_last_product_unless_complete_before(products, course):
    doses = [dose(date(2021, 6, 1) + timedelta(days=30 * i), p, record_id=i) for i, p in enumerate(products)]
    assert facts(doses=doses).course_doses == course


def test_a_product_nobody_knows_is_no_dose():
    assert facts(doses=[dose(product="nanocovax")]) == facts()


def test_a_recovery_counts_only_with_its_proof():
    without = facts(cases=[case(recovered_on=date(2021, 8, 20))])
    proven = facts(cases=[case(recovered_on=date(2021, 8, 20), proof="discharge")])
    assert (without.recovered_on, without.case_active) == (None, True)
    assert (proven.recovered_on, proven.case_active) == (date(2021, 8, 20), False)


def test_whoever_falls_ill_again_is_a_case_again():
    known = facts(
        cases=[case(recovered_on=date(2021, 8, 20), proof="discharge"), case(date(2021, 10, 10), record_id=2)]
    )
    assert (known.case_active, known.recovered_on) == (True, date(2021, 8, 20))


def test_the_latest_order_not_lifted_decides():
    lifted = isolation(date(2021, 11, 30), lifted_at=datetime(2021, 10, 5, tzinfo=UTC))
    known = facts(isolations=[isolation(date(2021, 10, 21)), lifted, isolation(date(2021, 10, 25))])
    assert known.isolation_until == date(2021, 10, 25)


def test_of_two_results_of_one_moment_the_graver_counts():
    at = datetime(2021, 10, 19, 3, tzinfo=UTC)
    known = facts(
        tests=[lab_test(at, "negative", record_id=2), lab_test(at, "positive", "rapid", record_id=1)]
    )
    assert (known.last_test_outcome, known.last_test_kind, known.last_negative_at) == (
        "positive",
        "rapid",
        at,
    )


def test_antibodies_and_results_still_to_come_say_nothing_of_today():
    at = datetime(2021, 10, 19, 3, tzinfo=UTC)
    assert facts(tests=[lab_test(at, kind="serology"), lab_test(at, "pending")]) == facts()


@pytest.mark.parametrize(("minutes", "counted"), [(-1, True), (0, False)])
def test_the_day_ends_at_local_midnight(minutes, counted):
    """17:00 UTC is midnight in the city (lesson L17)."""
    midnight = datetime(2021, 10, 20, 17, tzinfo=UTC) + timedelta(minutes=minutes)
    assert (facts(tests=[lab_test(midnight)]).last_test_at is not None) is counted


def declared(at, risky=False, confirmed=True, annulled=False):
    when = datetime(2021, 10, 20, 5, tzinfo=UTC)
    return Declared(1, UUID(int=1), at, risky, when if confirmed else None, when if annulled else None, "web")


def test_the_newest_declaration_that_counts_decides():
    early, late = datetime(2021, 10, 18, tzinfo=UTC), datetime(2021, 10, 19, tzinfo=UTC)
    for ignored in (declared(late, confirmed=False), declared(late, annulled=True)):
        known = facts(declarations=[declared(early, risky=True), ignored])
        assert (known.declared_at, known.declaration_risk) == (early, True)
    assert facts(declarations=[declared(early, risky=True), declared(late)]).declaration_risk is False
    assert facts(declarations=[declared(late, risky=True)]).has_records is False


_days = st.dates(date(2019, 1, 1), date(2023, 1, 1))
_states = st.sampled_from([state.value for state in RecordState])
_doses = st.builds(dose, _days, st.sampled_from([*COURSES, "nanocovax"]), _states, st.integers(1, 9))
_cases = st.builds(case, _days, st.none() | _days, st.sampled_from(["", "discharge"]), _states)
_tests = st.builds(
    lab_test,
    _days.map(day_start),
    st.sampled_from([o.value for o in TestOutcome]),
    st.sampled_from([k.value for k in TestKind]),
    _states,
)


@given(st.lists(_doses), st.lists(_cases), st.lists(_tests), st.randoms())
def test_facts_do_not_depend_on_the_order_of_records_and_bad_ones_change_nothing(doses, cases, tests, random):
    known = facts(doses=doses, cases=cases, tests=tests)
    shuffled = [random.sample(rows, len(rows)) for rows in (doses, cases, tests)]
    again = facts(doses=shuffled[0], cases=shuffled[1], tests=shuffled[2])
    good = facts(
        **{
            name: [row for row in rows if row.state == "verified"]
            for name, rows in (("doses", doses), ("cases", cases), ("tests", tests))
        }
    )
    assert known == good
    assert known == again
    assert known.doses_valid <= len(doses)
    assert known.last_dose_on is None or known.first_dose_on <= known.last_dose_on <= TODAY
