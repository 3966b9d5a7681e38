"""Records come once, from whoever may make them, and wait where they must."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.records import services
from antoan.domains.records.errors import (
    InfectionUnproven,
    IsolationDiffers,
    ReasonMissing,
    RecordAnnulled,
    RecordImpossible,
    RecordNotFound,
    RecordUnreadable,
    RecoveryDiffers,
    RecoveryImplausible,
    TestDiffers,
)
from antoan.domains.records.events import HealthRecordChanged
from antoan.domains.records.models import Infection, Vaccination
from antoan.domains.records.services import keeping
from antoan.domains.records.values import (
    Doubt,
    NewDose,
    NewTestResult,
    Origin,
    RecordKind,
    RecordState,
    RecoveryProof,
    TestKind,
    TestOutcome,
)
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit.errors import Forbidden
from tests.factories.people import a_person, citizen
from tests.factories.records import CLINIC, SELF, WARD, a_case, a_dose, a_test, an_isolation

NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def _in_october_2021():
    with time_machine.travel(NOW, tick=False):
        yield


pytestmark = pytest.mark.django_db


def stored(person):
    return stored_passes([person.id])[person.id]


def test_a_dose_sent_twice_is_one_dose_and_one_event(monkeypatch):
    person, told = a_person(), []
    monkeypatch.setattr(keeping, "announce", told.append)
    first = a_dose(person.id, date(2021, 9, 1), "Pfizer")
    again = a_dose(
        person.id, date(2021, 9, 1), "Comirnaty (Pfizer/BioNTech)", origin=Origin("import:tiemchung")
    )
    assert again == first
    assert (Vaccination.objects.count(), told) == (1, [HealthRecordChanged(person.id)])


def test_one_s_own_dose_waits_until_a_clinic_records_the_same():
    person = a_person()
    dose = NewDose("comirnaty", date(2021, 9, 1), 1)
    own = services.record_vaccination(actor=citizen(person.id), person_id=person.id, dose=dose, origin=SELF)
    assert (own.state, stored(person).doses_valid) == (RecordState.UNVERIFIED, 0)
    seen = a_dose(person.id, date(2021, 9, 1))
    assert (seen.id, seen.state, seen.source) == (own.id, RecordState.VERIFIED, "clinic:1")
    assert stored(person).doses_valid == 1


def test_what_a_clinic_verified_is_not_unmade_by_one_s_own_word():
    person = a_person()
    a_dose(person.id, date(2021, 9, 1))
    assert a_dose(person.id, date(2021, 9, 1), origin=SELF).state is RecordState.VERIFIED


def test_a_citizen_cannot_speak_for_a_clinic():
    person = a_person()
    for origin in (CLINIC, WARD):
        with pytest.raises(Forbidden):
            services.record_vaccination(
                actor=citizen(person.id),
                person_id=person.id,
                dose=NewDose("comirnaty", date(2021, 9, 1), 1),
                origin=origin,
            )


@pytest.mark.parametrize(
    ("given_on", "product", "doubt"),
    [
        (date(2021, 10, 21), "comirnaty", Doubt.FUTURE),
        (date(1989, 1, 1), "comirnaty", Doubt.BEFORE_BIRTH),
        (date(2021, 1, 1), "comirnaty", Doubt.BEFORE_LICENCE),
        (date(2021, 9, 1), "Nanocovax", Doubt.UNKNOWN_PRODUCT),
        (date(2021, 9, 10), "comirnaty", Doubt.INTERVAL_TOO_SHORT),
        (date(2021, 8, 31), "astrazeneca", Doubt.DOUBLE_DOSE),
    ],
)
def test_a_dose_that_cannot_be_believed_is_quarantined_and_turns_nobody_green(given_on, product, doubt):
    person = a_person()
    a_dose(person.id, date(2021, 8, 31))
    before = stored(person)
    record = a_dose(person.id, given_on, product)
    assert record.state is RecordState.QUARANTINED
    assert doubt in record.doubts
    assert stored(person) == before


def test_somebody_who_saw_the_paper_vouches_for_the_odd_but_not_for_the_impossible():
    person = a_person()
    odd = a_dose(person.id, date(2021, 2, 1), "comirnaty")
    seen = services.verify_record(
        actor=SYSTEM, kind=odd.kind, record_id=odd.id, because="Giấy chứng nhận tiêm ở Pháp"
    )
    assert (seen.state, seen.doubts, stored(person).doses_valid) == (
        RecordState.VERIFIED,
        (Doubt.BEFORE_LICENCE,),
        1,
    )
    impossible = a_dose(person.id, date(2021, 10, 25))
    with pytest.raises(RecordImpossible):
        services.verify_record(
            actor=SYSTEM, kind=impossible.kind, record_id=impossible.id, because="Tôi đã xem giấy"
        )


def test_annulling_a_dose_takes_it_back_at_once_and_frees_its_place():
    person = a_person()
    record = a_dose(person.id, date(2021, 9, 1))
    for _ in range(2):
        view = services.annul_record(
            actor=SYSTEM, kind=record.kind, record_id=record.id, because="Nhầm người"
        )
        assert view.state is RecordState.ANNULLED
    assert (stored(person).doses_valid, stored(person).has_records) == (0, False)
    with pytest.raises(RecordAnnulled):
        services.verify_record(actor=SYSTEM, kind=record.kind, record_id=record.id, because="Đúng rồi")
    assert a_dose(person.id, date(2021, 9, 1)).id != record.id


def test_a_decision_needs_its_reason():
    record = a_dose(a_person().id, date(2021, 9, 1))
    with pytest.raises(ReasonMissing):
        services.annul_record(actor=SYSTEM, kind=record.kind, record_id=record.id, because=" . ")


def test_a_pending_test_takes_its_outcome_once():
    person = a_person()
    waiting = a_test(person.id, NOW, TestOutcome.PENDING)
    assert stored(person).last_test_at is None
    assert a_test(person.id, NOW).id == waiting.id
    assert stored(person).last_negative_at == NOW
    with pytest.raises(TestDiffers):
        a_test(person.id, NOW, TestOutcome.POSITIVE)


def test_one_s_own_word_never_takes_the_place_of_a_laboratory_s_and_gives_way_to_it():
    person = a_person()
    a_test(person.id, NOW, TestOutcome.PENDING)
    with pytest.raises(TestDiffers):
        a_test(person.id, NOW, TestOutcome.NEGATIVE, origin=SELF)
    earlier = NOW - timedelta(hours=1)
    a_test(person.id, earlier, TestOutcome.NEGATIVE, origin=SELF)
    assert a_test(person.id, earlier, TestOutcome.POSITIVE).state is RecordState.VERIFIED
    assert stored(person).case_active


@pytest.mark.parametrize("kind", [TestKind.PCR, TestKind.RAPID])
def test_a_verified_positive_test_makes_a_case_in_the_same_transaction(kind):
    person = a_person()
    record = a_test(person.id, NOW, TestOutcome.POSITIVE, kind)
    case = Infection.objects.get()
    assert (case.confirmed_on, case.source, case.state) == (TODAY, f"test:{record.id}", "verified")
    assert (stored(person).case_active, stored(person).last_test_outcome) == (True, "positive")
    services.annul_record(actor=SYSTEM, kind=record.kind, record_id=record.id, because="Nhầm mẫu")
    assert stored(person).case_active is False


@pytest.mark.parametrize(
    ("outcome", "kind", "origin"),
    [
        (TestOutcome.POSITIVE, TestKind.SEROLOGY, CLINIC),
        (TestOutcome.POSITIVE, TestKind.PCR, SELF),
        (TestOutcome.DOUBTFUL, TestKind.PCR, CLINIC),
    ],
)
def test_nothing_less_makes_a_case(outcome, kind, origin):
    person = a_person()
    a_test(person.id, NOW, outcome, kind, origin)
    assert not Infection.objects.exists()
    assert stored(person).case_active is False


def test_a_positive_sample_of_a_case_that_ended_later_begins_no_new_one():
    person = a_person()
    case = a_case(person.id, date(2021, 9, 1))
    recover(case.id, date(2021, 9, 15))
    a_test(person.id, datetime(2021, 9, 14, 3, tzinfo=UTC), TestOutcome.POSITIVE)
    assert stored(person).case_active is False
    a_test(person.id, datetime(2021, 9, 16, 3, tzinfo=UTC), TestOutcome.POSITIVE)
    assert stored(person).case_active is True


def recover(infection_id, on, proof=RecoveryProof.DISCHARGE):
    return services.record_recovery(actor=SYSTEM, infection_id=infection_id, recovered_on=on, proof=proof)


def test_a_case_needs_a_test_or_an_authority_with_its_number():
    person = a_person()
    negative = a_test(person.id, NOW)
    someone_else = a_test(a_person().id, NOW, TestOutcome.POSITIVE)
    for proof in (
        {},
        {"origin": SELF},
        {"origin": Origin("declaration:1", "x")},
        {"origin": Origin("authority:ward")},
        {"test_id": negative.id},
        {"test_id": someone_else.id},
    ):
        with pytest.raises(InfectionUnproven):
            services.report_infection(actor=SYSTEM, person_id=person.id, confirmed_on=TODAY, **proof)
    assert a_case(person.id, TODAY).state is RecordState.VERIFIED


def test_a_case_reported_again_is_the_open_one():
    person = a_person()
    record = a_test(person.id, NOW, TestOutcome.POSITIVE)
    first = Infection.objects.get().pk
    by_test = services.report_infection(
        actor=SYSTEM, person_id=person.id, confirmed_on=TODAY, test_id=record.id
    )
    assert by_test.id == a_case(person.id, date(2021, 10, 19)).id == first


@pytest.mark.parametrize(
    ("on", "is_plausible"),
    [
        (date(2021, 10, 7), False),
        (date(2021, 10, 8), True),
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
    ],
)
def test_a_case_ends_between_its_seventh_day_and_today(on, is_plausible):
    person = a_person()
    case = a_case(person.id, date(2021, 10, 1))
    if is_plausible:
        recover(case.id, on)
    else:
        with pytest.raises(RecoveryImplausible):
            recover(case.id, on)
    assert (stored(person).recovered_on, stored(person).case_active) == (
        on if is_plausible else None,
        not is_plausible,
    )


def test_a_recovery_is_recorded_once():
    case = a_case(a_person().id, date(2021, 10, 1))
    assert recover(case.id, date(2021, 10, 10)) == recover(case.id, date(2021, 10, 10))
    with pytest.raises(RecoveryDiffers):
        recover(case.id, date(2021, 10, 11))


def test_an_isolation_is_prolonged_but_not_shortened_in_silence():
    person = a_person()
    first = an_isolation(person.id, TODAY, date(2021, 10, 27))
    assert an_isolation(person.id, TODAY, date(2021, 10, 27)) == first
    assert an_isolation(person.id, TODAY, date(2021, 11, 3)).id == first.id
    assert stored(person).isolation_until == date(2021, 11, 3)
    with pytest.raises(IsolationDiffers):
        an_isolation(person.id, TODAY, date(2021, 10, 25))
    for _ in range(2):
        services.lift_isolation(actor=SYSTEM, order_id=first.id, because="Âm tính lần 2")
    assert stored(person).isolation_until is None
    with pytest.raises(IsolationDiffers):
        an_isolation(person.id, TODAY, date(2021, 11, 5))


@pytest.mark.parametrize(
    ("starts", "ends", "doubt"),
    [
        (TODAY + timedelta(days=7), TODAY + timedelta(days=20), None),
        (TODAY + timedelta(days=8), TODAY + timedelta(days=20), Doubt.FUTURE),
        (TODAY, TODAY + timedelta(days=59), None),
        (TODAY, TODAY + timedelta(days=60), Doubt.PERIOD_TOO_LONG),
    ],
)
def test_an_order_begins_soon_and_ends_some_day(starts, ends, doubt):
    person = a_person()
    record = an_isolation(person.id, starts, ends)
    assert record.doubts == (() if doubt is None else (doubt,))
    assert (stored(person).isolation_until is None) is (doubt is not None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dose_number": 0},
        {"dose_number": 10},
        {"product": ""},
        {"product": "x" * 41},
        {"lot": "x" * 41},
    ],
)
def test_a_dose_that_cannot_be_read_is_refused(wrong):
    person = a_person()
    dose = NewDose(**({"product": "comirnaty", "given_on": date(2021, 9, 1), "dose_number": 1} | wrong))
    with pytest.raises(RecordUnreadable):
        services.record_vaccination(actor=SYSTEM, person_id=person.id, dose=dose, origin=CLINIC)


@pytest.mark.parametrize("origin", [Origin(""), Origin("x" * 61), Origin("clinic:1", "x" * 81)])
def test_a_record_says_where_it_comes_from(origin):
    with pytest.raises(RecordUnreadable):
        a_dose(a_person().id, date(2021, 9, 1), origin=origin)


def test_a_time_without_offset_is_no_time():
    with pytest.raises(RecordUnreadable):
        a_test(a_person().id, datetime(2021, 10, 20))  # noqa: DTZ001


def test_nobody_records_for_somebody_who_does_not_exist():
    with pytest.raises(PersonNotFound):
        a_dose(404, date(2021, 9, 1))
    for kind in RecordKind:
        with pytest.raises(RecordNotFound):
            services.annul_record(actor=SYSTEM, kind=kind, record_id=404, because="Nhầm người")


def test_a_result_for_later_is_quarantined():
    person = a_person()
    result = NewTestResult(TestKind.PCR, TestOutcome.NEGATIVE, NOW + timedelta(minutes=6))
    record = services.record_test_result(actor=SYSTEM, person_id=person.id, result=result, origin=CLINIC)
    assert record.doubts == (Doubt.FUTURE,)
    assert stored(person).last_negative_at is None
