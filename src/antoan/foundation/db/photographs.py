"""Rows as they stand, to be put back exactly: as the JSON the database itself writes and reads.

Ciphertexts stay ciphertexts: nothing is opened on the way.
"""

# ruff: noqa: S608 - tables and columns are those of models.

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Row = dict[str, Any]


def photograph(rows: "QuerySet[Any]") -> list[Row]:
    """Return rows as they stand, whole."""
    try:
        sql, params = rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM ({sql}) t", params)
        return [json.loads(row[0]) for row in cursor.fetchall()]


def key_of(model: type[Model], row: Row) -> str:
    """Return by what a row is told from others of its table."""
    return json.dumps([row[column] for column in _key_columns(model)])


def insert_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Put rows into their table as they were photographed; one that is there stays as it is."""
    if not rows:
        return
    table = _quoted(model._meta.db_table)
    columns = ", ".join(_quoted(field.column) for field in _fields(model))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} "
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) ON CONFLICT DO NOTHING",
            [json.dumps(rows)],
        )


def set_columns(model: type[Model], row: Row, columns: Sequence[str]) -> None:
    """Set some columns of the row with this key as they were photographed."""
    table = _quoted(model._meta.db_table)
    pairs = ", ".join(f"{_quoted(column)} = b.{_quoted(column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET {pairs} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) b "
            f"WHERE {_same_key(model)}",
            [json.dumps(row)],
        )


def delete_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Delete the rows with these keys."""
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} t USING jsonb_populate_recordset(NULL::{table}, %s::jsonb) b "
            f"WHERE {_same_key(model)}",
            [json.dumps(rows)],
        )


def rows_of_keys(model: type[Model], rows: Sequence[Row]) -> list[Row]:
    """Return how the rows with these keys stand now; who is gone is left out."""
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT to_jsonb(t)::text FROM {table} t, jsonb_populate_recordset(NULL::{table}, %s::jsonb) b "
            f"WHERE {_same_key(model)}",
            [json.dumps(rows)],
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def _key_columns(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.pk_fields]


def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.column]


def _same_key(model: type[Model]) -> str:
    return " AND ".join(f"t.{_quoted(column)} = b.{_quoted(column)}" for column in _key_columns(model))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
