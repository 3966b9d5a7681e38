"""Verdicts a second: the rule document against the same rules as plain Python functions, checked equal."""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from antoan.domains.policy.documents import PolicyDocument, load_shipped, parse
from antoan.domains.policy.verdict import decide
from bench.report import Measurement

PEOPLE: Final = 5_000
ROUNDS: Final = 7
NOW: Final = datetime(2021, 10, 15, 1, 0, tzinfo=UTC)
TODAY: Final = date(2021, 10, 15)
PROTOTYPE_RULES: Final = ("stay_apart", "isolation", "declaration_risk", "vaccinated", "certificate")

Facts = dict[str, Any]


def measure() -> Measurement:
    """Judge the same people by the demo's document, by its first rules alone, and by plain Python."""
    people = [somebody(random.Random(number)) for number in range(PEOPLE)]
    demo, short = load_shipped("hcm-2021-10-01"), six_rules()
    for facts in people:
        assert decide(demo, facts, NOW).rule == plain(facts), facts
    by_demo = per_second(lambda: [decide(demo, facts, NOW) for facts in people])
    by_six = per_second(lambda: [decide(short, facts, NOW) for facts in people])
    by_python = per_second(lambda: [plain(facts) for facts in people])
    return Measurement(
        name="policy",
        figures={
            "verdicts_per_second": round(by_demo),
            "six_rules_per_second": round(by_six),
            "plain_python_per_second": round(by_python),
            "us_per_verdict": round(1e6 / by_demo, 2),
            "rules": len(demo.rules) + 1,
        },
        ratios={"vs_plain_python": by_demo / by_python, "six_rules_vs_plain_python": by_six / by_python},
    )


def per_second(work: Callable[[], object]) -> float:
    """Return people judged in a second of one core's time, best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return PEOPLE / best


def six_rules() -> PolicyDocument:
    """Return the demo's first rules with its default: what the prototype was measured on."""
    source = dict(load_shipped("hcm-2021-10-01").source)
    source["rules"] = [rule for rule in source["rules"] if rule["id"] in PROTOTYPE_RULES]
    return parse(source)


def somebody(chance: random.Random) -> Facts:
    """Return facts as the pass of a random person holds them."""
    doses = chance.choice([0, 1, 1, 2])
    first = date(2021, 7, 1) + timedelta(days=chance.randrange(107)) if doses else None
    return {
        "birth_on": date(chance.randrange(1940, 2016), chance.randrange(1, 13), chance.randrange(1, 28)),
        "doses_valid": doses,
        "course_doses": 2 if doses else None,
        "first_dose_on": first,
        "last_dose_on": first + timedelta(days=28) if first and doses > 1 else first,
        "recovered_on": (
            date(2021, 3, 1) + timedelta(days=chance.randrange(220)) if chance.random() < 0.05 else None
        ),
        "case_active": chance.random() < 0.01,
        "isolation_until": (
            date(2021, 10, 1) + timedelta(days=chance.randrange(30)) if chance.random() < 0.03 else None
        ),
        "declared_at": NOW - timedelta(minutes=chance.randrange(3000)) if chance.random() < 0.7 else None,
        "declaration_risk": chance.random() < 0.01,
        "has_records": chance.random() < 0.95,
    }


def plain(facts: Facts) -> str:
    """Return the id of the demo's rule that decides, as a programmer would have written it."""
    if facts["case_active"]:
        return "stay_apart"
    if facts["isolation_until"] and facts["isolation_until"] >= TODAY:
        return "isolation"
    if facts["declaration_risk"] and (
        not facts["declared_at"] or facts["declared_at"] + timedelta(days=14) > NOW
    ):
        return "declaration_risk"
    first, recovered = facts["first_dose_on"], facts["recovered_on"]
    if facts["doses_valid"] and first and first + timedelta(days=14) <= TODAY:
        return "vaccinated"
    if recovered and recovered <= TODAY < recovered + timedelta(days=180):
        return "certificate"
    birth = facts["birth_on"]
    if birth.replace(year=birth.year + 18) > TODAY:
        fresh = facts["declared_at"] and facts["declared_at"] + timedelta(hours=24) > NOW
        return "under_18_declared" if fresh else "under_18"
    if facts["doses_valid"]:
        return "one_dose_too_recent"
    if recovered and recovered + timedelta(days=180) <= TODAY:
        return "certificate_expired"
    return "not_vaccinated" if facts["has_records"] else "no_data"
