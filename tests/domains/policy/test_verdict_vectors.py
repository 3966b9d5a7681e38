"""Every case of tests/vectors/policy/verdicts.json, in Python."""

from datetime import datetime

import pytest

from antoan.domains.policy.documents import load_shipped
from antoan.domains.policy.verdict import decide
from tests.domains.policy.vectors import cases


@pytest.mark.parametrize("case", cases("verdicts"), ids=lambda case: case["name"])
def test_city_answers_as_the_vectors_say(case):
    verdict = decide(load_shipped(case["policy"]), case["facts"], case["now"], place=case.get("place"))
    shown = verdict.as_json()
    assert (shown["colour"], shown["rule"], shown["until"]) == (case["colour"], case["rule"], case["until"])


@pytest.mark.parametrize("case", cases("verdicts"), ids=lambda case: case["name"])
def test_answer_changes_at_until_and_not_a_second_before(case):
    """`until` is the day of change: just before it the same rule decides, at it another one does."""
    if case["until"] is None or "now" in case["facts"]:
        return
    until = datetime.fromisoformat(case["until"])
    policy = load_shipped(case["policy"])
    at = decide(policy, case["facts"], until, place=case.get("place"))
    if case["rule"] == "pcr_negative":  # The 72nd hour counts in full.
        assert at.rule == case["rule"]
        return
    assert at.rule != case["rule"]
