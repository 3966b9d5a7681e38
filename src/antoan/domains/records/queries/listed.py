"""Statements that change the doses of a list, one a batch. For services: the right was checked, the people are held."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from django.db import connection

from antoan.foundation.db.arrays import id_array

# What a record gets back when the list that vouched for it is taken back.
FORMER: Final = ("source", "source_reference", "state", "doubts", "recorded_by")
_STANDING = """
SELECT id, dose_number, lot, source, source_reference, state, doubts, recorded_by
FROM records_vaccination WHERE id = ANY(%s::bigint[])
"""
_VOUCH = """
UPDATE records_vaccination AS v
SET source = %s, source_reference = t.reference, recorded_by = %s, state = 'verified', doubts = '', verified_at = %s,
    updated_at = %s
FROM json_to_recordset(%s) AS t(id bigint, reference text) WHERE v.id = t.id
"""
_PEOPLE = """
SELECT DISTINCT person_id FROM records_vaccination WHERE id = ANY(%s::bigint[]) AND state <> 'annulled' ORDER BY 1
"""
_STRIKE = """
UPDATE records_vaccination SET state = 'annulled', annulled_because = %s, updated_at = %s
WHERE id = ANY(%s::bigint[]) AND state <> 'annulled'
"""
_PUT_BACK = """
UPDATE records_vaccination AS v
SET source = t.source, source_reference = t.source_reference, state = t.state, doubts = t.doubts,
    recorded_by = t.recorded_by, verified_at = NULL, updated_at = %s
FROM json_to_recordset(%s) AS t(id bigint, source text, source_reference text, state text, doubts text, recorded_by bigint)
WHERE v.id = t.id AND v.state <> 'annulled'
"""


def vouch_for(
    references: Mapping[int, str], *, source: str, recorded_by: int | None, at: datetime
) -> dict[int, tuple[int, str, dict[str, Any]]]:
    """Verify doses that waited, each with what its new source calls it; return number, lot and how each stood."""
    if not references:
        return {}
    named = [{"id": record_id, "reference": reference} for record_id, reference in references.items()]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [id_array(references)])
        stood = {
            record_id: (number, lot, dict(zip(FORMER, former, strict=True)))
            for record_id, number, lot, *former in cursor.fetchall()
        }
        cursor.execute(_VOUCH, [source, recorded_by, at, at, msgspec.json.encode(named).decode()])
    return stood


def people_with(record_ids: Iterable[int]) -> list[int]:
    """Return whose doses these are, in order of id; of those that are struck out nobody's."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [id_array(record_ids)])
        return [row[0] for row in cursor.fetchall()]


def strike_out(record_ids: Iterable[int], *, because: str, at: datetime) -> int:
    """Annul doses; return how many were not yet."""
    with connection.cursor() as cursor:
        cursor.execute(_STRIKE, [because, at, id_array(record_ids)])
        return int(cursor.rowcount)


def put_back(former: Mapping[int, Mapping[str, Any]], *, at: datetime) -> int:
    """Let doses stand as they did before a list vouched for them; return how many."""
    if not former:
        return 0
    stood = [{"id": record_id, **once} for record_id, once in former.items()]
    with connection.cursor() as cursor:
        cursor.execute(_PUT_BACK, [at, msgspec.json.encode(stood).decode()])
        return int(cursor.rowcount)
