"""How long a contact is followed, and on which days tested: by the rule of the day and whether they are protected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

_DAYS_A_MONTH: Final = 30.44


@dataclass(frozen=True, slots=True)
class Following:
    """Days 1 to `days` after the last exposure; on those of `tests` a test is due."""

    days: int
    tests: frozenset[int]


@dataclass(frozen=True, slots=True)
class Protection:
    """What is known of a person's doses and recovery."""

    doses_valid: int
    course_doses: int | None
    last_dose_on: date | None
    recovered_on: date | None


def following_on(day: date, protection: Protection | None) -> Following:
    """Return how a contact is followed whose following begins on a day; nobody known is protected by guess."""
    document = _document()
    rules = [rule for rule in document["rules"] if date.fromisoformat(rule["effective_from"]) <= day]
    rule = (rules or document["rules"][:1])[-1]
    is_safe = protection is not None and is_protected(protection, day)
    chosen = rule["protected" if is_safe else "unprotected"]
    return Following(chosen["days"], frozenset(chosen["tests"]))


def is_protected(known: Protection, day: date) -> bool:
    """Tell whether somebody counts as protected: a whole course some weeks and not too long ago, or a recent recovery."""
    bounds = {name: figure["value"] for name, figure in _document()["protection"].items()}
    if (
        known.recovered_on
        and 0 <= (day - known.recovered_on).days <= bounds["recovery_months_max"] * _DAYS_A_MONTH
    ):
        return True
    if known.last_dose_on is None or known.course_doses is None or known.doses_valid < known.course_doses:
        return False
    age = (day - known.last_dose_on).days
    return bool(bounds["dose_days_min"] <= age <= bounds["dose_months_max"] * _DAYS_A_MONTH)


@cache
def _document() -> Mapping[str, Any]:
    text = (resources.files("antoan.domains.tracing") / "data" / "following.json").read_text("utf-8")
    document: Mapping[str, Any] = json.loads(text)
    return document
