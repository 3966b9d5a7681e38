"""`antoan policy` answers every line, and goes on after a bad one."""

import json
import subprocess
from pathlib import Path

import pytest

from antoan.domains.policy.documents import load_shipped
from antoan.entrypoints.cli.json_lines import LINE_BYTES_MAX
from tests.domains.policy.vectors import cases
from tests.factories.installation import command_of

DEMO = "hcm-2021-10-01"


def antoan(*arguments, given=b""):
    command = command_of("policy", *arguments)
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def as_input(*values):
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def test_verdict_for_every_line_of_facts():
    vectors = [case for case in cases("verdicts") if case["policy"] == DEMO]
    given = as_input(*({"now": case["now"]} | case["facts"] for case in vectors))
    done = antoan("eval", "--policy", DEMO, given=given)
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [(a["colour"], a["rule"], a["until"]) for a in lines(done)]
    assert answers == [(case["colour"], case["rule"], case["until"]) for case in vectors]


def test_policy_may_be_a_file(tmp_path: Path):
    file = tmp_path / "city.json"
    file.write_text(json.dumps(load_shipped(DEMO).source), encoding="utf-8")
    (answer,) = lines(antoan("eval", "--policy", str(file), given=as_input({"case_active": True})))
    assert (answer["colour"], answer["policy"], answer["rule"]) == ("red", DEMO, "stay_apart")


def test_bad_lines_are_answered_with_their_number_and_the_stream_goes_on():
    bad = [
        b"xx",
        b"[1]",
        b"null",
        b"\xff\xfe",
        b'{"a": NaN}',
        b"[" * 100_000,
        b'"' + b"x" * LINE_BYTES_MAX + b'"',
    ]
    given = b"\n".join([b'{"case_active": true}', *bad, b"", b'{"case_active": true}'])
    done = antoan("eval", "--policy", DEMO, given=given)
    first, *faults, last = lines(done)
    assert done.returncode == 0
    assert first == last
    assert first["colour"] == "red"
    assert [fault["line"] for fault in faults] == [2, 3, 4, 5, 6, 7, 8]
    assert all(fault["error"] and "colour" not in fault for fault in faults)


def test_time_comes_from_the_facts_before_the_option():
    facts = {"doses_valid": 1, "first_dose_on": "2021-10-01"}
    given = as_input(facts, {**facts, "now": "2021-10-14T08:00:00+07:00"})
    done = antoan("eval", "--policy", DEMO, "--now", "2021-10-20T08:00:00+07:00", given=given)
    assert [answer["colour"] for answer in lines(done)] == ["green", "black"]


def test_certlogic_answers_result_or_error():
    given = as_input(
        {"expression": {"plusTime": ["2020-02-29", 1, "year"]}, "data": {}},
        {"expression": {"var": "x"}, "data": {"x": [1, None]}},
        {"expression": {"nope": [1]}, "data": {}},
        {"expression": {"in": [1, 2]}, "data": {}},
        {"data": {}},
        {"expression": True},
    )
    done = antoan("certlogic", given=given)
    answers = lines(done)
    assert done.returncode == 0
    assert answers[0] == {"result": "2021-03-01T00:00:00.000Z"}
    assert answers[1] == {"result": [1, None]}
    assert [answer.get("code") for answer in answers[2:5]] == [
        "policy:certlogic:invalid",
        "policy:certlogic:failed",
        "input:bad",
    ]
    assert answers[5] == {"result": True}


def test_shipped_policies_are_listed_and_shown():
    listed = antoan("list").stdout.decode()
    assert "hcm-2021-10-01" in listed
    assert "khanhhoa-2021-10-07" in listed
    assert json.loads(antoan("show", DEMO).stdout) == load_shipped(DEMO).source


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["eval", "--policy", "nowhere-2021"], 1, "hcm-2021-10-01"),
        (["eval", "--policy", "nowhere.json"], 1, "nowhere.json"),
        (["eval"], 2, "--policy"),
        (["eval", "--policy", DEMO, "--now", "noon"], 2, "noon"),
        (["judge"], 2, "judge"),
    ],
)
def test_fault_is_one_line_and_a_status(arguments, status, said):
    done = antoan(*arguments)
    assert done.returncode == status
    assert said in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "said"), [(b"{", "not JSON"), (b"\xff", "not JSON"), (b'{"rules": []}', "at /rules: ")]
)
def test_bad_policy_file_is_named_with_its_fault(tmp_path: Path, content, said):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    done = antoan("eval", "--policy", str(file))
    assert done.returncode == 1
    assert str(file) in done.stderr.decode()
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
