"""Documents say exactly where they are wrong, and those that ship are right."""

import re
from copy import deepcopy

import pytest

from antoan.domains.policy import documents
from antoan.domains.policy.documents import RULES_MAX, load_shipped, parse, shipped, unknown_facts
from antoan.domains.policy.errors import DocumentInvalid, NoSuchPolicy

GOOD = load_shipped("hcm-2021-10-01").source


def changed(*path, value):
    document = deepcopy(dict(GOOD))
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return document


FAULTS = [
    ([], ""),
    ("hcm", ""),
    (changed("policy", value=None), "/policy"),
    (changed("policy", value="../../etc/passwd"), "/policy"),
    (changed("version", value="one"), "/version"),
    (changed("validFrom", value=None), "/validFrom"),
    (changed("validFrom", value="2021-10-01"), "/validFrom"),
    (changed("validTo", value="2021-10-01T00:00:00"), "/validTo"),
    (changed("scope", value="79"), "/scope"),
    (changed("scope", "area", value=79), "/scope/area"),
    (changed("dynamicCode", value="yes"), "/dynamicCode"),
    (changed("dynamicCode", value=["hospital", ""]), "/dynamicCode"),
    (changed("dynamicCode", value=[5]), "/dynamicCode"),
    (changed("rules", value=None), "/rules"),
    (changed("rules", value=[]), "/rules"),
    (changed("rules", value=[GOOD["rules"][0]] * (RULES_MAX + 1)), "/rules"),
    (changed("rules", 2, value="rule"), "/rules/2"),
    (changed("rules", 2, "id", value=None), "/rules/2/id"),
    (changed("rules", 2, "id", value="isolation"), "/rules/2/id"),
    (changed("rules", 2, "id", value="evaluation_failed"), "/rules/2/id"),
    (changed("rules", 2, "colour", value="purple"), "/rules/2/colour"),
    (changed("rules", 2, "colour", value=[]), "/rules/2/colour"),
    (changed("rules", 2, "text", value=None), "/rules/2/text"),
    (changed("rules", 2, "text", "en", value=None), "/rules/2/text/en"),
    (changed("rules", 2, "text", "vi", value="x" * 1001), "/rules/2/text/vi"),
    (changed("rules", 2, "advice", value="run"), "/rules/2/advice"),
    (changed("rules", 2, "needs", value="f.x"), "/rules/2/needs"),
    (changed("rules", 2, "if", value=None), "/rules/2/if"),
    (changed("rules", 2, "if", value={"and": [True, {"nope": [1]}]}), "/rules/2/if/and/1"),
    (changed("rules", 2, "if", value={"var": "f.declared_at.year"}), "/rules/2/if"),
    (changed("rules", 2, "until", value={"plusTime": [1, 1.5, "day"]}), "/rules/2/until"),
    (changed("rules", 2, "until", value={"plusTime": ["2021-01-01", 201, "year"]}), "/rules/2/until"),
    (changed("default", value=None), "/default"),
    (changed("default", "colour", value="grey"), "/default/colour"),
    (changed("default", "id", value="vaccinated"), "/default/id"),
]


@pytest.mark.parametrize(("document", "path"), FAULTS, ids=[path or "/" for _, path in FAULTS])
def test_fault_is_named_with_its_place(document, path):
    with pytest.raises(DocumentInvalid) as caught:
        parse(document)
    assert caught.value.context["path"] == path
    assert caught.value.message.startswith(f"at {path or '/'}: ")


def test_members_of_a_newer_version_are_ignored():
    document = changed("sensors", value={"x": 1})
    document["rules"][0]["sound"] = "siren"
    assert parse(document).rules[0].id == "stay_apart"


def test_typing_error_in_a_fact_is_found_before_publication():
    assert unknown_facts(parse(changed("rules", 0, "if", value={"var": "f.case_activ"}))) == ("case_activ",)


@pytest.mark.parametrize("key", ["nowhere-2021", "../errors", "", "vaccines"])
def test_unknown_key_is_refused(key):
    with pytest.raises(NoSuchPolicy, match="hcm-2021-10-01"):
        load_shipped(key)


def test_rules_of_2021_ship():
    assert [document.policy for document in shipped()] == [
        "hcm-2021-09-12-draft", "hcm-2021-09-15", "hcm-2021-10-01", "khanhhoa-2021-10-07", "hcm-2021-10-15",
    ]  # fmt: skip


@pytest.mark.parametrize("document", shipped(), ids=lambda document: document.policy)
class TestShippedDocument:
    """What each of them must have."""

    def test_reads_only_facts_that_a_pass_holds(self, document):
        assert unknown_facts(document) == ()

    def test_lists_what_each_rule_needs(self, document):
        for rule, written in zip(document.rules, document.source["rules"], strict=True):
            assert set(written["needs"]) == {f"f.{name}" for name in rule.needs}, rule.id

    def test_names_its_legal_basis_and_how_sure_each_rule_is(self, document):
        assert all({"document", "by", "on", "mark"} <= set(basis) for basis in document.source["basis"])
        confidence = document.source["confidence"]
        assert set(confidence) == {rule.id for rule in (*document.rules, document.default)}
        for rule, sure in confidence.items():
            assert sure["mark"] in document.source["marks"], rule
            assert sure["unconfirmed"] or sure["mark"] in ("V", "N"), rule

    def test_rule_ids_are_lower_snake(self, document):
        for rule in (*document.rules, document.default):
            assert re.fullmatch(r"[a-z][a-z0-9_]*", rule.id)

    def test_puts_safety_first(self, document):
        assert [rule.id for rule in document.rules[:3]] == ["stay_apart", "isolation", "declaration_risk"]

    def test_tells_the_gate_no_diagnosis(self, document):
        for rule in (*document.rules, document.default, documents.EVALUATION_FAILED):
            words = f"{rule.reason} {rule.advice}".lower()
            assert not re.search(r"\bf0\b|ca bệnh|dương tính|active case|positive|infect", words), rule.id

    def test_says_what_to_do(self, document):
        assert all(rule.advice.vi and rule.advice.en for rule in (*document.rules, document.default))


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (None, {"hospital": False, "": False}),
        (False, {"hospital": False, "": False}),
        (True, {"hospital": True, "shop": True, "": True}),
        (["hospital", "checkpoint"], {"hospital": True, "shop": False, "": False}),
        ([], {"hospital": False}),
    ],
)
def test_a_policy_asks_for_dynamic_codes_everywhere_or_at_some_kinds_of_places(asked, kinds):
    document = parse(dict(GOOD) if asked is None else changed("dynamicCode", value=asked))
    assert {kind: document.asks_dynamic_code(kind) for kind in kinds} == kinds
