"""Every statement of the scan process fits the migrated database, and finds its rows by an index."""

import asyncio

import asyncpg
import pytest

from antoan.entrypoints.scan import store
from tests.factories.scan import database_url

pytestmark = [pytest.mark.xdist_group("scan")]


@pytest.mark.parametrize("sql", store.STATEMENTS, ids=range(len(store.STATEMENTS)))
def test_each_statement_can_be_prepared(db, sql):
    async def prepare():
        connection = await asyncpg.connect(database_url(), server_settings=store.SESSION)
        try:
            await connection.prepare(sql)
        finally:
            await connection.close()

    asyncio.run(prepare())


@pytest.mark.parametrize("name", sorted(store.HOT_STATEMENTS))
def test_the_hot_statements_never_read_a_whole_table(db, name):
    sql = store.HOT_STATEMENTS[name]

    async def plan() -> str:
        connection = await asyncpg.connect(database_url(), server_settings=store.SESSION)
        try:
            types = (await connection.prepare(sql)).get_parameters()
            await connection.execute(f"PREPARE hot AS {sql}")
            nothing = ", ".join(f"NULL::{kind.name}" for kind in types)
            lines = await connection.fetch(f"EXPLAIN (COSTS OFF) EXECUTE hot({nothing})")
            return "\n".join(line[0] for line in lines)
        finally:
            await connection.close()

    assert "Seq Scan" not in asyncio.run(plan())
