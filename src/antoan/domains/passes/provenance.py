"""Says behind each fact which record gave it, where that came from, and of which day it is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from antoan.domains.passes.values import Evidence, Facts
from antoan.domains.records.values import RecordKind
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class RecordBehind:
    """The record from which a fact follows."""

    kind: str  # RecordKind, "declaration" or "person"
    id: str
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """One fact; `behind` is None when nothing is recorded that would give it."""

    name: str
    value: Any
    behind: RecordBehind | None


def sourced_facts(facts: Facts, evidence: Evidence) -> list[SourcedFact]:
    """Return all facts, each with the record that decided it."""
    behind = dict(_behind(evidence))
    return [SourcedFact(name, value, behind.get(name)) for name, value in facts.as_mapping().items()]


def _behind(evidence: Evidence) -> Iterator[tuple[str, RecordBehind]]:
    if evidence.doses:
        first, last = evidence.doses[0], evidence.doses[-1]
        yield "first_dose_on", _record(RecordKind.VACCINATION, first.record_id, first.source, first.given_on)
        for name in ("last_dose_on", "course_doses", "doses_valid"):
            yield name, _record(RecordKind.VACCINATION, last.record_id, last.source, last.given_on)
    if (test := evidence.last_test) is not None:
        record = _record(RecordKind.TEST_RESULT, test.record_id, test.source, local_date(test.sampled_at))
        yield from ((name, record) for name in ("last_test_kind", "last_test_outcome", "last_test_at"))
    if (test := evidence.last_negative) is not None:
        record = _record(RecordKind.TEST_RESULT, test.record_id, test.source, local_date(test.sampled_at))
        yield from ((name, record) for name in ("last_negative_kind", "last_negative_at"))
    if (case := evidence.open_case) is not None:
        yield "case_active", _record(RecordKind.INFECTION, case.record_id, case.source, case.confirmed_on)
    if (case := evidence.recovery) is not None and case.recovered_on is not None:
        yield "recovered_on", _record(RecordKind.INFECTION, case.record_id, case.source, case.recovered_on)
    if (order := evidence.isolation) is not None:
        yield (
            "isolation_until",
            _record(RecordKind.ISOLATION_ORDER, order.record_id, order.source, order.starts_on),
        )
    if (declared := evidence.declaration) is not None:
        on = local_date(declared.declared_at)
        record = RecordBehind("declaration", str(declared.declaration_id), declared.channel, on)
        yield from ((name, record) for name in ("declared_at", "declaration_risk"))


def _record(kind: RecordKind, record_id: int, source: str, on: date) -> RecordBehind:
    return RecordBehind(kind.value, str(record_id), source, on)
