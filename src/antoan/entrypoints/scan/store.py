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
    by_reference: str


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
JOIN people_document d ON d.kind = q.kind AND d.number_index = q.number_index AND NOT d.is_contested
JOIN passes_pass p ON p.person_id = d.person_id""",
        by_reference=f"""
SELECT r.reference, r.revoked_at, {columns}
FROM codes_dynamicreference r LEFT JOIN passes_pass p ON p.qid = r.qid
WHERE r.reference = ANY($1::bytea[])""",
    )


ISSUED_CODES: Final = """
SELECT digest, qid, expires_on, revoked_at FROM codes_issuedcode WHERE digest = ANY($1::bytea[])"""

# The first use of a dynamic code is kept; whoever comes later finds it there.
USE: Final = """
INSERT INTO codes_dynamicuse (reference, step, gate_id, scan_id, used_at)
SELECT reference, step, gate_id, scan_id, $1
FROM unnest($2::bytea[], $3::int8[], $4::int8[], $5::uuid[]) AS q(reference, step, gate_id, scan_id)
ON CONFLICT DO NOTHING"""

USES: Final = """
SELECT u.reference, u.step, u.gate_id, u.scan_id
FROM unnest($1::bytea[], $2::int8[]) AS q(reference, step)
JOIN codes_dynamicuse u ON u.reference = q.reference AND u.step = q.step"""

# One alarm a code, however often its copy is shown; the outbox brings it to the trail.
ALARM: Final = """
WITH copied AS (
    UPDATE codes_dynamicuse u SET replayed_at = $1
    FROM unnest($2::bytea[], $3::int8[], $4::int8[], $5::int8[]) AS q(reference, step, gate_id, person_id)
    WHERE u.reference = q.reference AND u.step = q.step AND u.replayed_at IS NULL
    RETURNING q.person_id, q.gate_id, u.gate_id AS first_gate_id)
INSERT INTO events_outboxevent (name, payload, at, attempts, last_error)
SELECT 'DynamicCodeReplayed', to_jsonb(copied), $1, 0, '' FROM copied"""

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

# The longest stay of a spot bounds every search for contacts: it rises with the stay that is longer (tracing).
RAISE_LONGEST: Final = """
INSERT INTO visits_longeststay AS known (spot_id, seconds)
SELECT spot_id, seconds FROM unnest($1::int4[], $2::int4[]) AS q(spot_id, seconds)
ON CONFLICT (spot_id) DO UPDATE SET seconds = GREATEST(known.seconds, excluded.seconds)
RETURNING spot_id, seconds"""

STORED: Final = f"""
SELECT v.person_id, v.t_in, v.spot_id, v.policy_id, v.rule, v.colour, v.received_at
FROM unnest($1::int8[], $2::timestamptz[], $3::int4[]) AS q(person_id, t_in, spot_id)
CROSS JOIN LATERAL (
    SELECT * FROM {VISITS} v
    WHERE v.person_id = q.person_id AND v.t_in = q.t_in AND v.spot_id = q.spot_id) v"""

STAYS_PER_PERSON_MAX: Final = 32
STAYS: Final = f"""
SELECT q.person_id, q.spot_id, v.t_in, v.t_out, v.scan_id, v.out_scan_id, v.policy_id, v.rule, v.colour,
       v.source, v.out_source
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

# Declarations from gates: statements of one transaction, in this order (declaring.py).

# Held until the commit, in the order of ids: web and gates derive a person's pass one after the other.
LOCK_PEOPLE: Final = """
SELECT id FROM people_person WHERE id = ANY($1::int8[]) ORDER BY id FOR NO KEY UPDATE"""

# How much was declared about each within a day, up to a bound; and what is known by the ids that were sent.
DECLARED_TODAY: Final = """
SELECT q.person_id, (
    SELECT count(*) FROM (
        SELECT FROM declarations_declaration d
        WHERE d.person_id = q.person_id AND d.declared_at > $2 LIMIT $3) AS lately)::int4 AS declarations
FROM unnest($1::int8[]) AS q(person_id)"""

DECLARED_BEFORE: Final = """
SELECT id, person_id, confirmed_at IS NOT NULL AS is_confirmed, flag
FROM declarations_declaration WHERE id = ANY($1::uuid[])"""

# When and where these people were said to declare around a moment: at a place of known position.
SIGHTINGS: Final = """
SELECT q.person_id, d.id, d.declared_at, p.ward_id,
       coalesce(p.latitude, a.latitude) AS latitude, coalesce(p.longitude, a.longitude) AS longitude
FROM unnest($1::int8[], $2::timestamptz[], $3::timestamptz[]) AS q(person_id, since, until)
CROSS JOIN LATERAL (
    SELECT d.id, d.declared_at, d.place_id FROM declarations_declaration d
    WHERE d.person_id = q.person_id AND d.declared_at >= q.since AND d.declared_at <= q.until
      AND d.place_id IS NOT NULL AND d.annulled_at IS NULL) d
JOIN places_place p ON p.id = d.place_id
LEFT JOIN areas_area a ON a.id = p.ward_id"""

