"""Bulk loading fills empty tables, and only with the right to do so."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from antoan.foundation.db import bulk
from antoan.kit.clock import day_start

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def scalar(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_triggers_rest_while_loading():
    with bulk.bulk_loading():
        assert scalar("SHOW session_replication_role") == "replica"


def test_user_without_the_right_is_told_what_is_missing():
    execute("CREATE ROLE small_user")
    execute("SET LOCAL ROLE small_user")
    with pytest.raises(bulk.TriggersStay, match="session_replication_role"), bulk.bulk_loading():
        pass


def test_filled_tables_are_named():
    execute("CREATE TEMPORARY TABLE empty (id int); CREATE TEMPORARY TABLE filled (id int)")
    execute("INSERT INTO filled VALUES (1)")
    bulk.refuse_filled(["empty"])
    with pytest.raises(bulk.TablesNotEmpty, match="hold rows: filled"):
        bulk.refuse_filled(["empty", "filled"])


def test_sequences_go_on_after_the_largest_id_and_stay_in_empty_tables():
    execute("CREATE TEMPORARY TABLE counted (id serial); CREATE TEMPORARY TABLE uncounted (id serial)")
    execute("INSERT INTO counted VALUES (41)")
    bulk.continue_sequences(["counted", "uncounted"])
    assert scalar("SELECT nextval('counted_id_seq')") == 42
    assert scalar("SELECT nextval('uncounted_id_seq')") == 1


def test_indexes_come_back_as_they_were():
    execute("CREATE TEMPORARY TABLE t (a int PRIMARY KEY, b int); CREATE INDEX t_b ON t (b DESC) WHERE b > 3")
    before = scalar("SELECT pg_get_indexdef('t_b'::regclass)")
    with bulk.indexes_built_after("t"):
        assert scalar("SELECT to_regclass('t_b')") is None
        assert scalar("SELECT to_regclass('t_pkey')") is not None
    assert scalar("SELECT pg_get_indexdef('t_b'::regclass)") == before


def test_filled_day_is_a_partition_with_every_index():
    execute("CREATE TABLE told (at timestamptz, who int, PRIMARY KEY (at, who)) PARTITION BY RANGE (at)")
    execute("CREATE INDEX told_who ON told (who)")
    with bulk.filling_day("told", DAY) as name:
        execute(f"INSERT INTO {name} VALUES ('{day_start(DAY).isoformat()}', 1)")
    assert scalar("SELECT count(*) FROM told") == 1
    assert scalar("SELECT count(*) FROM pg_index WHERE indrelid = %s::regclass", name) == 2
    with bulk.filling_day("told", DAY):
        pass
    assert scalar("SELECT count(*) FROM told") == 0


def test_row_of_another_day_is_refused():
    execute("CREATE TABLE told (at timestamptz PRIMARY KEY) PARTITION BY RANGE (at)")
    next_day = day_start(date(2026, 11, 21)).isoformat()
    with (
        pytest.raises(IntegrityError, match="partition constraint"),
        transaction.atomic(),
        bulk.filling_day("told", DAY) as name,
    ):
        execute(f"INSERT INTO {name} VALUES ('{next_day}')")
