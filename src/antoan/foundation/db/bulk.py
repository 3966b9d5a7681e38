"""Loads tables faster than rows can be made: prebuilt COPY buffers, no per-row triggers, one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

import psycopg
from django.db import ProgrammingError, connection, transaction

from antoan.foundation.db.days import partition_name
from antoan.kit.clock import day_end, day_start
from antoan.kit.errors import Conflict, NotConfigured

_HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"


class TablesNotEmpty(Conflict):
    """Only empty tables are filled in bulk."""

    code = "database:tables:not_empty"


class TriggersStay(NotConfigured):
    """This database user may not switch triggers off."""

    code = "database:triggers:stay"


@contextmanager
def bulk_loading() -> Iterator[None]:
    """Run one transaction in which triggers and foreign keys are not checked: for data we made ourselves."""
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            cursor.execute("SET LOCAL session_replication_role = replica")
        except ProgrammingError:
            raise TriggersStay(
                "Bulk loading needs a database user that may set session_replication_role: "
                "GRANT SET ON PARAMETER session_replication_role TO this user, or use the embedded database."
            ) from None
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        yield


def copy_buffers(table: str, columns: Sequence[str], buffers: Iterable[bytes]) -> None:
    """Load rows already in the binary COPY format (without its header and trailer)."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        raw: psycopg.Cursor[Any] = cursor.cursor
        with raw.copy(f'COPY "{table}" ({quoted}) FROM STDIN WITH (FORMAT BINARY)') as copy:
            copy.write(_HEADER)
            for buffer in buffers:
                copy.write(buffer)
            copy.write(_TRAILER)


def refuse_filled(tables: Iterable[str]) -> None:
    """Raise TablesNotEmpty naming every table that holds rows."""
    with connection.cursor() as cursor:
        filled = []
        for table in tables:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608 - our own table names
            if cursor.fetchone()[0]:
                filled.append(table)
    if filled:
        raise TablesNotEmpty(f"These tables already hold rows: {', '.join(filled)}.")


def continue_sequences(tables: Iterable[str]) -> None:
    """Let the id sequence of each table go on after the ids that were loaded."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT max(id) FROM "{table}"')  # noqa: S608 - our own table names
            if last_id := cursor.fetchone()[0]:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last_id])


def analyze(tables: Iterable[str]) -> None:
    """Gather statistics for the planner, which knows nothing of freshly loaded tables."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')


@contextmanager
def indexes_built_after(table: str) -> Iterator[None]:
    """Drop the plain indexes of a table and build them again at the end, which is faster for many rows.

    Primary keys and unique constraints stay: they guard the rows while these come in.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = %s::regclass AND NOT indisunique",
            [table],
        )
        plain = cursor.fetchall()
        for name, _ in plain:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in plain:
            cursor.execute(definition)


@contextmanager
def filling_day(table: str, day: date) -> Iterator[str]:
    """Give the name of a bare table to fill with a day; at the end it gets its indexes and becomes the day's partition.

    Some four times faster than filling a partition that is already indexed. An open partition of the day is
    replaced: the caller knows that it is empty. Run it in a transaction.
    """
    name = partition_name(table, day)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
        cursor.execute(f'CREATE TABLE "{name}" (LIKE "{table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)')
        yield name
        cursor.execute(
            f'ALTER TABLE "{table}" ATTACH PARTITION "{name}" FOR VALUES FROM (%s) TO (%s)',
            [day_start(day), day_end(day)],
        )