_DECLARATION: Final = (
    "id, person_id, declared_at, questionnaire, version, answers, words, is_risky, device_id, place_id, flag, "
    "confirmed_at, trip_code"
)
DECLARE: Final = f"""
INSERT INTO declarations_declaration ({_DECLARATION}, channel, verified_by)
SELECT id, person_id, declared_at, questionnaire, version, answers::jsonb, words, is_risky, device_id, place_id,
       flag, confirmed_at, trip_code, 'gate', 'gate'
FROM unnest($1::uuid[], $2::int8[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bool[],
            $9::int8[], $10::int8[], $11::text[], $12::timestamptz[], $13::text[]) AS q({_DECLARATION})
ON CONFLICT DO NOTHING"""

DOUBT: Final = """
UPDATE declarations_declaration d SET flag = q.flag
FROM unnest($1::uuid[], $2::text[]) AS q(id, flag) WHERE d.id = q.id AND d.flag = ''"""

# The two facts of a pass that follow from declarations, as declarations/queries/bulk.py derives them.
RENEW_PASSES: Final = """
UPDATE passes_pass p SET declared_at = d.declared_at, declaration_risk = d.is_risky, updated_at = $2
FROM unnest($1::int8[]) AS q(person_id)
LEFT JOIN LATERAL (
    SELECT d.declared_at, d.is_risky FROM declarations_declaration d
    WHERE d.person_id = q.person_id AND d.confirmed_at IS NOT NULL AND d.annulled_at IS NULL AND d.flag = ''
      AND d.declared_at < $3
    ORDER BY d.declared_at DESC, d.is_risky DESC LIMIT 1) d ON true
WHERE p.person_id = q.person_id
  AND (p.declared_at, p.declaration_risk) IS DISTINCT FROM (d.declared_at, d.is_risky)"""

# Left for the worker, which opens tasks and asks people (declarations/handlers.py).
TELL: Final = """
INSERT INTO events_outboxevent (name, payload, at, attempts, last_error)
SELECT $1, payload::jsonb, $2, 0, '' FROM unnest($3::text[]) AS q(payload)"""

DEVICES: Final = """
SELECT d.id AS device_id, d.token_digest, g.id AS gate_id, g.name AS gate_name, g.mode, s.id AS spot_id,
       s.name AS spot_name, s.usual_stay_minutes, p.id AS place_id, p.name AS place_name, p.kind AS place_kind,
       p.capacity, p.ward_id,
       coalesce(p.latitude, a.latitude) AS latitude, coalesce(p.longitude, a.longitude) AS longitude,
       r.document::text AS rules,
       coalesce(greatest(c.minimum_version, w.minimum_version), 0) AS minimum_version,
       c.stopped_at AS city_stopped_at, c.stopped_until AS city_stopped_until,
       c.text_vi AS city_text_vi, c.text_en AS city_text_en,
       w.stopped_at AS unit_stopped_at, w.stopped_until AS unit_stopped_until,
       w.text_vi AS unit_text_vi, w.text_en AS unit_text_en
FROM places_device d
JOIN places_gate g ON g.id = d.gate_id
JOIN places_spot s ON s.id = g.spot_id
JOIN places_place p ON p.id = s.place_id
LEFT JOIN areas_area a ON a.id = p.ward_id
LEFT JOIN gates_gaterules r ON r.gate_id = g.id
LEFT JOIN units_unitplace o ON o.place_id = p.id
LEFT JOIN gates_gateswitch w ON w.unit_id = o.unit_id
LEFT JOIN gates_gateswitch c ON c.unit_id IS NULL
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
    "passes_by_reference": reads_of(tuple(sorted(FACTS))).by_reference,
    "issued_codes": ISSUED_CODES,
    "use": USE,
    "uses": USES,
    "alarm": ALARM,
    "enter": ENTER,
    "enter_and_leave": ENTER_AND_LEAVE,
    "leave": LEAVE,
    "raise_longest": RAISE_LONGEST,
    "stored": STORED,
    "stays": STAYS,
    "inside": INSIDE,
    "lock_people": LOCK_PEOPLE,
    "declared_today": DECLARED_TODAY,
    "declared_before": DECLARED_BEFORE,
    "sightings": SIGHTINGS,
    "declare": DECLARE,
    "doubt": DOUBT,
    "renew_passes": RENEW_PASSES,
    "tell": TELL,
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
