"""Sealing out of PostgreSQL, then F1, F2 and a batch of fresh cases on the sealed files beside PostgreSQL itself.

The town's two weeks lie in PostgreSQL whole and are sealed by the product's own job. Both engines answer the same
cases in turn and hand back the same: lists of a single case, columns of a batch. Sizes: ANTOAN_BENCH_VISITS, ANTOAN_BENCH_CASES.
"""

import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import numpy as np

from antoan.domains.tracing.engines.engine import Cases, Contacts, Engine
from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.values import DAY_S
from bench.installed import in_a_process, prepared
from bench.report import Measurement
from bench.trace_log import fill, number_people
from bench.trace_town import DAYS, FIRST, Town

VISITS: Final = int(os.environ.get("ANTOAN_BENCH_VISITS", "50000000"))
CASES: Final = int(os.environ.get("ANTOAN_BENCH_CASES", "1000"))
SINGLES: Final = 300
WARMING: Final = 50
SECONDS_LEVELS: Final = 5
ROUNDS: Final = 3  # Of the batch, after the first.
RULE: Final = scorings()[0].contact


def measure() -> Measurement:
    """Run the measurement in a process with Django; the server goes with it."""
    found = in_a_process("bench.trace_postgres")
    return Measurement(
        name="trace_postgres",
        figures={name: round(value, 3) for name, value in found.items() if not name.startswith("vs_")},
        ratios={name: value for name, value in found.items() if name.startswith("vs_")},
    )


def main() -> None:
    """Fill, seal, ask both."""
    prepared()
    from antoan.domains.tracing.engines.postgres import PostgresEngine
    from antoan.domains.tracing.engines.sweep import SweepEngine
    from antoan.domains.tracing.queries.sealed import sealed_folder
    from antoan.domains.tracing.sealing.shelf import shelf_of
    from antoan.domains.tracing.services.sealing import seal_due
    from antoan.kit.clock import day_start

    town, began = Town(VISITS), time.perf_counter()
    number_people(town.people)
    for day, columns in town.days():
        fill(day, columns)
    filled = time.perf_counter() - began
    began = time.perf_counter()
    known = seal_due(day_start(FIRST + timedelta(days=DAYS + 2)))
    sealing = time.perf_counter() - began
    assert len(known) == DAYS
    rows = sum(day.rows for day in known)
    figures = {
        "visits": rows, "people": town.people, "filled_s": filled, "sealed_s": sealing, "sealed_rows_per_s": rows / sealing,
        "hot_bytes_per_visit": sum(day.hot_bytes for day in known) / rows,
        "archive_bytes_per_visit": sum(day.archive_bytes for day in known) / rows,
        "postgres_bytes_per_visit": _size() / rows,
    }  # fmt: skip
    hot = [one.hot() for one in shelf_of(sealed_folder()).values()]
    postgres, files = PostgresEngine(), SweepEngine(hot, threads=1)
    figures |= _compared("f1", town, postgres, files, SINGLES, 1, _first)
    figures |= _compared("f2", town, postgres, files, SECONDS_LEVELS, 1, _second)
    figures |= _compared(f"batch_{CASES}", town, postgres, SweepEngine(hot), ROUNDS, CASES, _first)
    print(json.dumps(figures))


def _size() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'visits_visit'::regclass"
        )
        return float(cursor.fetchone()[0])


Ask = Callable[[Engine, Town, Cases], Contacts]


def _first(engine: Engine, town: Town, cases: Cases) -> Contacts:
    return engine.trace(cases, town.window, RULE)


def _second(engine: Engine, town: Town, cases: Cases) -> Contacts:
    """Return whom those met, once they may infect, who were with the case for as long as chains are followed."""
    chain = scorings()[0].chain
    found = engine.trace(cases, town.window, RULE).in_order()
    near = found.seconds >= 60 * chain.score_min
    since = found.first_at[near] + chain.latent_days * DAY_S
    until = np.full(len(since), town.window.until)
    return engine.trace(Cases.of(found.person[near], since, until), town.window, RULE)


def _compared(
    name: str, town: Town, postgres: Engine, files: Engine, times: int, size: int, ask: Ask
) -> dict[str, float]:
    """Ask both engines in turn for fresh cases; the first asked are not counted."""
    taken: dict[str, list[float]] = {"postgres": [], "files": []}
    warming = WARMING if size == 1 and times > WARMING else 1
    asked = town.cases((times + warming) * size)
    for number in range(times + warming):
        part = slice(number * size, (number + 1) * size)
        cases = Cases(asked.person[part], asked.since[part], asked.until[part])
        answers = set()
        pair = [("postgres", postgres), ("files", files)]
        for which, engine in pair if number % 2 else pair[::-1]:
            begin = time.perf_counter()
            found = ask(engine, town, cases)
            if size == 1:  # A desk shows a list; a batch goes on as columns.
                list(zip(*(column.tolist() for column in found.columns()), strict=True))
            taken[which].append(1_000 * (time.perf_counter() - begin))
            answers.add(found.checksum())
        assert len(answers) == 1, "the engines differ"
    figures: dict[str, Any] = {}
    for which, times_ms in taken.items():
        figures[f"{name}_{which}_p50_ms"] = float(np.percentile(times_ms[warming:], 50))
        figures[f"{name}_{which}_p99_ms"] = float(np.percentile(times_ms[warming:], 99))
    ratios = np.array(taken["postgres"][warming:]) / np.array(taken["files"][warming:])
    return figures | {f"vs_postgres_{name}": float(np.median(ratios))}


if __name__ == "__main__":
    main()
