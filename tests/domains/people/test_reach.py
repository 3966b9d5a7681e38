"""Nobody reads or changes somebody out of reach (lesson L16)."""

import pytest

from antoan.domains.people import queries, services
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.values import ErasureGround, PersonChange
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.areas import district, ward
from tests.factories.people import a_cccd, a_person, citizen
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


def read(actor, person_id):
    queries.identity_of(actor, person_id)


def list_dependants(actor, person_id):
    queries.dependants_of(actor, person_id)


def change(actor, person_id):
    services.change_person(actor=actor, person_id=person_id, change=PersonChange(address="1 Lê Lợi"))


def add_paper(actor, person_id):
    services.add_document(actor=actor, person_id=person_id, paper=a_cccd())


def add_phone(actor, person_id):
    services.add_phone(actor=actor, person_id=person_id, number="0912345678")


def take_into_care(actor, person_id):
    guardian = a_person(ward_id=ward().id)
    services.add_dependant(actor=actor, guardian_id=guardian.id, person_id=person_id, kinship="mẹ")


def erase(actor, person_id):
    services.erase_person(actor=actor, person_id=person_id, ground=ErasureGround.OWN_REQUEST)


# What is done, and which roles may.
READERS, CHANGERS = {"clinic_staff", "ward_officer", "tracer", "helper"}, {"ward_officer"}
DEEDS = {
    "read": (read, READERS),
    "list dependants": (list_dependants, READERS),
    "change": (change, CHANGERS),
    "add a paper": (add_paper, CHANGERS),
    "add a phone": (add_phone, CHANGERS),
    "take into care": (take_into_care, CHANGERS),
    "erase": (erase, {"city_health"}),
}
ROLES = ["citizen", "gate_operator", "unit_admin", "helper", "clinic_staff", "ward_officer", "tracer", "district_supervisor", "city_health", "auditor", "operator"]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", DEEDS)
def test_every_role_does_only_what_it_may_and_only_in_its_area(role, deed):
    here = ward()
    near, far = a_person(ward_id=here.id), a_person(ward_id=ward("26743").id)
    actor = citizen(a_person().id) if role == "citizen" else someone_as(role, ScopeKind.AREA, here.id)
    do, allowed = DEEDS[deed]
    with pytest.raises(PersonNotFound):
        do(actor, far.id)
    if role in allowed:
        do(actor, near.id)
        return
    with pytest.raises((Forbidden, PersonNotFound)):
        do(actor, near.id)


def test_a_right_over_a_district_of_2021_reaches_today_s_wards():
    person = a_person(ward_id=ward().id)
    assert queries.identity_of(someone_as("ward_officer", ScopeKind.AREA, district().id), person.id)


def test_out_of_reach_and_not_there_are_the_same_answer():
    far = a_person(ward_id=ward("26743").id)
    officer = someone_as("ward_officer", ScopeKind.AREA, ward().id)
    answers = set()
    for actor in (officer, STRANGER, citizen(404)):
        for person_id in (far.id, 405):
            with pytest.raises(PersonNotFound) as refusal:
                queries.identity_of(actor, person_id)
            answers.add((refusal.value.code, refusal.value.message))
    assert len(answers) == 1


def test_reading_an_identity_is_in_the_trail_of_its_person():
    person = a_person()
    assert queries.identity_of(citizen(person.id), person.id, purpose="xem").full_name == "Nguyễn Văn An"
    entry = TrailEntry.objects.latest("id")
    assert (entry.action, entry.person_id, entry.purpose) == ("people.identity.read", person.id, "xem")


def test_a_citizen_reads_himself_and_a_dependant():
    mother, child = a_person("Lê Hoa"), a_person("Lê Nam")
    actor = citizen(mother.id)
    services.add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    assert [queries.identity_of(actor, who.id).full_name for who in (mother, child)] == ["Lê Hoa", "Lê Nam"]
