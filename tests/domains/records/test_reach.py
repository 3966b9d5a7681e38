"""Nobody reads or writes the health records of somebody out of reach (lesson L16)."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from antoan.domains.people import services as people
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.records import queries, services
from antoan.domains.records.errors import RecordNotFound
from antoan.domains.records.values import IsolationKind, NewDose, NewIsolation, RecordKind
from antoan.foundation.accounts.actor import STRANGER, SYSTEM, Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.records import CLINIC, WARD, a_dose
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def _in_october_2021():
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=False):
        yield


def read(actor, person_id):
    queries.records_of_person(actor, person_id)


def record(actor, person_id):
    dose = NewDose("comirnaty", date(2021, 9, 1), 1)
    services.record_vaccination(actor=actor, person_id=person_id, dose=dose, origin=CLINIC)


def isolate(actor, person_id):
    order = NewIsolation(IsolationKind.CONTACT, TODAY, TODAY)
    services.order_isolation(actor=actor, person_id=person_id, order=order, origin=WARD)


def confirm(actor, person_id):
    services.report_infection(actor=actor, person_id=person_id, confirmed_on=TODAY, origin=WARD)


# What is done, and which roles may.
DEEDS = {
    "read": (read, {"clinic_staff", "ward_officer", "tracer"}),
    "record": (record, {"clinic_staff", "ward_officer"}),
    "isolate": (isolate, {"ward_officer"}),
    "confirm": (confirm, {"ward_officer"}),
}
ROLES = ["citizen", "gate_operator", "unit_admin", "helper", "clinic_staff", "ward_officer", "tracer", "district_supervisor", "city_health", "auditor", "operator"]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", DEEDS)
def test_every_role_does_only_what_it_may_and_only_in_its_area(role, deed):
    here, there = ward(), ward("26743")
    near, far = a_person(ward_id=here.id), a_person(ward_id=there.id)
    # A citizen's own rights are about the citizen; both of these are somebody else.
    actor = citizen(a_person().id) if role == "citizen" else someone_as(role, ScopeKind.AREA, here.id)
    do, allowed = DEEDS[deed]
    with pytest.raises(PersonNotFound):
        do(actor, far.id)
    if role in allowed:
        do(actor, near.id)
        return
    with pytest.raises((Forbidden, PersonNotFound)):
        do(actor, near.id)


def test_out_of_reach_and_not_there_are_the_same_answer():
    far = a_person(ward_id=ward("26743").id)
    record = a_dose(far.id, date(2021, 9, 1))
    actor = someone_as("ward_officer", ScopeKind.AREA, ward().id)
    answers = []
    for record_id in (record.id, 404):
        with pytest.raises(RecordNotFound) as refusal:
            services.annul_record(
                actor=actor, kind=RecordKind.VACCINATION, record_id=record_id, because="Nhầm người"
            )
        answers.append((refusal.value.code, refusal.value.message, refusal.value.context))
    assert answers[0] == answers[1]
    for person_id in (far.id, 404):
        with pytest.raises(PersonNotFound):
            queries.records_of_person(STRANGER, person_id)


def test_reading_records_is_in_the_trail_of_their_person():
    person = a_person()
    a_dose(person.id, date(2021, 9, 1))
    views = queries.records_of_person(citizen(person.id), person.id, purpose="xem hồ sơ của tôi")
    assert [(view.kind, view.on, view.details["product"]) for view in views] == [
        (RecordKind.VACCINATION, date(2021, 9, 1), "comirnaty")
    ]
    entry = TrailEntry.objects.latest("id")
    assert (entry.action, entry.person_id, entry.purpose) == ("records.read", person.id, "xem hồ sơ của tôi")


def test_a_guardian_reads_and_submits_for_a_dependant_and_nobody_else_s_child():
    mother, child, other = a_person("Lê Hoa"), a_person("Lê Nam", date(2015, 5, 5)), a_person("Trần Bé")
    people.add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    assert queries.records_of_person(citizen(mother.id), child.id) == []
    people.end_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id)
    for person in (child, other):
        with pytest.raises(PersonNotFound):
            queries.records_of_person(citizen(mother.id), person.id)


def test_a_grant_of_another_kind_does_not_reach_a_person():
    person = a_person(ward_id=ward().id)
    for kind in (ScopeKind.UNIT, ScopeKind.PLACE):
        grant = HeldGrant("ward_officer", frozenset(["records:record:read"]), kind, person.id)
        with pytest.raises(PersonNotFound):
            queries.records_of_person(Actor(1, "x", grants=(grant,)), person.id)
