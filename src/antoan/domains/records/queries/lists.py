"""Reads and numbers for lists of doses, a batch at a time. For services: no actor is asked."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec
from django.db import connection

from antoan.domains.people.queries.bulk import Identity
from antoan.domains.records.dose_lists import Known, product_of
from antoan.domains.records.queries.bulk import doses_of
from antoan.domains.records.queries.lots import lots_of
from antoan.domains.records.values import DoseOf
from antoan.foundation.db.arrays import id_array

_NEXT_IDS = "SELECT nextval('records_vaccination_id_seq') FROM generate_series(1, %s)"
_OF_OTHERS = """
SELECT DISTINCT t.person, t.reference FROM json_to_recordset(%s) AS t(person bigint, reference text)
JOIN records_vaccination v ON v.source_reference = t.reference AND v.source = %s
WHERE v.source_reference <> '' AND v.state <> 'annulled' AND v.person_id <> t.person
"""
_LINES = """
SELECT id, person_id, product, given_on, dose_number, lot FROM records_vaccination WHERE id = ANY(%s::bigint[])
"""


class StandingDose(NamedTuple):
    """A dose as it stands in the table, to be compared with what was sent there."""

    record_id: int
    person_id: int
    product: str
    given_on: date
    dose_number: int
    lot: str


def known_beside(doses: Sequence[DoseOf], people: Iterable[Identity], *, source: str) -> Known:
    """Return what the city knows that these doses are judged by."""
    found = {person.person_id: person for person in people}
    return Known(
        people=found,
        doses=doses_of(list(found)),
        lots={
            product: {lot.number: lot for lot in lots_of(product)}
            for product in {product_of(one.dose.product) for one in doses}
        },
        of_others=_of_others(doses, source),
    )


def standing_doses(record_ids: Iterable[int]) -> dict[int, StandingDose]:
    """Return doses by their number, as they stand in the table."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [id_array(record_ids)])
        return {row[0]: StandingDose._make(row) for row in cursor.fetchall()}


def next_dose_ids(count: int) -> list[int]:
    """Return numbers for new doses: what is copied into the table must know its own."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_IDS, [count])
        return [row[0] for row in cursor.fetchall()]


def _of_others(doses: Sequence[DoseOf], source: str) -> set[tuple[int, str]]:
    named = [{"person": one.person_id, "reference": one.reference} for one in doses if one.reference]
    if not named:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_OF_OTHERS, [msgspec.json.encode(named).decode(), source])
        return {(person_id, reference) for person_id, reference in cursor.fetchall()}
