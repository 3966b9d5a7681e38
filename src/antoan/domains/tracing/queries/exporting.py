"""A day of visits out of PostgreSQL: the rows as columns, and the fingerprint that PostgreSQL itself computes of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import connection, transaction
from psycopg import sql

from antoan.domains.tracing.columns import ESTIMATE_FACTOR, FACTORS, MODULUS, TIME_SHIFT, Columns, Fingerprint
from antoan.domains.tracing.queries.copying import FLAG, INT4, SECONDS, copied
from antoan.domains.tracing.values import EPOCH
from antoan.foundation.db.days import partition_name

VISITS: Final = "visits_visit"

_GIVE_NUMBERS: Final = """
INSERT INTO tracing_personnumber (person_id)
SELECT DISTINCT v.person_id FROM {day} v
WHERE NOT EXISTS (SELECT FROM tracing_personnumber known WHERE known.person_id = v.person_id)
"""
_ROWS: Final = """
SELECT n.number, v.spot_id, v.t_in, v.t_eff, v.t_out IS NULL
FROM {day} v JOIN tracing_personnumber n ON n.person_id = v.person_id
"""
# Columns.fingerprint in PostgreSQL's words. Every row counts, also one whose person would have no number.
_FINGERPRINT: Final = """
SELECT count(*), count(*) FILTER (WHERE t_out IS NULL), coalesce(sum((mixed * mixed)::numeric), 0) %% 18446744073709551616
FROM (
    SELECT v.t_out, (
        n.number::int8 * {person} + v.spot_id::int8 * {spot}
        + (floor(date_part('epoch', v.t_in))::int8 - {epoch} + {shift}) * {t_in}
        + (floor(date_part('epoch', v.t_eff))::int8 - {epoch} + {shift}) * {t_eff}
        + CASE WHEN v.t_out IS NULL THEN {estimated} ELSE 0 END
    ) %% {modulus} AS mixed
    FROM {day} v LEFT JOIN tracing_personnumber n ON n.person_id = v.person_id
) rows
"""
_DAYS: Final = """
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = %s::regclass
"""


def give_numbers(day: date) -> None:
    """Give everybody a number who was somewhere on a day."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_GIVE_NUMBERS).format(day=_table(day)))


def exported(day: date) -> Columns:
    """Return the stays of a day; people without a number are left out."""
    return Columns(*copied(sql.SQL(_ROWS).format(day=_table(day)), [INT4, INT4, SECONDS, SECONDS, FLAG]))


def fingerprint_of(day: date) -> Fingerprint:
    """Return what PostgreSQL counts and computes of a day."""
    statement = sql.SQL(_FINGERPRINT).format(
        day=_table(day),
        epoch=sql.Literal(int(EPOCH.timestamp())),
        shift=sql.Literal(TIME_SHIFT),
        modulus=sql.Literal(MODULUS),
        estimated=sql.Literal(ESTIMATE_FACTOR),
        **{name: sql.Literal(factor) for name, factor in FACTORS.items()},
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        rows, estimated, checksum = cursor.fetchone()
    return Fingerprint(rows, estimated, int(checksum))


def days_with_rows() -> list[date]:
    """Return the days whose visits PostgreSQL holds, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [VISITS])
        names = [row[0] for row in cursor.fetchall()]
    return sorted(date.fromisoformat(name.rpartition("_")[2]) for name in names)


@contextmanager
def one_moment() -> Iterator[str]:
    """Read several times as one moment sees the database; gives that moment in PostgreSQL's own words."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_current_snapshot()::text")
        yield cursor.fetchone()[0]


def hold_still(day: date) -> None:
    """Let nobody write to a day until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(_table(day)))


def drop_rows(day: date) -> None:
    """Drop the partition of a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("ALTER TABLE {} DETACH PARTITION {}").format(sql.Identifier(VISITS), _table(day))
        )
        cursor.execute(sql.SQL("DROP TABLE {}").format(_table(day)))


def _table(day: date) -> sql.Identifier:
    return sql.Identifier(partition_name(VISITS, day))
