"""Python and the browser say the same of every code in tests/vectors/codes (lesson L26)."""

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest

from antoan.domains.codes import key_list
from antoan.domains.codes.answers import Trust, answer
from tests.entrypoints.web.browser_scripts import run_lines
from tests.vectors import make_codes

FILES = sorted(make_codes.FOLDER.glob("*.json"))
SCRIPT = """
import { check, checkDynamic, checkPlace, detect } from "ASSETS/shared/assets/codes.js";
import { createInterface } from "node:readline";
async function reasonOf({ kind, value }, text, list, at) {
  if (kind.startsWith("personal")) return check(text, list, at);
  if (kind === "place") return checkPlace(text, list, at);
  if (kind === "dynamic") return checkDynamic(text, at);
  if (kind === "result") return null; // The server alone judges a slip: it also knows what was withdrawn since.
  if (kind === "former") return kind;
  return kind === "unknown" || value === "HC1:NCF" ? "unreadable" : "ok";
}
let list = null;
for await (const line of createInterface({ input: process.stdin })) {
  const { keys, text, at } = JSON.parse(line);
  if (keys) list = keys;
  const scanned = keys ? null : detect(text);
  console.log(JSON.stringify(scanned && [scanned.kind, await reasonOf(scanned, scanned.text, list, Date.parse(at))]));
}
"""


def cases_of(file: Path) -> list[dict]:
    document = json.loads(file.read_text())
    changes = document.get("changes", {"rows": []})
    return document["cases"] + [
        {
            "name": f"character {place} becomes {letter!r}",
            "text": changes["text"][:place] + letter + changes["text"][place + 1 :],
            "at": changes["at"],
            "kind": kind,
            "reason": reason,
        }
        for place, letter, kind, reason in changes["rows"]
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_python_says_what_the_vectors_say(file: Path) -> None:
    document = json.loads(file.read_text())
    keys = {key.number: key for key in map(key_list.key_of, document["keys"]["keys"])}
    for case in cases_of(file):
        said = answer(case["text"], trust=Trust(keys), at=datetime.fromisoformat(case["at"]))
        assert (said["kind"], said["reason"]) == (case["kind"], case["reason"]), case["name"]


@pytest.mark.skipif(
    not (shutil.which("node") or (Path(sys.prefix) / "bin/node").exists()), reason="no node on this machine"
)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_browser_says_what_the_vectors_say(file: Path, tmp_path: Path) -> None:
    document = json.loads(file.read_text())
    cases = cases_of(file)
    lines = [{"keys": document["keys"]}, *({"text": case["text"], "at": case["at"]} for case in cases)]
    said = run_lines(SCRIPT, lines, tmp_path)[1:]
    wrong = [
        (case["name"], answered, [case["kind"], case["reason"]])
        for case, answered in zip(cases, said, strict=True)
        if answered != [case["kind"], None if case["kind"] == "result" else case["reason"]]
    ]
    assert wrong == []


def test_no_changed_character_is_ever_believed() -> None:
    rows = json.loads((make_codes.FOLDER / "personal.json").read_text())["changes"]["rows"]
    assert len(rows) > 800
    assert {reason for *_, reason in rows} <= {"forged", "unknown_key", "unknown_version"}


def test_the_vectors_are_in_step_with_their_generator() -> None:
    for name, document in make_codes.documents().items():
        assert (make_codes.FOLDER / name).read_text() == make_codes.as_text(document), (
            f"{name}: run `python -m tests.vectors.make_codes` and look at what changed"
        )
