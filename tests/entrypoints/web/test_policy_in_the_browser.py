"""The browser decides as Python does: the vectors, and two thousand people nobody thought of."""

import json
import random
from datetime import UTC, date, datetime, timedelta

from antoan.domains.policy.documents import load_shipped, shipped
from antoan.domains.policy.facts import FACTS
from antoan.domains.policy.verdict import decide
from tests.domains.policy.vectors import cases
from tests.entrypoints.web.browser_scripts import run_lines

SCRIPT = """
import { decide, FACTS } from "ASSETS/shared/assets/policy.js";
import { evaluate } from "certlogic-js";
import { createInterface } from "node:readline";
function value(expression, data) {
  try { return { result: evaluate(expression, data) }; } catch { return { fails: true }; }
}
const policies = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (given.document) policies.set(given.document.policy, given.document);
  const answer = given.expression !== undefined ? value(given.expression, given.data)
    : given.facts !== undefined ? decide(policies.get(given.policy), given.facts, given.now, given.place ?? null)
    : Object.keys(FACTS);
  console.log(JSON.stringify(answer));
}
"""


def in_browser(lines, folder):
    """Give the policies first, then the lines; return the answers to the lines."""
    policies = [{"document": document.source} for document in shipped()]
    return run_lines(SCRIPT, [*policies, *lines], folder)[len(policies) :]


def test_browser_knows_the_same_facts(tmp_path):
    assert in_browser([{}], tmp_path) == [list(FACTS)]


def test_browser_passes_the_verdict_vectors(tmp_path):
    vectors = cases("verdicts")
    given = [{key: case.get(key) for key in ("policy", "facts", "now", "place")} for case in vectors]
    answers = in_browser(given, tmp_path)
    for case, answer in zip(vectors, answers, strict=True):
        expected = decide(load_shipped(case["policy"]), case["facts"], case["now"], place=case.get("place"))
        assert answer == expected.as_json(), case["name"]
        assert (answer["colour"], answer["rule"]) == (case["colour"], case["rule"]), case["name"]


def test_reference_implementation_passes_our_certlogic_vectors(tmp_path):
    vectors = cases("certlogic")
    given = [{"expression": case["expression"], "data": case["data"]} for case in vectors]
    for case, answer in zip(vectors, in_browser(given, tmp_path), strict=True):
        expected = {"fails": True} if case.get("fails") else {"result": case["expected"]}
        assert answer == expected, case["name"]


def test_browser_agrees_about_people_nobody_thought_of(tmp_path):
    chance = random.Random(20211001)
    keys = [document.policy for document in shipped()]
    people = [
        {"policy": chance.choice(keys), "facts": somebody(chance), "now": a_moment(chance)}
        for _ in range(2000)
    ]
    for given, answer in zip(people, in_browser(people, tmp_path), strict=True):
        expected = decide(load_shipped(given["policy"]), given["facts"], given["now"])
        assert answer == expected.as_json(), json.dumps(given)


def a_moment(chance):
    moment = datetime(2021, 9, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(90 * 86_400))
    return moment.isoformat()


def a_day(chance):
    return (date(2021, 3, 1) + timedelta(days=chance.randrange(240))).isoformat()


def somebody(chance):
    """Return facts of a person, some missing, now and then one that makes no sense."""
    facts = {
        "birth_on": f"{chance.randrange(1930, 2021)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 32):02}",
        "doses_valid": chance.choice([0, 0, 1, 1, 2, 3, 1.0]),
        "course_doses": chance.choice([1, 2, 2, 2, 3]),
        "first_dose_on": a_day(chance),
        "last_dose_on": a_day(chance),
        "recovered_on": a_day(chance),
        "case_active": chance.random() < 0.05,
        "isolation_until": a_day(chance),
        "declared_at": a_moment(chance),
        "declaration_risk": chance.random() < 0.1,
        "last_negative_at": a_moment(chance),
        "last_negative_kind": chance.choice(["pcr", "rapid"]),
        "has_records": chance.random() < 0.8,
    }
    kept = {name: value for name, value in facts.items() if chance.random() < 0.6}
    if kept and chance.random() < 0.15:
        kept[chance.choice(list(kept))] = chance.choice(
            [
                "",
                "x",
                -1,
                1.5,
                [],
                {},
                "2021-02-30",
                "0001-01-01",
                "2021-09-01T00:00:00+24:00",
                None,
                True,
                10**20,
            ]
        )
    return kept
