"""Answers: what is asked, what is missing, what is kept apart, and which are a risk because of which question."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.declarations.errors import AnswersWrong, DeclarationUnreadable
from antoan.domains.declarations.questionnaires.answers import read_answers
from antoan.domains.declarations.questionnaires.branching import enabled
from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.declarations.questionnaires.values import ItemKind
from antoan.domains.policy.errors import CertLogicFailed
from tests.domains.declarations.vectors import cases
from tests.factories.declarations import ALL_NO, FEVER, MOVEMENT

TODAY = date(2021, 10, 20)


def form(key):
    return catalogue().find(key, "1.0.0")


def read(key, given, today=TODAY):
    return read_answers(form(key), given, today=today)


def faults(key, given, today=TODAY):
    with pytest.raises(AnswersWrong) as caught:
        read(key, given, today)
    return caught.value.context["faults"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_the_vectors_hold(case):
    questionnaire = form(case["questionnaire"])
    assert [item.link_id for item in enabled(questionnaire, case["answers"])] == case["asked"]
    found = assess(questionnaire, case["answers"])
    assert (found.is_risky, [risk.rule for risk in found.risks]) == (case["risky"], case["reasons"])
    assert [question for risk in found.risks for question in risk.questions] == case["questions"]


def test_the_gravest_risk_gives_the_advice_and_none_gives_the_all_clear():
    short_of_breath = assess(form("hospital"), {"signs": True, "breath": True})
    assert short_of_breath.advice.vi.startswith("Gọi 115 ngay")
    assert assess(form("hospital"), {}).text.en == "No risk found"


def test_a_rule_that_cannot_be_evaluated_has_somebody_look():
    def fails(_data):
        raise CertLogicFailed("odd")

    rule = replace(form("national").risks[0], applies=fails)
    assert assess(replace(form("national"), risks=(rule,)), ALL_NO).is_risky is True


def test_free_text_is_kept_apart_from_what_rules_read():
    kept = read("national", FEVER)
    assert kept.words == {"showSignalNote": "Sốt từ hôm qua"}
    assert kept.coded == ALL_NO | {"showSignal": True}


def test_what_a_form_sends_and_what_a_gate_sends_are_the_same():
    sent = {name: str(answer).lower() for name, answer in ALL_NO.items()} | {"csrfmiddlewaretoken": "x"}
    assert read("national", sent) == read("national", ALL_NO)


def test_an_answer_to_a_question_that_is_not_asked_is_dropped():
    kept = read("national", ALL_NO | {"countryPassing": "Đồng Nai", "fullName": "AI ĐÓ", "unheard": True})
    assert kept.all == ALL_NO


def test_every_missing_and_wrong_answer_is_named_in_the_order_of_the_form():
    given = ALL_NO | {"showCountryPassing": True, "hasSick": "có lẽ", "hasPatient": None}
    assert list(faults("national", given).items()) == [
        ("countryPassing", "missing"), ("hasPatient", "missing"), ("hasSick", "unreadable"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given", "fault"),
    [
        ("vehicle", "tàu ngầm", "unreadable"),
        ("vehicle", 3, "unreadable"),
        ("vehicleCode", "x" * 21, "too_long"),
        ("vehicleCode", "x" * 100_000, "too_long"),
        ("vehicleCode", ["59A"], "unreadable"),
        ("startTime", "20/10/2021", "unreadable"),
        ("startTime", "2021-02-30", "unreadable"),
        ("startTime", "2021-10-18", "out_of_bounds"),
        ("startTime", "2021-11-20", "out_of_bounds"),
        ("startTime", 20211020, "unreadable"),
        ("endProvinceId", "00", "unreadable"),
        ("endWardId", "  ", "missing"),
    ],
)
def test_answers_stay_within_their_bounds(name, given, fault):
    assert faults("movement", MOVEMENT | {"startTime": "2021-10-20", name: given}) == {name: fault}


@pytest.mark.parametrize("day", ["2021-10-19", "2021-10-20", "2021-11-19"])
def test_the_first_and_the_last_day_of_a_bound_are_within_it(day):
    assert read("movement", MOVEMENT | {"startTime": day}).coded["startTime"] == day


def test_hidden_marks_and_line_breaks_do_not_get_into_a_text():
    said = read("national", FEVER | {"showSignalNote": " Sốt\r\n\x00 nhẹ\u202e "})
    assert said.words["showSignalNote"] == "Sốt nhẹ"


def test_a_flood_of_answers_is_refused():
    with pytest.raises(DeclarationUnreadable):
        read("national", {f"q{number}": True for number in range(201)})


ANYTHING = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30)
    | st.sampled_from(["true", "false", "79", "airplane", "2021-10-20"]) | st.lists(st.booleans(), max_size=2)
)  # fmt: skip


@given(st.data())
def test_whatever_is_sent_is_kept_readable_or_refused(data):
    questionnaire = data.draw(st.sampled_from(catalogue().questionnaires))
    names = [item.link_id for item in questionnaire.all_items()]
    given_answers = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING, max_size=len(names)))
    try:
        kept = read_answers(questionnaire, given_answers, today=TODAY)
    except AnswersWrong:
        return
    assert read_answers(questionnaire, kept.all, today=TODAY) == kept
    assert isinstance(assess(questionnaire, kept.all).is_risky, bool)


@given(st.data())
def test_no_answers_whatever_make_the_rules_of_a_shipped_form_fail(data):
    questionnaire = data.draw(st.sampled_from(catalogue().questionnaires))
    answers = {}
    for item in questionnaire.asked():
        if item.kind is ItemKind.BOOLEAN and data.draw(st.booleans()):
            answers[item.link_id] = data.draw(st.booleans())
    for rule in questionnaire.risks:
        assert rule.applies({"a": answers}) in (True, False)
