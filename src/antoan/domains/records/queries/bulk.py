"""Reads of many people's records at once, for the passes. Nothing here is shown to anybody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from antoan.domains.records.values import Case, Dose, Isolation, LabTest
from antoan.foundation.db.arrays import id_array

_DOSES = """
SELECT person_id, id, state, source, product, given_on
FROM records_vaccination WHERE person_id = ANY(%s::bigint[])
"""
_TESTS = """
SELECT person_id, id, state, source, kind, outcome, sampled_at
FROM records_testresult WHERE person_id = ANY(%s::bigint[])
"""
_CASES = """
SELECT person_id, id, state, source, confirmed_on, recovered_on, recovery_proof
FROM records_infection WHERE person_id = ANY(%s::bigint[])
"""
_CASES_CONFIRMED = """
SELECT person_id, id, state, source, confirmed_on, recovered_on, recovery_proof
FROM records_infection WHERE state = 'verified' AND confirmed_on BETWEEN %s AND %s ORDER BY confirmed_on, id LIMIT %s
"""
_CASES_AFTER = """
SELECT person_id, id, state, source, confirmed_on, recovered_on, recovery_proof
FROM records_infection WHERE state = 'verified' AND id > %s ORDER BY id LIMIT %s
"""
_VERIFIED = """
SELECT person_id, id, state, source, confirmed_on, recovered_on, recovery_proof
FROM records_infection WHERE id = %s AND state = 'verified'
"""
_ISOLATIONS = """
SELECT person_id, id, state, source, starts_on, ends_on, lifted_at
FROM records_isolationorder WHERE person_id = ANY(%s::bigint[])
"""

_CONFIRMED = """
SELECT DISTINCT person_id FROM records_infection
WHERE state = 'verified' AND confirmed_on BETWEEN %s AND %s
"""


def people_confirmed_between(first: date, last: date) -> list[int]:
    """Return who was confirmed infected from one day to another, both included; only verified records count."""
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRMED, [first, last])
        return [row[0] for row in cursor.fetchall()]


def doses_of(person_ids: Sequence[int]) -> list[Dose]:
    """Return all doses of these people, in any state and order."""
    return [Dose._make(row) for row in _rows(_DOSES, person_ids)]


def tests_of(person_ids: Sequence[int]) -> list[LabTest]:
    """Return all test results of these people, in any state and order."""
    return [LabTest._make(row) for row in _rows(_TESTS, person_ids)]


def cases_of(person_ids: Sequence[int]) -> list[Case]:
    """Return all infections of these people, in any state and order."""
    return [Case._make(row) for row in _rows(_CASES, person_ids)]


def cases_confirmed(first: date, last: date, *, limit: int) -> list[Case]:
    """Return the verified infections confirmed between two days, both included, the oldest first; for counting."""
    with connection.cursor() as cursor:
        cursor.execute(_CASES_CONFIRMED, [first, last, limit])
        return [Case._make(row) for row in cursor.fetchall()]


def infections_after(last_id: int, *, limit: int) -> list[Case]:
    """Return the next verified infections in order of their number, for whoever keeps a register of all."""
    with connection.cursor() as cursor:
        cursor.execute(_CASES_AFTER, [last_id, limit])
        return [Case._make(row) for row in cursor.fetchall()]


def verified_infection(record_id: int) -> Case | None:
    """Return a confirmed infection by its number, for services that rest on one."""
    with connection.cursor() as cursor:
        cursor.execute(_VERIFIED, [record_id])
        row = cursor.fetchone()
    return Case._make(row) if row else None


def isolations_of(person_ids: Sequence[int]) -> list[Isolation]:
    """Return all isolation orders of these people, in any state and order."""
    return [Isolation._make(row) for row in _rows(_ISOLATIONS, person_ids)]


def _rows(statement: str, person_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [id_array(person_ids)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
