"""All SQL of the scan process. A test prepares each statement on the migrated database."""

# ruff: noqa: S608 - the statements are put together from constants only.

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import asyncpg

from antoan.foundation.db.days import open_day_statement

VISITS: Final = "visits_visit"

# Columns of a pass that policies may read; birth_on is read for the gate's screen in any case.
FACTS: Final = frozenset(
    (
        "doses_valid", "course_doses", "first_dose_on", "last_dose_on", "recovered_on", "case_active",
        "isolation_until", "last_test_kind", "last_test_outcome", "last_test_at", "last_negative_at",
        "last_negative_kind", "declared_at", "declaration_risk", "has_records",
    )
)  # fmt: skip
_PERSON: Final = ("person_id", "qid", "qid_is_local", "label", "gender", "code_digest", "birth_on")


@dataclass(frozen=True, slots=True)
class PassReads:
    """The reads of passes, with just the facts that some policy asks for: a column less is time won."""

    by_qid: str
    by_short_code: str
    by_document: str


@lru_cache(maxsize=64)
def reads_of(facts: tuple[str, ...]) -> PassReads:
    """Return the reads for a set of facts, each one of FACTS."""
    assert FACTS.issuperset(facts)
    columns = ", ".join(f"p.{name}" for name in (*_PERSON, *facts))
    return PassReads(
        by_qid=f"SELECT {columns} FROM passes_pass p WHERE p.qid = ANY($1::text[])",
        by_short_code=f"""
SELECT s.code AS short_code, s.revoked_at, {columns}
FROM codes_shortcode s LEFT JOIN passes_pass p ON p.qid = s.qid
WHERE s.code = ANY($1::text[])""",
        by_document=f"""
SELECT d.kind, d.number_index, {columns}
FROM unnest($1::text[], $2::bytea[]) AS q(kind, number_index)
JOIN people_document d ON d.kind = q.kind AND d.number_index = q.number_index
JOIN passes_pass p ON p.person_id = d.person_id""",
    )


ISSUED_CODES: Final = """
SELECT digest, qid, expires_on, revoked_at FROM codes_issuedcode WHERE digest = ANY($1::bytea[])"""

_ENTRY: Final = "person_id, t_in, t_eff, spot_id, gate_id, policy_id, rule, colour, source, scan_id"
_ENTRY_COLUMNS: Final = (
    "$2::int8[], $3::timestamptz[], $4::timestamptz[], $5::int4[], $6::int4[], $7::int4[], "
    "$8::int2[], $9::int2[], $10::int2[], $11::uuid[]"
)
ENTER: Final = f"""
INSERT INTO {VISITS} (received_at, {_ENTRY})
SELECT $1, {_ENTRY} FROM unnest({_ENTRY_COLUMNS}) AS q({_ENTRY})
ON CONFLICT DO NOTHING"""

# The same, where some came in and went out within one batch.
ENTER_AND_LEAVE: Final = f"""
INSERT INTO {VISITS} (received_at, {_ENTRY}, t_out, out_scan_id)
SELECT $1, {_ENTRY}, t_out, out_scan_id
FROM unnest({_ENTRY_COLUMNS}, $12::timestamptz[], $13::uuid[]) AS q({_ENTRY}, t_out, out_scan_id)
ON CONFLICT DO NOTHING"""

LEAVE: Final = f"""
UPDATE {VISITS} v SET t_out = q.t_out, t_eff = q.t_out, out_scan_id = q.scan_id
FROM unnest($1::int8[], $2::timestamptz[], $3::int4[], $4::timestamptz[], $5::uuid[])
  AS q(person_id, t_in, spot_id, t_out, scan_id)
WHERE v.person_id = q.person_id AND v.t_in = q.t_in AND v.spot_id = q.spot_id
  AND (v.t_out IS NULL OR v.out_scan_id = q.scan_id)
RETURNING q.scan_id"""

STORED: Final = f"""
SELECT v.person_id, v.t_in, v.spot_id, v.policy_id, v.rule, v.colour, v.received_at
FROM unnest($1::int8[], $2::timestamptz[], $3::int4[]) AS q(person_id, t_in, spot_id)
CROSS JOIN LATERAL (
    SELECT * FROM {VISITS} v
    WHERE v.person_id = q.person_id AND v.t_in = q.t_in AND v.spot_id = q.spot_id) v"""

