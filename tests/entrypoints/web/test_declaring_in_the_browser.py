"""The browser branches and judges as Python does: the vectors, and a thousand forms nobody thought of (lesson L26)."""

import json
import random

from antoan.domains.declarations.questionnaires.branching import enabled
from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.declarations.questionnaires.values import ItemKind
from tests.domains.declarations.vectors import cases
from tests.entrypoints.web.browser_scripts import run_lines

SCRIPT = """
import { asked } from "ASSETS/shared/assets/declaring/branching.js";
import { assess } from "ASSETS/shared/assets/declaring/risk.js";
import { createInterface } from "node:readline";
const forms = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (given.document) {
    forms.set(given.document.questionnaire, given.document);
    console.log("null");
    continue;
  }
  const form = forms.get(given.questionnaire);
  const found = assess(form, given.answers);
  console.log(JSON.stringify({
    asked: asked(form, given.answers).map(({ linkId }) => linkId),
    risky: found.isRisky,
    reasons: found.risks.map(({ id }) => id),
    questions: found.risks.flatMap(({ questions }) => questions),
    advice: found.advice,
  }));
}
"""
FORMS = catalogue().questionnaires


def in_browser(lines, folder):
    documents = [{"document": dict(form.source)} for form in FORMS]
    return run_lines(SCRIPT, [*documents, *lines], folder)[len(documents) :]


def in_python(given):
    form = catalogue().find(given["questionnaire"], "1.0.0")
    found = assess(form, given["answers"])
    return {
        "asked": [item.link_id for item in enabled(form, given["answers"])],
        "risky": found.is_risky,
        "reasons": [risk.rule for risk in found.risks],
        "questions": [question for risk in found.risks for question in risk.questions],
        "advice": found.advice.as_json(),
    }


def test_browser_passes_the_vectors(tmp_path):
    for case, answer in zip(cases(), in_browser(cases(), tmp_path), strict=True):
        expected = {name: case[name] for name in ("asked", "risky", "reasons", "questions")}
        assert {name: answer[name] for name in expected} == expected, case["name"]


def test_browser_agrees_about_answers_nobody_thought_of(tmp_path):
    chance = random.Random(20211020)
    people = [somebody(chance) for _ in range(1000)]
    for given, answer in zip(people, in_browser(people, tmp_path), strict=True):
        assert answer == in_python(given), json.dumps(given)


def somebody(chance):
    """Return answers to some questions of a form, now and then of a kind that makes no sense."""
    form = chance.choice(FORMS)
    answers = {}
    for item in form.asked():
        if chance.random() < 0.7:
            answers[item.link_id] = an_answer(item, chance)
    return {"questionnaire": form.key, "answers": answers}


def an_answer(item, chance):
    if chance.random() < 0.05:
        return chance.choice([None, "", "true", 0, 1, [], {}])
    if item.kind is ItemKind.BOOLEAN:
        return chance.random() < 0.4
    if item.kind is ItemKind.CHOICE:
        return chance.choice(item.options).code
    return "2021-10-20"
