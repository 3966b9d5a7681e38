"""The reference engine: the shared SQL on DuckDB's own table, loaded from the archives in their order.

The table is a cache in a file beside the sealed days: a day whose generation changed is loaded anew, and the whole
file may be deleted at any time.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.engines.shared_sql import day_rows, days_reached, trace_sql
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.sealing.shelf import ShelfDay
from antoan.domains.tracing.sealing.writing import day_number

IN_MEMORY: Final = ":memory:"
MEMORY_SHARE: Final = "60%"

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS visits (day INTEGER, spot INTEGER, t_in INTEGER, t_eff INTEGER, person INTEGER);
CREATE TABLE IF NOT EXISTS loaded (day INTEGER PRIMARY KEY, generation VARCHAR);
"""
_LOAD: Final = "INSERT INTO visits SELECT day, spot, t_in, t_eff, person FROM read_parquet(?)"


class DuckEngine:
    """DuckDB over the days of a shelf."""

    name = "duckdb"

    def __init__(self, shelf: Mapping[date, ShelfDay], cache: Path | None = None) -> None:
        """Open the cache (none: in memory) and load what it lacks; a cache somebody else holds is not waited for."""
        self._shelf = shelf
        self._connection = _connected(cache)
        self._connection.execute(f"SET memory_limit = '{MEMORY_SHARE}'")
        self._connection.execute("SET preserve_insertion_order = true")
        self._connection.execute(_TABLES)
        self._load()

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case."""
        chosen = cases.within(window)
        days = days_reached(self._shelf, window, rule)
        own = self._connection.cursor()
        own.register("cases", _table(chosen))
        own.register("days", _columns(("day", "first_s", "last_s"), day_rows(days)))
        own.register("rule", pa.table({"before_s": [rule.before_s], "linger_s": [rule.linger_s]}))
        met = own.sql(trace_sql()).to_arrow_table()
        names = ("case_id", "contact", "meetings", "seconds", "first_at")
        return Contacts.of([met.column(name).cast(pa.int64()).to_numpy() for name in names])

    def close(self) -> None:
        """Let the cache go."""
        self._connection.close()

    def _load(self) -> None:
        """Bring the table to the days of the shelf."""
        known = dict(self._connection.execute("SELECT day, generation FROM loaded").fetchall())
        wanted = {day_number(day): one for day, one in self._shelf.items()}
        for number, generation in known.items():
            if number not in wanted or wanted[number].sealed.generation != generation:
                self._connection.execute("DELETE FROM visits WHERE day = ?", [number])
                self._connection.execute("DELETE FROM loaded WHERE day = ?", [number])
                known[number] = ""
        for number, one in sorted(wanted.items()):
            if known.get(number) != one.sealed.generation:
                self._connection.execute(_LOAD, [str(one.parquet)])
                self._connection.execute("INSERT INTO loaded VALUES (?, ?)", [number, one.sealed.generation])


def _connected(cache: Path | None) -> Any:
    if cache is None:
        return duckdb.connect(IN_MEMORY)
    try:
        return duckdb.connect(str(cache))
    except duckdb.IOException:  # Another process holds it: load for ourselves.
        return duckdb.connect(IN_MEMORY)


def _table(cases: Cases) -> pa.Table:
    return pa.table(
        {
            "case_id": pa.array(range(len(cases)), pa.int32()),
            "person": cases.person,
            "since": cases.since,
            "until": cases.until,
        }
    )


def _columns(names: tuple[str, ...], rows: Sequence[tuple[int, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pa.table({name: pa.array(values, pa.int32()) for name, values in zip(names, columns, strict=True)})
