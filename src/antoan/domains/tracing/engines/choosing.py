"""Makes an engine by its name. Each is imported when it is asked for: they bring much along."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from antoan.domains.tracing.engines.engine import Engine
from antoan.domains.tracing.errors import EngineUnknown
from antoan.domains.tracing.sealing.shelf import ShelfDay

FILE_ENGINES: Final = ("columns", "duckdb", "spark")


@contextmanager
def engine_over(
    shelf: Mapping[date, ShelfDay], name: str, *, cache: Path | None = None, spark_master: str = ""
) -> Iterator[Engine]:
    """Give one of FILE_ENGINES over the days of a shelf; EngineUnknown, SparkUnusable."""
    match name:
        case "columns":
            from antoan.domains.tracing.engines.sweep import SweepEngine

            yield SweepEngine([one.hot() for one in shelf.values()])
        case "duckdb":
            from antoan.domains.tracing.engines.duck import DuckEngine

            duck = DuckEngine(shelf, cache)
            try:
                yield duck
            finally:
                duck.close()
        case "spark":
            from antoan.domains.tracing.engines.spark import ALONE, SparkEngine

            spark = SparkEngine(shelf, master=spark_master or ALONE)
            try:
                yield spark
            finally:
                spark.close()
        case _:
            raise EngineUnknown(f"There is no engine {name!r}. Choose from: {', '.join(FILE_ENGINES)}.")
