"""Passes of a chunk, derived from columns instead of rows: what passes.services.recompute would say of the same records.

A test compares both on a small city; for a large one this is the difference between seconds and minutes.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.records.vaccines import vaccine
from antoan.domains.records.values import TestOutcome
from antoan.entrypoints.cli.city.codes import SignedCodes
from antoan.entrypoints.cli.city.health_values import KINDS, NEVER, OUTCOMES, PRODUCTS, Health
from antoan.entrypoints.cli.city.residents import Residents
from antoan.entrypoints.cli.city.rows import Rows
from antoan.kit.text import name_label

Array = npt.NDArray[Any]

LABEL_LETTERS_MAX: Final = 60
_PENDING: Final = OUTCOMES.index(TestOutcome.PENDING)
_GRAVITY: Final = np.array([0, 2, 1, 0])  # In the order of OUTCOMES.
_NEGATIVE: Final = OUTCOMES.index(TestOutcome.NEGATIVE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Flat facts, one value a person. NEVER (or -1 for positions) stands for what is not known."""

    doses_valid: Array
    course_doses: Array
    first_dose_on: Array
    last_dose_on: Array
    recovered_on: Array
    case_active: Array
    isolation_until: Array
    last_test: Array  # Position among the chunk's tests.
    last_negative: Array
    declared_at: Array
    declaration_risk: Array
    has_records: Array


def facts_of(people: Residents, health: Health) -> Facts:
    """Return what follows from the records of a chunk."""
    count = people.count
    doses, cases, isolations = health.doses, health.infections, health.isolations
    given = np.bincount(doses.position, minlength=count)
    courses = np.array([vaccine(key).course_doses for key in PRODUCTS])
    active = cases.recovered_on == NEVER
    last_test, last_negative = _last_tests(health, count)
    declared = _last(health.declarations.position, count, health.declarations.declared_at)
    facts = Facts(
        doses_valid=given,
        course_doses=_latest(doses.position, courses[doses.product], count),
        first_dose_on=_least(doses.position, doses.given_on, count),
        last_dose_on=_latest(doses.position, doses.given_on, count),
        recovered_on=_latest(cases.position[~active], cases.recovered_on[~active], count),
        case_active=np.isin(np.arange(count), cases.position[active]),
        isolation_until=_latest(isolations.position, isolations.ends_on, count),
        last_test=last_test,
        last_negative=last_negative,
        declared_at=_at(health.declarations.declared_at, declared),
        declaration_risk=_at(health.declarations.is_risky, declared) == 1,
        has_records=np.zeros(count, bool),
    )
    known = (
        (given > 0) | (last_test >= 0) | (facts.recovered_on != NEVER) | facts.case_active
        | (facts.isolation_until != NEVER)
    )  # fmt: skip
    np.copyto(facts.has_records, known)
    return facts


def pass_rows(people: Residents, health: Health, facts: Facts, codes: SignedCodes, made_at: int) -> Rows:
    """Return the rows of passes_pass."""
    rows = Rows("passes_pass", people.count)
    rows.number("person_id", people.ids, size=8)
    rows.block("qid", np.char.mod("%d", people.qid).astype("S18"))
    rows.flag("qid_is_local", True)
    rows.of_pool("label", [name_label(name)[:LABEL_LETTERS_MAX] for name in people.names], people.name)
    rows.of_pool("gender", ("male", "female"), people.female.astype(np.int64))
    uncoded = ~codes.has
    rows.texts("code_digest", codes.digests, missing=uncoded)
    rows.day("code_expires_on", codes.expires_on, missing=uncoded)
    rows.day("birth_on", people.born)
    rows.number("doses_valid", facts.doses_valid, size=2)
    rows.number("course_doses", facts.course_doses, size=2, missing=facts.course_doses == NEVER)
    for name in ("first_dose_on", "last_dose_on", "recovered_on"):
        _day(rows, name, getattr(facts, name))
    rows.flag("case_active", facts.case_active)
    _day(rows, "isolation_until", facts.isolation_until)
    tests = health.tests
    rows_of_last, rows_of_negative = facts.last_test, facts.last_negative
    untested, no_negative = rows_of_last < 0, rows_of_negative < 0
    _pool(rows, "last_test_kind", KINDS, tests.kind, rows_of_last)
    _pool(rows, "last_test_outcome", OUTCOMES, tests.outcome, rows_of_last)
    rows.moment("last_test_at", _at(tests.sampled_at, rows_of_last), missing=untested)
    rows.moment("last_negative_at", _at(tests.sampled_at, rows_of_negative), missing=no_negative)
    _pool(rows, "last_negative_kind", KINDS, tests.kind, rows_of_negative)
    undeclared = facts.declared_at == NEVER
    rows.moment("declared_at", facts.declared_at, missing=undeclared)
    rows.flag("declaration_risk", facts.declaration_risk, missing=undeclared)
    rows.flag("has_records", facts.has_records)
    rows.moment("updated_at", made_at)
    return rows


def _day(rows: Rows, name: str, values: Array) -> None:
    missing = values == NEVER
    rows.day(name, np.where(missing, 0, values), missing=missing)


def _pool(rows: Rows, name: str, pool: tuple[str, ...], values: Array, index: Array) -> None:
    missing = index < 0
    texts = [text.encode() for text in pool]
    chosen = np.where(missing, 0, _at(values, index))
    rows.texts(name, [texts[choice] for choice in chosen.tolist()], missing=missing)


def _last_tests(health: Health, count: int) -> tuple[Array, Array]:
    """Return the last test and the last negative one of each person; of two of one moment the graver counts."""
    tests = health.tests
    done = np.flatnonzero(tests.outcome != _PENDING)
    negative = np.flatnonzero(tests.outcome == _NEGATIVE)
    return (
        _picked(
            done, _last(tests.position[done], count, tests.sampled_at[done], _GRAVITY[tests.outcome[done]])
        ),
        _picked(negative, _last(tests.position[negative], count, tests.sampled_at[negative])),
    )


def _picked(rows: Array, index: Array) -> Array:
    return np.where(index < 0, -1, rows[index]) if len(rows) else index


def _last(position: Array, count: int, *keys: Array) -> Array:
    """Return for each person the index of the last row by these keys (then by order); -1 without a row."""
    order = np.lexsort((np.arange(len(position)), *reversed(keys), position))
    index = np.full(count, -1, np.int64)
    index[position[order]] = order  # Of several assignments the last one stays.
    return index


def _at(values: Array, index: Array) -> Array:
    """Return the values at an index; NEVER where it is -1."""
    if not len(values):
        return np.full(len(index), NEVER, np.int64)
    return np.where(index < 0, NEVER, values[index].astype(np.int64))


def _latest(position: Array, values: Array, count: int) -> Array:
    latest = np.full(count, NEVER, np.int64)
    np.maximum.at(latest, position, values)
    return latest


def _least(position: Array, values: Array, count: int) -> Array:
    least = np.full(count, -NEVER, np.int64)
    np.minimum.at(least, position, values)
    return np.where(least == -NEVER, NEVER, least)
