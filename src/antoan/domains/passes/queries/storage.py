"""Passes as they are stored: one bulk write, one bulk read."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import msgspec
from django.db import connection

from antoan.domains.passes.values import Facts
from antoan.foundation.db.arrays import id_array

FACT_NAMES: Final = tuple(field.name for field in fields(Facts))
# Columns with their types, in the order of StoredPass.
_COLUMNS: Final = {
    "person_id": "bigint",
    "qid": "text",
    "qid_is_local": "boolean",
    "label": "text",
    "gender": "text",
    "code_digest": "text",
    "code_expires_on": "date",
    "birth_on": "date",
    "doses_valid": "smallint",
    "course_doses": "smallint",
    "first_dose_on": "date",
    "last_dose_on": "date",
    "recovered_on": "date",
    "case_active": "boolean",
    "isolation_until": "date",
    "last_test_kind": "text",
    "last_test_outcome": "text",
    "last_test_at": "timestamptz",
    "last_negative_at": "timestamptz",
    "last_negative_kind": "text",
    "declared_at": "timestamptz",
    "declaration_risk": "boolean",
    "has_records": "boolean",
}
_NAMES: Final = ", ".join(_COLUMNS)
_CHANGEABLE: Final = tuple(name for name in _COLUMNS if name != "person_id")
_VALUES: Final = ", ".join(
    "decode(t.code_digest, 'base64')" if name == "code_digest" else f"t.{name}" for name in _COLUMNS
)
# One statement a batch. A pass that stays the same is not written again: no dead row, no index work.
_SAVE: Final = f"""
INSERT INTO passes_pass ({_NAMES}, updated_at)
SELECT {_VALUES}, %s FROM json_to_recordset(%s) AS t({", ".join(f"{n} {k}" for n, k in _COLUMNS.items())})
ON CONFLICT (person_id) DO UPDATE
SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _CHANGEABLE)}, updated_at = EXCLUDED.updated_at
WHERE ({", ".join(f"passes_pass.{name}" for name in _CHANGEABLE)})
    IS DISTINCT FROM ({", ".join(f"EXCLUDED.{name}" for name in _CHANGEABLE)})
"""  # noqa: S608 - our own column names
_STORED: Final = f"SELECT {_NAMES} FROM passes_pass WHERE person_id = ANY(%s::bigint[])"  # noqa: S608 - our own column names
_STORED_BY_QID: Final = f"SELECT {_NAMES} FROM passes_pass WHERE qid = ANY(%s)"  # noqa: S608 - our own column names
_DROP: Final = "DELETE FROM passes_pass WHERE person_id = ANY(%s::bigint[])"
_ORPHANS: Final = """
SELECT person_id FROM passes_pass WHERE NOT EXISTS (SELECT FROM people_person WHERE id = person_id)
"""


class StoredPass(NamedTuple):
    """One row of passes_pass but for its time."""

    person_id: int
    qid: str
    qid_is_local: bool
    label: str
    gender: str
    code_digest: bytes | None
    code_expires_on: date | None
    birth_on: date
    doses_valid: int
    course_doses: int | None
    first_dose_on: date | None
    last_dose_on: date | None
    recovered_on: date | None
    case_active: bool
    isolation_until: date | None
    last_test_kind: str | None
    last_test_outcome: str | None
    last_test_at: datetime | None
    last_negative_at: datetime | None
    last_negative_kind: str | None
    declared_at: datetime | None
    declaration_risk: bool | None
    has_records: bool


def save_passes(passes: Sequence[StoredPass], *, at: datetime) -> int:
    """Write these passes; return how many were new or different."""
    # JSON carries bytes as base64.
    document = msgspec.json.encode([row._asdict() for row in passes]).decode()
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [at, document])
        return int(cursor.rowcount)


def stored_passes(person_ids: Sequence[int]) -> dict[int, StoredPass]:
    """Return the passes of these people by person."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [id_array(person_ids)])
        rows = [StoredPass._make(row) for row in cursor.fetchall()]
    return {
        row.person_id: row if row.code_digest is None else row._replace(code_digest=bytes(row.code_digest))
        for row in rows
    }


def passes_by_qid(qids: Sequence[str]) -> dict[str, StoredPass]:
    """Return the passes of these people by QID; digests are left as the driver has them."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED_BY_QID, [list(qids)])
        return {row.qid: row for row in map(StoredPass._make, cursor.fetchall())}


def facts_by_name(stored: StoredPass) -> dict[str, Any]:
    """Return the facts of a pass, as policies read them."""
    return {name: getattr(stored, name) for name in FACT_NAMES}


def drop_passes(person_ids: Sequence[int]) -> int:
    """Delete the passes of these people; return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [id_array(person_ids)])
        return int(cursor.rowcount)


def passes_of_nobody() -> list[int]:
    """Return the person ids of passes whose person is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS)
        return [row[0] for row in cursor.fetchall()]
