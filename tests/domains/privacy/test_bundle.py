"""The health parts of a copy are FHIR R4 that an independent reader of the format accepts."""

import json
from datetime import date, datetime, timedelta

import pytest
import time_machine
from fhir.resources.R4B.bundle import Bundle

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.services import annul_declaration
from antoan.domains.people.values import Birth
from antoan.domains.privacy.copying.bundle import bundle_of
from antoan.domains.privacy.copying.pieces import gather
from antoan.domains.records.services import annul_record, record_recovery
from antoan.domains.records.values import Origin, RecordKind, RecoveryProof, TestKind, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.areas import ward
from tests.factories.declarations import FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.records import SELF, a_case, a_dose, a_test, an_isolation

pytestmark = pytest.mark.django_db
# Required bindings of R4 that the reader does not check itself.
STATUS = {
    "Immunization": {"completed", "entered-in-error", "not-done"},
    "Observation": {"registered", "preliminary", "final", "entered-in-error"},
    "Flag": {"active", "inactive", "entered-in-error"},
    "QuestionnaireResponse": {"completed", "entered-in-error"},
}


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(datetime(2026, 11, 19, 9, tzinfo=CITY_ZONE), tick=False):
        yield


def resources_of(person_id: int) -> list[dict]:
    bundle = bundle_of(gather(person_id), made_at=clock.now())
    read = Bundle.model_validate(bundle)
    assert len(read.entry) == len(bundle["entry"])
    ids = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(ids) == len(set(ids))
    for entry in bundle["entry"]:
        resource = entry["resource"]
        assert entry["fullUrl"] == f"urn:uuid:{resource['id']}"
        about = resource.get("patient") or resource.get("subject")
        if about:
            assert about["reference"] in ids
        allowed = STATUS.get(resource["resourceType"])
        assert allowed is None or resource["status"] in allowed
    return [entry["resource"] for entry in bundle["entry"]]


def of_kind(person_id: int, kind: str) -> list[dict]:
    return [one for one in resources_of(person_id) if one["resourceType"] == kind]


def test_a_patient_bears_name_numbers_and_home():
    person = a_person(phones=("0912345678",), address="12 Lê Lợi", ward_id=ward().id)
    [patient] = of_kind(person.id, "Patient")
    assert patient["name"] == [{"use": "official", "text": "Nguyễn Văn An"}]
    assert patient["birthDate"] == "1990-02-01"
    assert {one["system"] for one in patient["identifier"]} == {"urn:antoan:qid", "urn:antoan:cccd"}
    assert patient["address"] == [{"text": "12 Lê Lợi", "district": "Phường Sài Gòn", "country": "VN"}]


def test_who_knows_only_a_year_of_birth_has_only_that():
    from antoan.domains.people.services import register_person
    from antoan.domains.people.values import NewPerson

    person = register_person(
        actor=SYSTEM, person=NewPerson(full_name="Trần Thị Già", birth=Birth.of_year(1941))
    )
    [patient] = of_kind(person.id, "Patient")
    assert patient["birthDate"] == "1941"
    assert "telecom" not in patient


def test_doses_carry_the_codes_of_the_eu_and_say_who_vouches():
    person = a_person()
    a_dose(person.id, date(2021, 9, 1))
    a_dose(person.id, date(2021, 10, 1), dose_number=2, origin=SELF)
    wrong = a_dose(person.id, date(2021, 6, 20), product="astrazeneca")
    annul_record(actor=SYSTEM, kind=RecordKind.VACCINATION, record_id=wrong.id, because="nhầm người")
    doses = {one["occurrenceDateTime"]: one for one in of_kind(person.id, "Immunization")}
    first = doses["2021-09-01"]
    assert first["vaccineCode"]["coding"][0]["code"] == "1119349007"
    assert (first["status"], first["primarySource"]) == ("completed", True)
    assert doses["2021-10-01"]["primarySource"] is False
    assert doses["2021-06-20"]["status"] == "entered-in-error"


@pytest.mark.parametrize("kind", TestKind)
@pytest.mark.parametrize("outcome", TestOutcome)
def test_every_kind_of_test_and_outcome_is_told(kind, outcome):
    person = a_person()
    a_test(person.id, clock.now() - timedelta(days=1), outcome, kind)
    [test] = of_kind(person.id, "Observation")
    assert ("valueCodeableConcept" in test) is (outcome is not TestOutcome.PENDING)
    assert test["status"] == ("registered" if outcome is TestOutcome.PENDING else "final")


def test_a_case_is_active_until_it_has_recovered_and_nothing_once_annulled():
    person = a_person()
    case = a_case(person.id, date(2026, 11, 1))
    [condition] = of_kind(person.id, "Condition")
    assert condition["clinicalStatus"]["coding"][0]["code"] == "active"
    record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=date(2026, 11, 15), proof=RecoveryProof.DISCHARGE
    )
    [condition] = of_kind(person.id, "Condition")
    assert condition["clinicalStatus"]["coding"][0]["code"] == "resolved"
    assert condition["abatementDateTime"] == "2026-11-15"
    annul_record(actor=SYSTEM, kind=RecordKind.INFECTION, record_id=case.id, because="nhầm người")
    [condition] = of_kind(person.id, "Condition")
    assert "clinicalStatus" not in condition
    assert condition["verificationStatus"]["coding"][0]["code"] == "entered-in-error"


def test_isolation_and_declarations_are_told():
    person = a_person()
    an_isolation(person.id, date(2026, 11, 18), date(2026, 11, 25))
    [flag] = of_kind(person.id, "Flag")
    assert (flag["status"], flag["period"]) == ("active", {"start": "2026-11-18", "end": "2026-11-25"})
    declaration = a_declaration(person.id, FEVER, actor=citizen(person.id))
    [response] = of_kind(person.id, "QuestionnaireResponse")
    told = json.dumps(response["item"], ensure_ascii=False)
    assert '"linkId": "hasSick"' in told
    assert '{"valueBoolean": false}' in told
    assert "Sốt từ hôm qua" in told
    annul_declaration(actor=citizen(person.id), declaration_id=declaration.id)
    [response] = of_kind(person.id, "QuestionnaireResponse")
    assert response["status"] == "entered-in-error"


def test_a_declaration_whose_form_was_taken_away_is_told_without_its_answers():
    person = a_person()
    declaration = a_declaration(person.id, actor=citizen(person.id))
    Declaration.objects.filter(pk=declaration.id).update(questionnaire="own-form")
    [response] = of_kind(person.id, "QuestionnaireResponse")
    assert "item" not in response
    assert response["status"] == "completed"


def test_a_vaccine_nobody_knows_is_told_as_it_was_written():
    from antoan.domains.records.models import Vaccination

    person = a_person()
    a_dose(person.id, date(2021, 9, 1), origin=Origin("clinic:1"))
    Vaccination.objects.update(product="thuốc lạ")
    [dose] = of_kind(person.id, "Immunization")
    assert dose["vaccineCode"] == {"text": "thuốc lạ"}
