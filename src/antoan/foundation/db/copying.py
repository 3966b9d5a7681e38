"""Bulk loading by COPY, the fastest door into a table."""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from django.db import connection


def copy_rows(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], types: Sequence[str] = ()
) -> int:
    """Load rows into a table within the current transaction; return how many.

    With `types` (PostgreSQL type names) the binary format is used, about 1.3 times faster.
    Triggers and constraints of the table apply as for INSERT.
    """
    quoted = ", ".join(f'"{column}"' for column in columns)
    binary = " WITH (FORMAT BINARY)" if types else ""
    count = 0
    with connection.cursor() as cursor:
        raw: psycopg.Cursor[Any] = cursor.cursor
        with raw.copy(f'COPY "{table}" ({quoted}) FROM STDIN{binary}') as copy:
            if types:
                copy.set_types(list(types))
            for row in rows:
                copy.write_row(row)
                count += 1
    return count
