"""Questionnaires and declarations as FHIR R4: valid by an independent implementation, and without loss."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire as FhirQuestionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as FhirResponse
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.declarations.fhir import document_of, questionnaire_resource, response_resource
from antoan.domains.declarations.questionnaires.answers import read_answers
from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.domains.declarations.questionnaires.documents import parse
from antoan.domains.declarations.values import Channel, DeclarationView, Flag, Standing, Verification
from tests.factories.declarations import FEVER, MOVEMENT

SHIPPED = catalogue().questionnaires
# FHIR R4 value sets that the independent implementation does not check.
ITEM_TYPES = {"group", "display", "boolean", "integer", "date", "string", "text", "choice"}


def view(**known):
    fields = {
        "id": UUID(int=7), "person_id": 12, "declared_at": datetime(2021, 10, 20, 3, tzinfo=UTC),
        "questionnaire": "national", "version": "1.0.0", "is_risky": True, "standing": Standing.WAITS, "flag": None,
        "channel": Channel.GATE, "verified_by": Verification.GATE, "is_by_person": False, "place_id": None, "trip_code": "",
    }  # fmt: skip
    return DeclarationView(**fields | known)


def kinds_in(items):
    for item in items:
        yield item["type"]
        yield from kinds_in(item.get("item", []))


@pytest.mark.parametrize("questionnaire", SHIPPED, ids=lambda one: one.key)
def test_every_shipped_form_is_a_valid_questionnaire_and_comes_back_whole(questionnaire):
    resource = questionnaire_resource(questionnaire.source)
    FhirQuestionnaire.model_validate(resource)
    assert set(kinds_in(resource["item"])) <= ITEM_TYPES
    assert resource["status"] == "active"
    assert document_of(json.loads(json.dumps(resource))) == dict(questionnaire.source)


def test_translations_bounds_and_conditions_stand_where_fhir_has_a_place_for_them():
    resource = questionnaire_resource(catalogue().find("movement", "1.0.0").source)
    items = {item["linkId"]: item for group in resource["item"] for item in [group, *group.get("item", [])]}
    assert items["startProvinceId"]["answerValueSet"] == "#provinces"
    assert items["startProvinceId"]["initial"] == [{"valueCoding": {"code": "79"}}]
    assert items["flightCode"]["enableWhen"] == [
        {"question": "vehicle", "operator": "=", "answerCoding": {"code": "airplane"}}
    ]
    assert items["birthYear"]["extension"][-1] == {
        "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 1900,
    }  # fmt: skip
    lang, content = items["showSignal"]["_text"]["extension"][0]["extension"]
    assert (lang["valueCode"], content["valueString"][:19]) == ("en", "In the last 14 days")


WORD = st.text("abcxyz", min_size=1, max_size=6)
WORDS = st.fixed_dictionaries({"vi": WORD, "en": WORD})


@st.composite
def documents(draw):
    """Return documents nobody wrote, in the form in which ours are written."""
    names = draw(st.lists(WORD, min_size=2, max_size=6, unique=True))
    items = []
    for name in names:
        kind = draw(st.sampled_from(["boolean", "text", "integer", "date", "choice"]))
        item = {"linkId": name, "type": kind, "text": draw(WORDS)}
        item |= draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "required": st.just(True),
                    "hint": WORDS,
                    "maxLength": st.integers(1, 500),
                    "icon": st.just("at-x"),
                },
            )
        )
        if kind == "choice":
            codes = draw(st.lists(WORD, min_size=1, max_size=3, unique=True))
            item["options"] = [{"code": code, "text": draw(WORDS)} for code in codes]
        if kind == "boolean" and draw(st.booleans()):
            item["initial"] = draw(st.booleans())
        if items and items[-1]["type"] == "boolean":
            condition = {
                "question": items[-1]["linkId"],
                "operator": draw(st.sampled_from(["=", "!="])),
                "answer": True,
            }
            item["enableWhen"] = [condition]
            item |= draw(st.sampled_from([{}, {"enableBehavior": "any"}]))
        items.append(item)
    return dict(SHIPPED[0].source) | {"items": items, "risk": {"rules": [], "clear": SHIPPED[0].source["risk"]["clear"]}}  # fmt: skip


@given(documents())
def test_any_document_comes_back_whole(document):
    parse(document)
    resource = questionnaire_resource(document)
    FhirQuestionnaire.model_validate(resource)
    assert document_of(resource) == document


def test_a_declaration_is_a_valid_response_with_its_author_and_standing():
    national = catalogue().find("national", "1.0.0")
    answers = read_answers(national, FEVER, today=date(2021, 10, 20)).all
    resource = response_resource(view(), national, answers)
    FhirResponse.model_validate(resource)
    assert resource["questionnaire"] == "urn:antoan:questionnaire:national|1.0.0"
    assert resource["subject"] == {"reference": "Patient/12"}
    assert resource["authored"] == "2021-10-20T10:00:00+07:00"
    assert [(item["linkId"], item.get("answer")) for item in resource["item"]][:3] == [
        ("showCountryPassing", [{"valueBoolean": False}]),
        ("showSignal", [{"valueBoolean": True}]),
        ("showSignalNote", [{"valueString": "Sốt từ hôm qua"}]),
    ]
    contact = resource["item"][3]
    assert [item["linkId"] for item in contact["item"]] == ["hasPatient", "hasFromSickCountry", "hasSick"]
    said = {one["url"].rpartition(":")[2]: [value for key, value in one.items() if key != "url"] for one in resource["extension"]}  # fmt: skip
    assert said == {"channel": ["gate"], "verified-by": ["gate"], "confirmed": [False], "risky": [True]}


def test_a_choice_is_answered_by_its_coding():
    movement = catalogue().find("movement", "1.0.0")
    answers = read_answers(movement, MOVEMENT | {"startTime": "2021-10-21"}, today=date(2021, 10, 20)).all
    resource = response_resource(view(questionnaire="movement"), movement, answers)
    FhirResponse.model_validate(resource)
    journey = {item["linkId"]: item for item in resource["item"][0]["item"]}
    assert journey["startTime"]["answer"] == [{"valueDate": "2021-10-21"}]
    assert journey["vehicle"]["answer"][0]["valueCoding"]["display"] == "Xe cá nhân"


def test_an_annulled_one_was_entered_in_error_and_a_doubted_one_says_that_it_was_confirmed():
    national = catalogue().find("national", "1.0.0")
    annulled = response_resource(view(standing=Standing.ANNULLED), national, {})
    assert annulled["status"] == "entered-in-error"
    doubted = response_resource(view(standing=Standing.DOUBTED, flag=Flag.TRAVEL), national, {})
    assert {"url": "urn:antoan:fhir:confirmed", "valueBoolean": True} in doubted["extension"]
