"""How long somebody stays apart, by date and protection, and when orders and proposals lapse. Pure: data/durations.json."""

import calendar
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.isolation.values import Plan, Standing, Where
from antoan.domains.passes.rules import course_doses
from antoan.domains.records.values import Case, Dose, IsolationKind, RecordState
from antoan.kit.clock import local_date

_UNCONFIRMED: Final = frozenset({"M", "I"})
_MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Protection:
    """From when and for how long a course or a recovery protects."""

    days_after_dose_min: int
    months_max: int


def plan_for(kind: IsolationKind, anchor_on: date, standing: Standing) -> Plan:
    """Return what the rule in force on day 0 asks of somebody of this standing."""
    rule = _rule(kind, anchor_on)
    terms = rule["for"][standing.value]
    marks = {rule["mark"]}
    if standing is not Standing.FULL:
        marks |= {rule["others_mark"]} if "others_mark" in rule else set()
    days = terms["days"]
    return Plan(
        kind=kind,
        standing=standing,
        rule=rule["id"],
        basis=rule["basis"],
        is_unconfirmed=bool(marks & _UNCONFIRMED),
        where=Where(terms["where"]),
        anchor_on=anchor_on,
        ends_on=anchor_on + timedelta(days=days) if days else None,
        longer_until=anchor_on + timedelta(days=terms["longer"]) if "longer" in terms else None,
        test_days=tuple(anchor_on + timedelta(days=day) for day in terms["tests"]),
        watch_until=anchor_on + timedelta(days=terms["watch"]) if "watch" in terms else None,
    )


def standing_of(
    doses: Sequence[Dose], cases: Sequence[Case], *, courses: Mapping[str, int], on: date
) -> Standing:
    """Tell how well somebody is protected on a day: by verified doses and recoveries, never by one's own word."""
    asked = protection()
    if any(_recovered_lately(case, on, asked) for case in cases):
        return Standing.FULL
    verified = sorted(
        (dose for dose in doses if dose.state == RecordState.VERIFIED and dose.given_on <= on),
        key=lambda dose: dose.given_on,
    )
    ripe = [dose for dose in verified if (on - dose.given_on).days >= asked.days_after_dose_min]
    if not ripe:
        return Standing.NONE
    course = course_doses(verified, courses)
    completing = [] if course is None else ripe[course - 1 :]
    is_full = any(on <= months_after(dose.given_on, asked.months_max) for dose in completing)
    return Standing.FULL if is_full else Standing.PARTIAL


def months_after(day: date, months: int) -> date:
    """Return the same day some calendar months later; the last of a month that is shorter."""
    index = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(index, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_apart_at(moment: datetime, *, starts_on: date, ends_on: date) -> bool:
    """Tell whether an order holds at a moment: from the local midnight that begins its first day to that after its last."""
    return starts_on <= local_date(moment) <= ends_on


def protection() -> Protection:
    """Return from when and for how long doses and recoveries protect."""
    asked = _document()["protected"]
    return Protection(asked["days_after_dose_min"], asked["months_max"])


def _recovered_lately(case: Case, on: date, asked: Protection) -> bool:
    if case.state != RecordState.VERIFIED or case.recovered_on is None or not case.recovery_proof:
        return False
    return case.recovered_on <= on <= months_after(case.recovered_on, asked.months_max)


def _rule(kind: IsolationKind, day: date) -> Mapping[str, Any]:
    rules = [rule for rule in _document()["rules"] if rule["kind"] == kind.value]
    begun = [rule for rule in rules if date.fromisoformat(rule["from"]) <= day]
    found: Mapping[str, Any] = begun[-1] if begun else rules[0]
    return found


@cache
def _document() -> Mapping[str, Any]:
    file = resources.files("antoan.domains.isolation") / "data" / "durations.json"
    document: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return document
