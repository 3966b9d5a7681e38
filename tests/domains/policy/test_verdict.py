"""A verdict carries its reason, never a diagnosis, and is never green by mistake."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from antoan.domains.policy.documents import load_shipped, parse
from antoan.domains.policy.errors import DocumentInvalid, NoSuchPolicy
from antoan.domains.policy.facts import FACTS
from antoan.domains.policy.values import DEFAULT_RULE, FAILED_RULE, Colour
from antoan.domains.policy.verdict import Reason, decide

POLICY = load_shipped("hcm-2021-10-01")
NOW = datetime(2021, 10, 15, 1, 0, tzinfo=UTC)  # 08:00 in the city.
VACCINATED = {
    "doses_valid": 1,
    "course_doses": 2,
    "first_dose_on": date(2021, 9, 1),
    "birth_on": date(1990, 1, 1),
}


def test_verdict_is_enough_to_explain_and_to_replay_it():
    verdict = decide(POLICY, VACCINATED, NOW)
    assert (verdict.colour, verdict.rule, verdict.rule_number) == (Colour.GREEN, "vaccinated", 3)
    assert (verdict.policy, verdict.version, verdict.until) == ("hcm-2021-10-01", "1.0.0", None)
    assert verdict.at == NOW
    assert verdict.reasons == (
        Reason("vaccinated", "Đã tiêm vắc xin, đủ 14 ngày", "Vaccinated at least 14 days ago"),
    )
    assert verdict.facts_used == {
        "doses_valid": 1, "course_doses": 2, "first_dose_on": date(2021, 9, 1), "last_dose_on": None,
    }  # fmt: skip
    again = decide(POLICY, {**verdict.facts_used, "now": verdict.at}, datetime(2030, 1, 1, tzinfo=UTC))
    assert again.as_json() == verdict.as_json()


def test_verdict_object_is_that_of_the_contract():
    shown = decide(POLICY, {"isolation_until": "2021-10-15"}, NOW).as_json()
    assert shown == {
        "colour": "red",
        "policy": "hcm-2021-10-01",
        "version": "1.0.0",
        "rule": "isolation",
        "until": "2021-10-16T00:00:00+07:00",
        "reasons": [
            {
                "code": "isolation",
                "vi": "Chưa được đến nơi công cộng",
                "en": "May not go to public places yet",
            }
        ],
        "advice": {
            "vi": "Tiếp tục cách ly đến hết ngày cuối; liên hệ trạm y tế phường, xã",
            "en": "Stay in isolation through its last day; ask the ward health station",
        },
    }


def test_stored_rule_number_gives_its_words_back():
    verdict = decide(POLICY, VACCINATED, NOW)
    assert POLICY.rule(verdict.rule_number) is verdict.decided_by
    assert POLICY.rule(DEFAULT_RULE).id == "no_data"
    assert POLICY.rule(FAILED_RULE).colour is Colour.UNKNOWN
    with pytest.raises(NoSuchPolicy):
        POLICY.rule(99)


def test_person_reads_more_of_himself_than_the_gate_does():
    verdict = decide(POLICY, {"case_active": True}, NOW)
    assert "ca bệnh" in verdict.holder_reason.vi
    assert "ca bệnh" not in json.dumps(verdict.as_json(), ensure_ascii=False)


@pytest.mark.parametrize("facts", [None, [], "facts", 7, [("case_active", True)]], ids=repr)
def test_facts_that_are_none_at_all_are_unknown(facts):
    verdict = decide(POLICY, facts, NOW)
    assert (verdict.colour, verdict.rule, verdict.rule_number) == (
        Colour.UNKNOWN,
        "evaluation_failed",
        FAILED_RULE,
    )
    assert verdict.as_json()["until"] is None


def test_row_of_a_driver_is_taken_as_facts():
    class Row:
        def get(self, name, default=None):
            return VACCINATED.get(name, default)

    assert decide(POLICY, Row(), NOW).colour is Colour.GREEN


def test_policy_given_as_json_decides_alike_and_its_changes_are_seen():
    document = deepcopy(dict(POLICY.source))
    assert decide(document, VACCINATED, NOW).rule == "vaccinated"
    document["rules"][3]["colour"] = "yellow"
    assert decide(document, VACCINATED, NOW).colour is Colour.YELLOW


def test_document_that_is_none_is_refused():
    with pytest.raises(DocumentInvalid):
        decide({"policy": "x"}, {}, NOW)


def a_policy(condition, until=None):
    rule = {"id": "only", "colour": "green", "if": condition, "text": {"vi": "a", "en": "b"}}
    return parse({
        "policy": "TEST", "version": "1", "validFrom": "2021-01-01T00:00:00Z",
        "rules": [rule | ({} if until is None else {"until": until})],
        "default": {"colour": "black", "id": "NODATA", "text": {"vi": "a", "en": "b"}},
    })  # fmt: skip


@pytest.mark.parametrize(
    "until", ["soon", {"var": "f.declared_at"}, 5, {"plusTime": [{"var": "f.x"}, 1, "day"]}]
)
def test_green_whose_end_cannot_be_told_is_unknown(until):
    verdict = decide(a_policy(True, until), {"declared_at": "bad", "x": []}, NOW)
    assert verdict.colour is Colour.UNKNOWN


def test_rule_may_compare_times_as_they_stand():
    """As in standards.md: ``{"var": "now"}`` without plusTime; and texts with or without an offset."""
    now, start = {"var": "now"}, "2021-10-15T01:00:00Z"
    assert decide(a_policy({"not-before": [now, start]}), {}, NOW).colour is Colour.GREEN
    assert decide(a_policy({"before": [now, start]}), {}, NOW).colour is Colour.BLACK
    assert decide(a_policy({"not-before": [now, "2021-10-15T08:00:00"]}), {}, NOW).colour is Colour.GREEN
    assert decide(a_policy({"before": [now, "2021-10-16"]}), {}, NOW).colour is Colour.GREEN
    assert (
        decide(a_policy({"after": [now, {"var": "f.symptoms_at"}]}), {"symptoms_at": NOW}, NOW).colour
        is Colour.BLACK
    )


def test_place_is_seen_by_rules():
    policy = a_policy({"===": [{"var": "place.kind"}, "hospital"]})
    assert decide(policy, {}, NOW, place={"kind": "hospital"}).colour is Colour.GREEN
    assert decide(policy, {}, NOW, place={"kind": "market"}).colour is Colour.BLACK
    assert decide(policy, {}, NOW).colour is Colour.BLACK


garbage = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20)
    | some.dates() | some.datetimes() | some.datetimes(timezones=some.just(UTC)) | some.binary(max_size=4),
    lambda inner: some.lists(inner, max_size=2) | some.dictionaries(some.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
names = some.sampled_from([*FACTS, "now", "place"])


@given(some.dictionaries(names, garbage))
def test_no_facts_whatever_raise(facts):
    verdict = decide(POLICY, facts, NOW)
    assert json.dumps(verdict.as_json())
    assert verdict.colour in Colour


@given(
    some.sampled_from(["doses_valid", "first_dose_on", "case_active", "isolation_until", "declaration_risk"]),
    garbage,
)
def test_garbage_in_a_fact_that_decides_is_never_green_unless_it_is_a_fact(name, value):
    """Whatever is no value of its kind turns a green person unknown; it never leaves him green."""
    reading = FACTS[name]
    try:
        is_fact = value is None or repr(reading(value)) != "MALFORMED"
    except TypeError:
        is_fact = False
    if not is_fact:
        assert decide(POLICY, {**VACCINATED, name: value}, NOW).colour is Colour.UNKNOWN
