"""Where two sources tell differently of the same thing, a dated rule says which is believed; it frees nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.passes.rules import facts_from
from antoan.domains.passes.values import History
from antoan.domains.records import services
from antoan.domains.records.errors import TestDiffers
from antoan.domains.records.precedence import edition_on, precedence_on, read_editions
from antoan.domains.records.queries.history import states_of_record
from antoan.domains.records.values import (
    Dose,
    Doubt,
    LabTest,
    NewTestResult,
    Origin,
    RecordKind,
    RecordState,
    TestKind,
    TestOutcome,
)
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from tests.factories.people import a_person
from tests.factories.records import CLINIC, SELF, a_dose, a_test

NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)
LIST = Origin("authority:city", "row-7")
IMPORT = Origin("import:tiemchung", "88")
COURSES = {"comirnaty": 2, "janssen": 1}
ORDERS = {
    "vaccination": ["clinic", "import", "self"],
    "test_result": ["clinic", "import", "self"],
    "infection": ["test", "authority"],
    "isolation_order": ["authority"],
}
BASIS = {"vi": "thử", "en": "trial"}


def editions(*days: str):
    return read_editions({"from": day, "mark": "I", "basis": BASIS, "orders": ORDERS} for day in days)


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def facts(**recorded):
    return facts_from(History(**recorded), birth_on=date(1990, 2, 1), courses=COURSES, today=TODAY)


def result(source: str, outcome: str, hour: int, kind: str = "rapid", record_id: int = 1) -> LabTest:
    return LabTest(1, record_id, "verified", source, kind, outcome, datetime(2021, 10, 19, hour, tzinfo=UTC))


@pytest.mark.parametrize("kind", [RecordKind.VACCINATION, RecordKind.TEST_RESULT])
def test_a_unit_is_believed_before_a_list_and_a_list_before_one_s_own_word(kind):
    rule = precedence_on(TODAY)
    assert rule.outranks(kind, "clinic:1", "authority:city")
    assert rule.outranks(kind, "authority:city", "import:tiemchung")
    assert rule.outranks(kind, "import:tiemchung", "self")


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_source_nobody_named_comes_last_and_nothing_outranks_itself(kind):
    rule = precedence_on(TODAY)
    assert rule.outranks(kind, "self", "hearsay")
    assert not any(rule.outranks(kind, one, one) for one in ("clinic:1", "self", "hearsay"))


def test_the_shipped_rule_says_that_no_official_text_was_found():
    assert precedence_on(TODAY).is_confirmed is False


@pytest.mark.parametrize(
    ("day", "begun"),
    [("2021-09-30", "2021-01-01"), ("2021-10-01", "2021-10-01"), ("2021-10-02", "2021-10-01"), ("2020-01-01", "2021-01-01")],
)  # fmt: skip
def test_an_edition_holds_from_its_first_day(day, begun):
    known = editions("2021-10-01", "2021-01-01")
    assert edition_on(known, date.fromisoformat(day)).starts_on == date.fromisoformat(begun)


def test_an_edition_that_forgets_a_kind_of_record_is_refused():
    with pytest.raises(ValueError, match="every kind"):
        read_editions([{"from": "2021-01-01", "mark": "I", "basis": BASIS, "orders": {"infection": []}}])


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_doses_of_one_day_that_of_the_unit_counts(turned):
    listed = Dose(1, 1, "verified", "authority:city", "comirnaty", TODAY - timedelta(days=20))
    given = Dose(1, 2, "verified", "clinic:1", "janssen", TODAY - timedelta(days=20))
    known = facts(doses=[given, listed] if turned else [listed, given])
    assert (known.doses_valid, known.course_doses) == (1, 1)


def test_of_two_doses_of_one_day_of_equal_sources_the_longer_course_counts():
    day = TODAY - timedelta(days=20)
    known = facts(doses=[Dose(1, n, "verified", "clinic:1", p, day) for n, p in enumerate(COURSES)])
    assert (known.doses_valid, known.course_doses) == (1, 2)


def test_a_worse_source_s_negative_does_not_cover_a_better_one_s_positive_of_that_day():
    known = facts(tests=[result("clinic:1", "positive", 1), result("self", "negative", 9, record_id=2)])
    assert (known.last_test_outcome, known.last_negative_at) == ("positive", None)


def test_a_better_source_s_negative_frees_nobody_by_itself():
    known = facts(tests=[result("self", "positive", 9), result("clinic:1", "negative", 1, record_id=2)])
    assert known.last_test_outcome == "positive"


@pytest.mark.parametrize(
    "later",
    [
        result("self", "negative", 18),  # 01:00 of the next day in the city.
        result("self", "negative", 9, kind="pcr"),
        result("clinic:2", "negative", 9),
    ],
)
def test_another_day_another_kind_or_an_equal_source_is_another_test(later):
    known = facts(tests=[result("clinic:1", "positive", 1), later])
    assert (known.last_test_outcome, known.last_negative_at) == ("negative", later.sampled_at)


def test_the_last_minute_of_the_day_still_belongs_to_it():
    late = result("self", "negative", 16)._replace(sampled_at=datetime(2021, 10, 19, 16, 59, tzinfo=UTC))
    assert facts(tests=[result("clinic:1", "positive", 1), late]).last_test_outcome == "positive"


@pytest.mark.django_db
def test_a_unit_s_dose_counts_at_once_where_a_list_told_of_another_that_day(now):
    person, day = a_person(), date(2021, 9, 1)
    a_dose(person.id, day, "comirnaty", origin=LIST)
    assert a_dose(person.id, day, "janssen").state is RecordState.VERIFIED
    assert stored_passes([person.id])[person.id].course_doses == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), [(CLINIC, LIST), (CLINIC, Origin("clinic:2")), (CLINIC, SELF)])
def test_a_source_no_better_is_kept_apart(now, first, second):
    person, day = a_person(), date(2021, 9, 1)
    a_dose(person.id, day, "comirnaty", origin=first)
    record = a_dose(person.id, day, "janssen", origin=second)
    assert (record.state, record.doubts) == (RecordState.QUARANTINED, (Doubt.DOUBLE_DOSE,))
    assert stored_passes([person.id])[person.id].course_doses == 2


@pytest.mark.django_db
def test_a_laboratory_s_positive_takes_the_place_of_a_list_s_negative_and_the_trail_says_so(now):
    person = a_person()
    listed = a_test(person.id, NOW, origin=IMPORT)
    found = a_test(person.id, NOW, TestOutcome.POSITIVE)
    assert (found.id, found.source, found.details["outcome"]) == (listed.id, "clinic:1", "positive")
    assert stored_passes([person.id])[person.id].case_active
    entry = TrailEntry.objects.get(action="records.test.overruled")
    assert (entry.person_id, entry.detail) == (
        person.id,
        {"former": "import:tiemchung", "source": "clinic:1"},
    )
    states = states_of_record(RecordKind.TEST_RESULT, found.id)
    assert [(one.source, one.outcome) for one in states] == [
        ("import:tiemchung", "negative"), ("clinic:1", "positive"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_would_free_somebody_waits_for_a_person_even_from_a_better_source(now):
    person = a_person()
    a_test(person.id, NOW, TestOutcome.POSITIVE, origin=IMPORT)
    with pytest.raises(TestDiffers):
        a_test(person.id, NOW)
    assert stored_passes([person.id])[person.id].case_active


@pytest.mark.django_db
def test_a_worse_source_overrules_nothing_that_counts(now):
    person = a_person()
    a_test(person.id, NOW)
    with pytest.raises(TestDiffers):
        a_test(person.id, NOW, TestOutcome.POSITIVE, origin=IMPORT)
    assert not stored_passes([person.id])[person.id].case_active


@pytest.mark.django_db
def test_one_s_own_word_takes_not_even_the_place_of_what_a_laboratory_has_in_quarantine(now):
    person = a_person()
    odd = services.record_test_result(
        actor=SYSTEM,
        person_id=person.id,
        result=pcr_now(TestOutcome.POSITIVE, resulted_at=NOW - timedelta(hours=1)),
        origin=CLINIC,
    )
    assert odd.state is RecordState.QUARANTINED
    with pytest.raises(TestDiffers):
        a_test(person.id, NOW, TestOutcome.NEGATIVE, origin=SELF)


@pytest.mark.django_db
def test_a_better_source_whose_result_is_doubted_overrules_nothing(now):
    person = a_person()
    a_test(person.id, NOW, origin=IMPORT)
    with pytest.raises(TestDiffers):
        services.record_test_result(
            actor=SYSTEM,
            person_id=person.id,
            result=pcr_now(TestOutcome.POSITIVE, resulted_at=NOW - timedelta(hours=1)),
            origin=CLINIC,
        )
    assert stored_passes([person.id])[person.id].last_negative_at == NOW


def pcr_now(outcome: TestOutcome, *, resulted_at: datetime):
    return NewTestResult(TestKind.PCR, outcome, NOW, resulted_at)
