"""Every confirmed infection has its file at once; nobody has one by their own word."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.cases.errors import CaseFileNotFound
from antoan.domains.cases.models import CaseFile
from antoan.domains.cases.queries.files import PAGE_CASES_MAX, CaseFilter, case_file, case_list
from antoan.domains.cases.services.following import take_over_infections
from antoan.domains.cases.values import Basis, CaseState, ReportState
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.services import record_call
from antoan.domains.monitoring.values import TaskKind
from antoan.domains.people.services import change_person
from antoan.domains.people.values import PersonChange
from antoan.domains.records.models import Infection
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.services import annul_record, record_recovery, record_test_result, verify_record
from antoan.domains.records.values import NewTestResult, RecordKind, RecoveryProof, TestKind, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.records import SELF, a_case, a_test
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def files() -> list[tuple[int, str, str]]:
    return list(CaseFile.objects.order_by("id").values_list("person_id", "state", "basis"))


def test_a_verified_positive_test_has_its_file_in_the_same_transaction():
    an = a_person(ward_id=ward().id)
    a_test(an.id, clock.now() - timedelta(hours=2), TestOutcome.POSITIVE)
    row = CaseFile.objects.get()
    assert (row.person_id, row.ward_id, row.state, row.basis) == (an.id, an.ward_id, "active", "test")
    assert (row.group, row.due_at, row.reported_at) == ("B", NOON + timedelta(hours=48), None)


def test_a_self_test_opens_a_task_and_no_case():
    an = a_person(ward_id=ward().id)
    own = citizen(an.id)
    result = NewTestResult(TestKind.RAPID, TestOutcome.POSITIVE, clock.now())
    for _twice in range(2):
        test = record_test_result(actor=own, person_id=an.id, result=result, origin=SELF)
    assert files() == []
    task = Task.objects.get()
    assert (task.kind, task.person_id, task.ward_id) == (TaskKind.POSITIVE_SELF_TEST, an.id, an.ward_id)
    verify_record(
        actor=SYSTEM, kind=RecordKind.TEST_RESULT, record_id=test.id, because="Xét nghiệm lại tại trạm"
    )
    assert files() == [(an.id, CaseState.ACTIVE, Basis.TEST)]


@pytest.mark.parametrize(("outcome", "state"), [("wrong", "annulled"), ("test", "unverified")])
def test_a_self_test_that_was_not_right_is_struck_out_by_the_call(outcome, state):
    an = a_person(ward_id=ward("26740").id)
    test = a_test(an.id, clock.now(), TestOutcome.POSITIVE, TestKind.RAPID, origin=SELF)
    officer = someone_as("ward_officer", ScopeKind.AREA, ward("26740").id)
    record_call(actor=officer, task_id=Task.objects.get().pk, outcome=outcome)
    [found] = records_of_person(SYSTEM, an.id)
    assert (found.id, found.state, files()) == (test.id, state, [])


def test_a_result_verified_before_the_call_stands():
    an = a_person(ward_id=ward("26740").id)
    test = a_test(an.id, clock.now(), TestOutcome.POSITIVE, TestKind.RAPID, origin=SELF)
    verify_record(
        actor=SYSTEM, kind=RecordKind.TEST_RESULT, record_id=test.id, because="Xét nghiệm lại tại trạm"
    )
    officer = someone_as("ward_officer", ScopeKind.AREA, ward("26740").id)
    record_call(actor=officer, task_id=Task.objects.get().pk, outcome="wrong")
    assert files() == [(an.id, CaseState.ACTIVE, Basis.TEST)]


def test_an_authority_confirms_and_its_file_says_so():
    an = a_person()
    a_case(an.id, clock.today())
    assert files() == [(an.id, CaseState.ACTIVE, Basis.AUTHORITY)]


def test_a_file_follows_recovery_and_annulment():
    an, binh = a_person(), a_person()
    first, second = (a_case(one.id, date(2026, 11, 1)) for one in (an, binh))
    record_recovery(
        actor=SYSTEM, infection_id=first.id, recovered_on=date(2026, 11, 10), proof=RecoveryProof.DISCHARGE
    )
    annul_record(actor=SYSTEM, kind=RecordKind.INFECTION, record_id=second.id, because="Nhầm người")
    assert files() == [
        (an.id, CaseState.RECOVERED, Basis.AUTHORITY),
        (binh.id, CaseState.VOID, Basis.AUTHORITY),
    ]
    assert [one.person_id for one in case_list(SYSTEM, CaseFilter()).cases] == [an.id]


def test_an_active_case_moves_house_with_its_person_and_an_ended_one_stays():
    here, there = ward("26740"), ward("25747")
    an, binh = a_person(ward_id=here.id), a_person(ward_id=here.id)
    a_case(an.id, clock.today())
    ended = a_case(binh.id, date(2026, 11, 1))
    record_recovery(
        actor=SYSTEM, infection_id=ended.id, recovered_on=date(2026, 11, 10), proof=RecoveryProof.DISCHARGE
    )
    for one in (an, binh):
        change_person(actor=SYSTEM, person_id=one.id, change=PersonChange(ward_id=there.id))
    assert dict(CaseFile.objects.values_list("person_id", "ward_id")) == {an.id: there.id, binh.id: here.id}


def test_what_came_in_bulk_is_taken_over_once_and_without_a_deadline():
    an = a_person(ward_id=ward().id)
    a_case(an.id, clock.today())
    binh = a_person()
    kept = {"source": "import:x", "state": "verified", "confirmed_on": date(2021, 8, 1)}
    Infection.objects.create(person_id=binh.id, **kept)
    Infection.objects.create(
        person_id=binh.id, **kept | {"state": "quarantined", "confirmed_on": date(2021, 9, 1)}
    )
    assert (take_over_infections(), take_over_infections()) == (1, 0)
    row = CaseFile.objects.get(person=binh.id)
    assert (row.group, row.due_at, row.confirmed_on) == ("A", None, date(2021, 8, 1))


def test_pages_go_on_where_the_last_one_ended_through_days_with_many_cases():
    people = [a_person() for _ in range(PAGE_CASES_MAX + 5)]
    for number, one in enumerate(people):
        a_case(one.id, date(2026, 11, 10 + number % 2))
    first = case_list(SYSTEM, CaseFilter())
    second = case_list(SYSTEM, CaseFilter(), after=first.next_after)
    seen = [one.person_id for one in (*first.cases, *second.cases)]
    assert (len(first.cases), len(second.cases), second.next_after) == (PAGE_CASES_MAX, 5, "")
    assert sorted(seen) == sorted(one.id for one in people)
    days = [one.confirmed_on for one in (*first.cases, *second.cases)]
    assert days == sorted(days, reverse=True)
    assert case_list(SYSTEM, CaseFilter(), after="x|y").cases == first.cases


def test_a_list_is_narrowed_by_ward_state_days_and_report(november):
    here, there = ward("26740"), ward("25747")
    an, binh = a_person(ward_id=here.id), a_person(ward_id=there.id)
    a_case(an.id, date(2026, 11, 18))
    a_case(binh.id, date(2026, 11, 20))

    def found(**wanted) -> list[int]:
        return [one.person_id for one in case_list(SYSTEM, CaseFilter(**wanted)).cases]

    assert found(ward_id=here.id) == [an.id]
    assert found(since=date(2026, 11, 19)) == [binh.id]
    assert found(until=date(2026, 11, 18)) == [an.id]
    assert found(state=CaseState.RECOVERED) == []
    assert (found(report=ReportState.WAITING), found(report=ReportState.OVERDUE)) == ([binh.id, an.id], [])
    november.shift(timedelta(hours=48, seconds=1))
    assert (found(report=ReportState.WAITING), found(report=ReportState.OVERDUE)) == ([], [binh.id, an.id])


def test_an_officer_sees_the_cases_of_the_ward_and_of_no_other():
    here, there = ward("26740"), ward("25747")
    an, binh = a_person(ward_id=here.id), a_person(ward_id=there.id)
    for one in (an, binh):
        a_case(one.id, clock.today())
    officer = someone_as("ward_officer", ScopeKind.AREA, here.id)
    assert [one.person_id for one in case_list(officer, CaseFilter()).cases] == [an.id]
    for hidden in (CaseFile.objects.get(person=binh.id).pk, 987_654):
        with pytest.raises(CaseFileNotFound):
            case_file(officer, hidden)
    with pytest.raises(Forbidden):
        case_list(someone_as("helper", ScopeKind.AREA, here.id), CaseFilter())