STAYS_PER_PERSON_MAX: Final = 32
STAYS: Final = f"""
SELECT q.person_id, q.spot_id, v.t_in, v.t_out, v.scan_id, v.out_scan_id, v.policy_id, v.rule, v.colour
FROM unnest($1::int8[], $2::int4[], $3::timestamptz[], $4::timestamptz[]) AS q(person_id, spot_id, since, until)
CROSS JOIN LATERAL (
    SELECT * FROM {VISITS} v
    WHERE v.person_id = q.person_id AND v.spot_id = q.spot_id AND v.t_in >= q.since AND v.t_in <= q.until
    ORDER BY v.t_in DESC LIMIT {STAYS_PER_PERSON_MAX}) v"""

# People at a spot now. `since` is the usual stay of the spot before now: whoever came earlier has left,
# or is counted out by t_eff.
INSIDE: Final = f"""
SELECT q.spot_id, (
    SELECT count(DISTINCT v.person_id) FROM {VISITS} v
    WHERE v.spot_id = q.spot_id AND v.t_in > q.since AND v.t_in <= $3 AND v.t_eff > $4
      AND v.t_out IS NULL)::int4 AS people
FROM unnest($1::int4[], $2::timestamptz[]) AS q(spot_id, since)"""

DEVICES: Final = """
SELECT d.id AS device_id, d.token_digest, g.id AS gate_id, g.name AS gate_name, g.mode, s.id AS spot_id,
       s.name AS spot_name, s.usual_stay_minutes, p.id AS place_id, p.name AS place_name, p.kind AS place_kind,
       p.capacity, p.ward_id
FROM places_device d
JOIN places_gate g ON g.id = d.gate_id
JOIN places_spot s ON s.id = g.spot_id
JOIN places_place p ON p.id = s.place_id
WHERE d.revoked_at IS NULL"""

AREAS: Final = "SELECT id, parent_id FROM areas_area"

ACTIVATIONS: Final = """
SELECT a.id, a.policy_id, a.area_id, a.place_kind, a.starts_at, a.ends_at
FROM policy_policyactivation a WHERE a.ends_at IS NULL OR a.ends_at > $1
ORDER BY a.starts_at, a.id"""

POLICIES: Final = "SELECT id, document::text AS document FROM policy_policy WHERE id = ANY($1::int4[])"

HOT_STATEMENTS: Final = {
    "passes": reads_of(tuple(sorted(FACTS))).by_qid,
    "passes_by_short_code": reads_of(tuple(sorted(FACTS))).by_short_code,
    "passes_by_document": reads_of(tuple(sorted(FACTS))).by_document,
    "issued_codes": ISSUED_CODES,
    "enter": ENTER,
    "enter_and_leave": ENTER_AND_LEAVE,
    "leave": LEAVE,
    "stored": STORED,
    "stays": STAYS,
    "inside": INSIDE,
}
STATEMENTS: Final = (*HOT_STATEMENTS.values(), DEVICES, AREAS, ACTIVATIONS, POLICIES)

DEVICES_CHANNEL: Final = "antoan_devices"
POLICY_CHANNEL: Final = "antoan_policy"

# Every statement finds its rows by an index; a planner that knows nothing of a young partition must not
# choose otherwise. One plan per connection: batches differ in length only.
SESSION: Final = {
    "application_name": "antoan-scan",
    "synchronous_commit": "on",
    "plan_cache_mode": "force_generic_plan",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_seqscan": "off",
    "jit": "off",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "15s",
    "timezone": "UTC",
}


async def open_days(connection: "asyncpg.Connection[Any]", days: set[date]) -> None:
    """Make the partitions of days that nobody opened ahead. Another process may be doing the same."""
    for day in sorted(days):
        try:
            async with connection.transaction():
                await connection.execute("SET LOCAL lock_timeout = '2s'")
                await connection.execute(open_day_statement(VISITS, day))
        except (
            asyncpg.DuplicateTableError,
            asyncpg.UniqueViolationError,
            asyncpg.InvalidObjectDefinitionError,
        ):
            continue
