"""Records turn the colour at once, and on the right midnight (lesson L17)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.passes import queries
from antoan.domains.passes.errors import NoPolicyInForce
from antoan.domains.passes.provenance import RecordBehind
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.policy import services as policies
from antoan.domains.policy.values import Colour
from antoan.domains.records.services import annul_record, lift_isolation, record_recovery
from antoan.domains.records.values import RecordState, RecoveryProof, TestOutcome
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.clock import day_start
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.records import SELF, a_case, a_dose, a_test, an_isolation
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 12, 20, 3, tzinfo=UTC)
TODAY = date(2021, 12, 20)
DOSE_ON = date(2021, 11, 1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _in_december_2021():
    with time_machine.travel(NOW, tick=False):
        policies.publish_shipped(actor=SYSTEM)
        policies.activate(actor=SYSTEM, key="hcm-2021-10-01", starts_at=NOW - timedelta(days=30))
        yield


def colour(person, at=NOW):
    return queries.verdict_of(SYSTEM, person.id, at).colour


def test_nobody_is_green_without_records_and_the_reason_says_so():
    person = a_person()
    verdict = queries.verdict_of(SYSTEM, person.id, NOW)
    assert (verdict.colour, verdict.rule) == (Colour.BLACK, "no_data")


def test_the_fourteenth_day_after_a_dose_counts_in_full():
    person = a_person()
    a_dose(person.id, date(2021, 12, 10))
    midnight = day_start(date(2021, 12, 24))
    assert (colour(person, midnight - MINUTE), colour(person, midnight)) == (Colour.BLACK, Colour.GREEN)
    assert queries.explanation_of(SYSTEM, person.id, NOW).green_from == date(2021, 12, 24)


def test_day_179_after_recovery_is_green_and_day_180_is_not():
    person = a_person()
    case = a_case(person.id, date(2021, 12, 1))
    assert colour(person) is Colour.RED
    recover(case, date(2021, 12, 10))
    end = day_start(date(2021, 12, 10) + timedelta(days=180))
    assert (colour(person, end - MINUTE), colour(person, end)) == (Colour.GREEN, Colour.BLACK)


def recover(case, on):
    return record_recovery(actor=SYSTEM, infection_id=case.id, recovered_on=on, proof=RecoveryProof.DISCHARGE)


def test_the_last_day_of_isolation_is_red_and_the_next_is_not():
    person = a_person()
    a_dose(person.id, DOSE_ON)
    an_isolation(person.id, TODAY, date(2021, 12, 26))
    midnight = day_start(date(2021, 12, 27))
    assert (colour(person, midnight - MINUTE), colour(person, midnight)) == (Colour.RED, Colour.GREEN)


def test_every_change_of_a_record_turns_the_colour_at_once():
    person = a_person()
    dose = a_dose(person.id, DOSE_ON)
    assert colour(person) is Colour.GREEN
    order = an_isolation(person.id, TODAY, date(2021, 12, 26))
    assert colour(person) is Colour.RED
    lift_isolation(actor=SYSTEM, order_id=order.id, because="Âm tính lần 2")
    assert colour(person) is Colour.GREEN
    test = a_test(person.id, NOW, TestOutcome.POSITIVE)
    assert colour(person) is Colour.RED
    annul_record(actor=SYSTEM, kind=test.kind, record_id=test.id, because="Nhầm mẫu")
    assert colour(person) is Colour.GREEN
    annul_record(actor=SYSTEM, kind=dose.kind, record_id=dose.id, because="Nhầm người")
    assert colour(person) is Colour.BLACK


@pytest.mark.parametrize(
    ("given_on", "product", "origin"),
    [
        (DOSE_ON, "comirnaty", SELF),
        (DOSE_ON, "Nanocovax", None),
        (date(2020, 5, 1), "comirnaty", None),
        (date(1980, 5, 1), "comirnaty", None),
        (TODAY + timedelta(days=1), "comirnaty", None),
    ],
)
def test_no_bad_record_turns_anyone_green(given_on, product, origin):
    person = a_person()
    record = a_dose(person.id, given_on, product, **({"origin": origin} if origin else {}))
    assert record.state is not RecordState.VERIFIED
    for days in range(0, 200, 10):
        assert colour(person, NOW + timedelta(days=days)) is Colour.BLACK


def test_each_fact_names_the_record_behind_it():
    person = a_person()
    first, second = a_dose(person.id, DOSE_ON), a_dose(person.id, date(2021, 11, 29), dose_number=2)
    facts = {fact.name: fact for fact in queries.facts_with_provenance(citizen(person.id), person.id, NOW)}
    assert facts["first_dose_on"].behind == RecordBehind("vaccination", str(first.id), "clinic:1", DOSE_ON)
    assert facts["doses_valid"].behind == RecordBehind(
        "vaccination", str(second.id), "clinic:1", date(2021, 11, 29)
    )
    assert facts["doses_valid"].value == 2
    assert facts["last_negative_at"].behind is None


def test_a_colour_is_for_oneself_and_those_who_may():
    here = ward()
    person = a_person(ward_id=here.id)
    far = a_person(ward_id=ward("26743").id)
    for actor in (citizen(person.id), someone_as("ward_officer", ScopeKind.AREA, here.id)):
        assert queries.verdict_of(actor, person.id, NOW).colour is Colour.BLACK
        entry = TrailEntry.objects.latest("id")
        assert (entry.action, entry.person_id) == ("passes.verdict.read", person.id)
        for reader in (queries.verdict_of, queries.explanation_of, queries.facts_with_provenance):
            with pytest.raises(PersonNotFound):
                reader(actor, far.id, NOW)
        with pytest.raises(PersonNotFound):
            queries.facts_of(actor, far.id)
    for role in ("gate_operator", "unit_admin", "helper", "tracer", "city_health", "auditor", "operator"):
        with pytest.raises((Forbidden, PersonNotFound)):
            queries.verdict_of(someone_as(role, ScopeKind.AREA, here.id), person.id, NOW)
    with pytest.raises(PersonNotFound):
        queries.verdict_of(STRANGER, person.id, NOW)


def test_where_no_policy_holds_there_is_no_colour():
    person = a_person()
    with pytest.raises(NoPolicyInForce):
        queries.verdict_of(SYSTEM, person.id, NOW - timedelta(days=365))
