"""The official CertLogic suite, the EU's template rules, and our own vectors."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from antoan.domains.policy import certlogic
from antoan.kit.errors import AntoanError
from tests.domains.policy.vectors import cases

SHARED = Path(__file__).resolve().parents[4] / "shared" / "vectors"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the outside vectors (../shared) are not here")


def official():
    for file in sorted((SHARED / "certlogic").glob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
            for assertion in case["assertions"]:
                if assertion.get("directive") != "skip":
                    expression = case.get("certLogicExpression", assertion.get("certLogicExpression"))
                    yield pytest.param(
                        expression,
                        assertion["data"],
                        assertion["expected"],
                        id=f"{file.stem}: {case['name']}",
                    )


def european_rules():
    for folder in sorted((SHARED / "dcc-rules").glob("*")):
        rule = json.loads((folder / "rule.json").read_text(encoding="utf-8"))
        for file in sorted((folder / "tests").glob("*.json")):
            test = json.loads(file.read_text(encoding="utf-8"))
            data = {"payload": test["payload"], "external": test["external"]}
            yield pytest.param(rule["Logic"], data, test["expected"], id=f"{folder.name}: {file.stem}")


@needs_shared
@pytest.mark.parametrize(("expression", "data", "expected"), [*official()])
def test_official_suite(expression, data, expected):
    assert_is(certlogic.evaluate(expression, data), expected)


@needs_shared
@pytest.mark.parametrize(("expression", "data", "expected"), [*european_rules()])
def test_european_template_rules(expression, data, expected):
    assert_is(certlogic.evaluate(expression, data), expected)


@pytest.mark.parametrize("case", cases("certlogic"), ids=lambda case: case["name"])
def test_our_vectors(case):
    if case.get("fails"):
        with pytest.raises(AntoanError):
            certlogic.evaluate(case["expression"], case["data"])
        return
    result = certlogic.evaluate(case["expression"], case["data"])
    if isinstance(result, datetime):
        result = result.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert_is(result, case["expected"])


def assert_is(result, expected):
    """Equal, and no True for a 1."""
    assert result == expected
    assert type(result) is type(expected)
