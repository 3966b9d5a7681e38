"""Decides what a tube's result means for each person in it. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final

from antoan.domains.laboratory.values import MemberState
from antoan.domains.records.values import TestKind, TestOutcome

_BARCODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{3,31}", re.ASCII)
_NOISE: Final = "\r\n\t \0\ufeff*"
FINAL: Final = frozenset({TestOutcome.POSITIVE, TestOutcome.NEGATIVE, TestOutcome.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class KindRules:
    """How many people one tube may hold, and when its result is expected."""

    people_max: int
    expected_hours: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tube's result means for one person in it."""

    outcome: TestOutcome  # Of the person's own record.
    state: MemberState


def read_barcode(text: str) -> str | None:
    """Return a barcode in capitals without a scanner's noise; None for what is none."""
    code = text.strip(_NOISE).upper()
    return code if _BARCODE.fullmatch(code) else None


def meaning_of(outcome: TestOutcome, *, people: int) -> Meaning:
    """Return what a result means for each person.

    A negative pool clears everybody in it. One that is not negative says of nobody that they are the one: each is
    pending still, and a sample of each alone is taken. It isolates nobody by itself.
    """
    if people <= 1 or outcome is TestOutcome.NEGATIVE:
        return Meaning(outcome, MemberState.ANSWERED)
    return Meaning(TestOutcome.PENDING, MemberState.RETEST)


def expected_by(kind: TestKind, sampled_at: datetime) -> datetime:
    """Return by when a result is expected."""
    return sampled_at + timedelta(hours=rules_of(kind).expected_hours)


def rules_of(kind: TestKind) -> KindRules:
    """Return the rules of a kind of test."""
    return _kinds()[kind]


@cache
def _kinds() -> Mapping[TestKind, KindRules]:
    file = resources.files("antoan.domains.laboratory") / "data" / "tests.json"
    data = json.loads(file.read_text("utf-8"))["kinds"]
    return {kind: KindRules(data[kind]["people_max"], data[kind]["expected_hours"]) for kind in TestKind}
