"""Contacts of many cases and of one: the compiled sweep beside DuckDB, pandas and Spark, with fresh cases each round.

All engines answer the same cases in every round and must agree by checksum. The first round is told apart: it
touches files nobody has read yet. Sizes: ANTOAN_BENCH_VISITS, ANTOAN_BENCH_CASES; ANTOAN_BENCH_SPARK=0 leaves Spark out.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import numpy as np

from antoan.domains.tracing.engines.choosing import engine_over
from antoan.domains.tracing.engines.engine import Cases, Engine, Window
from antoan.domains.tracing.engines.sweep import SweepEngine
from antoan.domains.tracing.errors import SparkUnusable
from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.sealing.shelf import ShelfDay
from bench.report import Measurement
from bench.trace_pandas import PandasEngine
from bench.trace_town import Town, sealed

VISITS: Final = int(os.environ.get("ANTOAN_BENCH_VISITS", "50000000"))
CASES: Final = int(os.environ.get("ANTOAN_BENCH_CASES", "10000"))
WITH_SPARK: Final = os.environ.get("ANTOAN_BENCH_SPARK", "1") == "1"
PANDAS_CASES: Final = 1_000
ROUNDS: Final = 3  # After the first.
SINGLES: Final = 300
GROWTH: Final = 10
RULE: Final = scorings()[0].contact


def measure() -> Measurement:
    """Seal a town and a tenth of it; trace many, and one by one."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        small = _Sealed(Town(max(VISITS // GROWTH, 100_000)), Path(folder) / "small")
        singly_small = small.one_by_one()
        big = _Sealed(Town(VISITS), Path(folder) / "big")
        singly = big.one_by_one()
        with big.engines() as engines:
            taken, contacts = _rounds(big.town, engines, min(CASES, big.town.people // 20))
            few = [one for one in engines if one.name == "columns"]
            pandas = PandasEngine(one.hot().columns() for one in big.shelf.values())
            beside, _ = _rounds(big.town, [*few, pandas], min(PANDAS_CASES, big.town.people // 20))
    return Measurement(
        name="trace",
        figures=big.figures()
        | {"cases": min(CASES, big.town.people // 20), "contacts": contacts}
        | {f"{name}_first_s": times[0] for name, times in taken.items()}
        | {f"{name}_s": statistics.median(times[1:]) for name, times in taken.items()}
        | {"pandas_1000_s": statistics.median(beside["pandas"][1:])}
        | {"one_p50_ms": _share(singly, 50), "one_p99_ms": _share(singly, 99)}
        | {"memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024},
        ratios=_ratios(taken, "columns")
        | _ratios(beside, "columns")
        | {"online_p50_growth": _share(singly, 50) / _share(singly_small, 50)},
    )


class _Sealed:
    """A town with its sealed days."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town = town
        self.shelf: dict[object, ShelfDay] = {}
        self.seal_s = 0.0
        for day, columns in town.days():
            begin = time.perf_counter()
            self.shelf[day] = sealed(folder, day, columns)
            self.seal_s += time.perf_counter() - begin

    def figures(self) -> dict[str, float | int | str]:
        """Return how large the files are, and how fast they were written."""
        known = [one.sealed for one in self.shelf.values()]
        rows = sum(one.rows for one in known)
        return {
            "visits": rows,
            "people": self.town.people,
            "seal_rows_per_second": round(rows / self.seal_s),
            "hot_bytes_per_visit": sum(one.hot_bytes for one in known) / rows,
            "archive_bytes_per_visit": sum(one.archive_bytes for one in known) / rows,
        }

    def one_by_one(self) -> list[float]:
        """Return the milliseconds of single cases, each somebody new, the answer handed back as a list."""
        engine, window = SweepEngine([one.hot() for one in self.shelf.values()], threads=1), self.town.window
        asked = self.town.cases(2 * SINGLES)
        taken = []
        for number in range(len(asked)):
            one = Cases(*(values[number : number + 1] for values in (asked.person, asked.since, asked.until)))
            begin = time.perf_counter()
            list(zip(*(column.tolist() for column in engine.trace(one, window, RULE).columns()), strict=True))
            taken.append(1_000 * (time.perf_counter() - begin))
        return taken[SINGLES:]  # The first half warms the loops and the page cache.

    @contextmanager
    def engines(self) -> Iterator[list[Engine]]:
        """Give the engines over the files; Spark only where it can be started."""
        with ExitStack() as stack:
            names = ["columns", "duckdb", *(["spark"] if WITH_SPARK else [])]
            engines = []
            for name in names:
                try:
                    engines.append(stack.enter_context(engine_over(self.shelf, name)))
                except SparkUnusable as error:
                    print(f"Spark is left out: {error.message}", file=sys.stderr)
            yield engines


def _rounds(town: Town, engines: Sequence[Engine], cases: int) -> tuple[dict[str, list[float]], int]:
    """Return the seconds of each engine in each round; every round has new cases, its engines in another order."""
    taken: dict[str, list[float]] = {engine.name: [] for engine in engines}
    contacts = 0
    for number in range(ROUNDS + 1):
        asked = town.cases(cases)
        answers = set()
        for engine in np.roll(np.array(engines, dtype=object), number).tolist():
            taken[engine.name].append(_seconds(engine, asked, town.window, answers))
        assert len(answers) == 1, "the engines differ"
        contacts = next(iter(answers))[0]
    return taken, contacts


def _seconds(engine: Engine, asked: Cases, window: Window, answers: set[tuple[int, ...]]) -> float:
    begin = time.perf_counter()
    found = engine.trace(asked, window, RULE)
    taken = time.perf_counter() - begin
    answers.add(found.checksum())
    return taken


def _ratios(taken: dict[str, list[float]], ours: str) -> dict[str, float]:
    """Return how many times longer the others take, by medians after the first round."""
    own = statistics.median(taken[ours][1:])
    return {f"vs_{name}": statistics.median(times[1:]) / own for name, times in taken.items() if name != ours}


def _share(taken: list[float], percent: int) -> float:
    return float(np.percentile(taken, percent))
