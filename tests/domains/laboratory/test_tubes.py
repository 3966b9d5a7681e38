"""Samples of one and of many: pending is visible, results follow at once, a pool isolates nobody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.laboratory import services
from antoan.domains.laboratory.errors import (
    BarcodeUnreadable,
    NobodyPresented,
    PageStale,
    ResultDiffers,
    ResultUnreadable,
    TubeDone,
    TubeEmpty,
    TubeFull,
    TubeNotFound,
    TubeTaken,
)
from antoan.domains.laboratory.models import TubeMember
from antoan.domains.laboratory.queries import retests_of, tube_for, tubes_of
from antoan.domains.laboratory.values import MemberState, TubeResult, TubeState
from antoan.domains.messaging.models import Message
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.records.models import Infection, TestResult
from antoan.domains.records.values import TestKind, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.history import history
from antoan.kit.errors import Forbidden
from tests.factories.laboratory import a_tube
from tests.factories.people import a_person
from tests.factories.units import a_unit, someone_as
from tests.factories.vaccination import code_of

pytestmark = pytest.mark.django_db
POSITIVE, NEGATIVE = TestOutcome.POSITIVE, TestOutcome.NEGATIVE


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(datetime(2021, 10, 20, 2, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def unit():
    return a_unit("Trạm lấy mẫu")


@pytest.fixture
def lab(unit):
    return someone_as("lab_staff", ScopeKind.UNIT, unit.id)


@pytest.fixture
def sampler(unit):
    return someone_as("clinic_staff", ScopeKind.UNIT, unit.id)


def answered(actor, tube, outcome, **known):
    result = TubeResult(tube.barcode, outcome, **known)
    return services.answer_tube(actor=actor, result=result, source="lab:1")


def pass_of(person):
    return stored_passes([person.id])[person.id]


def rows_of(person):
    return list(TestResult.objects.filter(person=person.id).order_by("pk").values_list("outcome", "state"))


def test_a_sample_is_pending_for_its_person_at_once(unit):
    person = a_person()
    a_tube(unit.id, person)
    assert rows_of(person) == [("pending", "verified")]
    assert pass_of(person).last_test_outcome is None


def test_a_positive_tube_of_one_makes_its_person_a_case_at_once(unit, lab):
    person = a_person(phones=("0912000001",))
    answered(lab, a_tube(unit.id, person), POSITIVE)
    assert rows_of(person) == [("positive", "verified")]
    assert pass_of(person).case_active
    (text,) = Message.objects.values_list("text", flat=True)
    assert "da co ket qua xet nghiem cua N.V.A." in text
    assert "duong tinh" not in text


def test_a_negative_pool_clears_all_of_it(unit, lab):
    people = [a_person() for _ in range(5)]
    answered(lab, a_tube(unit.id, *people, people_max=5), NEGATIVE)
    assert [rows_of(person) for person in people] == [[("negative", "verified")]] * 5
    assert all(pass_of(person).last_negative_at for person in people)


def test_a_positive_pool_isolates_nobody_and_opens_retests(unit, lab, sampler):
    people = [a_person(phones=(f"091200000{number}",)) for number in range(3)]
    answered(lab, a_tube(unit.id, *people, people_max=5), POSITIVE)
    assert [rows_of(person) for person in people] == [[("pending", "verified")]] * 3
    assert not Infection.objects.exists()
    assert [pass_of(person).case_active for person in people] == [False] * 3
    assert [one.person_id for one in retests_of(sampler)] == [person.id for person in people]
    assert Message.objects.filter(template="laboratory.retest").count() == 3


def test_a_sample_alone_ends_the_retest_and_says_who_it_is(unit, lab, sampler):
    ill, well = a_person(), a_person()
    answered(lab, a_tube(unit.id, ill, well, people_max=5), POSITIVE)
    for person, outcome in ((ill, POSITIVE), (well, NEGATIVE)):
        with time_machine.travel(datetime(2021, 10, 20, 5, person.id % 60, tzinfo=UTC), tick=False):
            answered(lab, a_tube(unit.id, person), outcome)
    assert retests_of(sampler) == []
    assert rows_of(ill) == [("pending", "annulled"), ("positive", "verified")]
    assert rows_of(well) == [("pending", "annulled"), ("negative", "verified")]
    assert (pass_of(ill).case_active, pass_of(well).case_active) == (True, False)


def test_a_result_sent_twice_is_one_and_another_is_refused(unit, lab):
    tube = a_tube(unit.id, a_person())
    answered(lab, tube, NEGATIVE)
    assert answered(lab, tube, NEGATIVE).outcome is NEGATIVE
    with pytest.raises(ResultDiffers):
        answered(lab, tube, POSITIVE)
    assert TestResult.objects.count() == 1


@pytest.mark.parametrize(("minutes", "ok"), [(-1, False), (0, True), (5, True), (6, False)])
def test_a_result_comes_after_its_sample_and_not_from_the_future(unit, lab, minutes, ok):
    tube = a_tube(unit.id, a_person())
    at = tube.sampled_at + timedelta(minutes=minutes)
    if ok:
        assert answered(lab, tube, NEGATIVE, resulted_at=at).state is TubeState.DONE
        return
    with pytest.raises(ResultUnreadable):
        answered(lab, tube, NEGATIVE, resulted_at=at)


def test_pending_is_no_result(unit, lab):
    with pytest.raises(ResultUnreadable):
        answered(lab, a_tube(unit.id, a_person()), TestOutcome.PENDING)


def test_a_tube_takes_no_more_than_it_holds_and_each_once(unit):
    person = a_person()
    tube = a_tube(unit.id, person, a_person(), people_max=2)
    assert services.add_person(actor=SYSTEM, tube_id=tube.id, code=code_of(person)).people == 2
    with pytest.raises(TubeFull):
        services.add_person(actor=SYSTEM, tube_id=tube.id, code=code_of(a_person()))


def test_an_antibody_test_is_never_pooled(unit):
    assert a_tube(unit.id, a_person(), kind=TestKind.SEROLOGY, people_max=10).people_max == 1


def test_nobody_is_added_to_a_tube_that_is_done(unit, lab):
    tube = a_tube(unit.id, a_person(), people_max=5)
    answered(lab, tube, NEGATIVE)
    with pytest.raises(TubeDone):
        services.add_person(actor=SYSTEM, tube_id=tube.id, code=code_of(a_person()))


def test_a_tube_of_nobody_has_no_result(unit, lab):
    with pytest.raises(TubeEmpty):
        answered(lab, a_tube(unit.id), NEGATIVE)


def test_a_barcode_is_one_tube(unit):
    tube = a_tube(unit.id, barcode="XN-0001")
    assert a_tube(unit.id, barcode="xn-0001").id == tube.id
    with pytest.raises(TubeTaken):
        a_tube(unit.id, barcode="XN-0001", kind=TestKind.RAPID)
    with pytest.raises(TubeTaken):
        a_tube(a_unit().id, barcode="XN-0001")
    with pytest.raises(BarcodeUnreadable):
        a_tube(unit.id, barcode="??")


def test_nobodys_code_is_nobodys_sample(unit, sampler):
    tube = a_tube(unit.id)
    with pytest.raises(NobodyPresented):
        services.add_person(actor=sampler, tube_id=tube.id, code="079090000001")


def test_a_rapid_test_at_the_desk_counts_at_once_and_once(unit, sampler):
    person = a_person()
    sent = {
        "actor": sampler,
        "unit_id": unit.id,
        "code": code_of(person),
        "outcome": POSITIVE,
        "reference": "r-1",
    }
    first, again = services.record_at_desk(**sent), services.record_at_desk(**sent)
    assert first == again
    assert rows_of(person) == [("positive", "verified")]
    assert pass_of(person).case_active


def test_an_old_page_sent_for_somebody_else_records_nothing_of_them(unit, sampler):
    sent = {"actor": sampler, "unit_id": unit.id, "outcome": NEGATIVE, "reference": "r-1"}
    services.record_at_desk(code=code_of(a_person()), **sent)
    other = a_person()
    with pytest.raises(PageStale):
        services.record_at_desk(code=code_of(other), **sent)
    assert rows_of(other) == []


def test_a_batch_takes_what_it_can_and_names_the_rest(unit, lab):
    one, other = a_tube(unit.id, a_person()), a_tube(unit.id, a_person())
    results = [
        TubeResult(one.barcode, NEGATIVE),
        TubeResult("XN-NONE", NEGATIVE),
        TubeResult(other.barcode, POSITIVE),
    ]
    intake = services.take_batch(actor=lab, results=results, source="fhir")
    assert (intake.rows, intake.done, intake.known) == (3, 2, 0)
    assert intake.faults == ((2, "XN-NONE", "laboratory:tube:not_found"),)
    again = services.take_batch(actor=lab, results=results, source="fhir")
    assert (again.done, again.known, len(again.faults)) == (0, 2, 1)
    assert TestResult.objects.count() == 2


def test_another_units_tube_is_as_one_that_does_not_exist(unit):
    tube = a_tube(unit.id, a_person())
    stranger = someone_as("clinic_staff", ScopeKind.UNIT, a_unit("Khác").id)
    for number in (tube.id, 987654):
        with pytest.raises(TubeNotFound):
            tube_for(stranger, number)
    with pytest.raises(TubeNotFound):
        answered(stranger, tube, NEGATIVE)
    assert tubes_of(stranger) == []


def test_a_laboratory_takes_no_samples(unit, lab):
    with pytest.raises(Forbidden):
        services.open_tube(actor=lab, unit_id=unit.id, barcode="XN-7777", kind=TestKind.PCR, people_max=1)


def test_what_waits_is_listed_longest_awaited_first(unit, lab, morning):
    first = a_tube(unit.id, a_person())
    morning.shift(timedelta(hours=1))
    second = a_tube(unit.id, a_person(), kind=TestKind.RAPID)
    assert [tube.id for tube in tubes_of(lab, state=TubeState.OPEN)] == [second.id, first.id]
    answered(lab, second, NEGATIVE)
    assert [tube.people for tube in tubes_of(lab, state=TubeState.OPEN)] == [1]


def test_nothing_stays_of_who_is_erased_but_the_tube(unit, lab):
    person = a_person()
    tube = a_tube(unit.id, person, a_person(), people_max=2)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not TubeMember.objects.filter(person=person.id).exists()
    assert not history(TubeMember).filter(person=person.id).exists()
    assert [member.state for member in tube_for(lab, tube.id).members] == [MemberState.WAITING]
