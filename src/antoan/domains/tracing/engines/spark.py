"""The engine of many machines: the shared SQL on Apache Spark, over the same archives.

Every machine of the cluster must see the folder of sealed days under the same path.
"""

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.engines.java import require_java
from antoan.domains.tracing.engines.shared_sql import case_rows, day_rows, days_reached, trace_sql
from antoan.domains.tracing.errors import SparkUnusable
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.sealing.shelf import ShelfDay

ALONE: Final = "local[*]"  # Without a cluster: all cores of this machine.
_SETTINGS: Final = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
}
_NAMES: Final = ("case_id", "contact", "meetings", "seconds", "first_at")


class SparkEngine:
    """Spark over the days of a shelf."""

    name = "spark"

    def __init__(
        self,
        shelf: Mapping[date, ShelfDay],
        *,
        master: str = ALONE,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Start a session on a cluster (`spark://host:port`) or alone; SparkUnusable without Java or Spark."""
        self.shelf = shelf
        self._session = _session(master, {**_SETTINGS, **(settings or {})})

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case."""
        days = days_reached(self.shelf, window, rule)
        if not days or not len(cases):
            return Contacts.joined([])
        archives = self._session.read.parquet(*(str(one.parquet) for one in days.values()))
        archives.createOrReplaceTempView("visits")
        self._view("cases", "case_id int, person int, since int, until int", case_rows(cases.within(window)))
        self._view("days", "day int, first_s int, last_s int", day_rows(days))
        self._view("rule", "before_s int, linger_s int", [(rule.before_s, rule.linger_s)])
        return self._answer()

    def workers(self) -> int:
        """Return how many executors work for this session, beside the driver."""
        return int(self._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1

    def close(self) -> None:
        """End the session."""
        self._session.stop()

    def _view(self, name: str, columns: str, rows: list[Any]) -> None:
        self._session.createDataFrame(rows, columns).createOrReplaceTempView(name)

    def _answer(self) -> Contacts:
        """Run the SQL; the answer comes through a folder, because millions of rows do not fit through the driver."""
        with tempfile.TemporaryDirectory(prefix="antoan-spark-") as folder:
            answer = str(Path(folder) / "contacts")
            self._session.sql(trace_sql()).write.parquet(answer)
            met = pq.read_table(answer)
        return Contacts.of([met.column(name).cast(pa.int64()).to_numpy() for name in _NAMES])


def _session(master: str, settings: Mapping[str, str]) -> Any:
    java = require_java()
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise SparkUnusable(
            "Apache Spark is not installed: make peers, or pip install 'antoan[peers]'."
        ) from None
    os.environ.setdefault("JAVA_HOME", str(java))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("antoan-tracing").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
