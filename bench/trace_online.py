"""The desk's own answer for one case: twelve sealed days from files and two open ones from PostgreSQL, scored, with people.

Fresh cases, each asked once and then once more (warm). A town and one ten times its size, in the same run.
Sizes: ANTOAN_BENCH_VISITS (of the smaller).
"""

import json
import os
import time
from datetime import timedelta
from typing import Final

import numpy as np

from antoan.domains.tracing.engines.engine import Cases
from antoan.domains.tracing.parameters import scorings
from bench.installed import in_a_process, prepared
from bench.report import Measurement
from bench.trace_log import fill, number_people
from bench.trace_town import DAYS, FIRST, Town

VISITS: Final = int(os.environ.get("ANTOAN_BENCH_VISITS", "10000000"))
GROWTH: Final = 10
SIZE: Final = "ANTOAN_BENCH_TOWN"
OPEN_DAYS: Final = 2
CASES: Final = 300
WARMING: Final = 20


def measure() -> Measurement:
    """Measure both towns, each with a server of its own."""
    found = {}
    for name, visits in (("small", VISITS), ("big", VISITS * GROWTH)):
        os.environ[SIZE] = str(visits)
        found[name] = in_a_process("bench.trace_online")
    return Measurement(
        name="trace_online",
        figures={
            f"{name}_{figure}": round(value, 3)
            for name, figures in found.items()
            for figure, value in figures.items()
        },
        ratios={
            f"{figure}_growth": found["big"][figure] / found["small"][figure]
            for figure in ("fresh_p50_ms", "warm_p50_ms", "warm_p99_ms")
        },
    )


def main() -> None:
    """Seal the older days, leave the last ones open, and trace."""
    prepared()
    from antoan.domains.tracing.queries.chains import chain_from
    from antoan.domains.tracing.queries.sealed import sealed_folder
    from antoan.domains.tracing.services.sealing import write_day

    town, folder = Town(int(os.environ[SIZE])), sealed_folder()
    number_people(town.people)
    with folder.sealing():
        for day, columns in town.days():
            if day < FIRST + timedelta(days=DAYS - OPEN_DAYS):
                sealed = write_day(folder, day, columns, columns.fingerprint())
                folder.put_in_force({**folder.days(), day: sealed})
            else:
                fill(day, columns)
    asked, scoring = town.cases(CASES + WARMING), scorings()[0]
    taken: dict[str, list[float]] = {"fresh": [], "warm": []}
    contacts = 0
    for number in range(len(asked)):
        for which in taken:
            begin = time.perf_counter()
            chain = chain_from(**_case(asked, number), depth=1, scoring=scoring)
            taken[which].append(1_000 * (time.perf_counter() - begin))
        contacts += len(chain.links)
    figures: dict[str, float] = {
        "visits": town.visits,
        "people": town.people,
        "contacts_per_case": contacts / len(asked),
    }
    for which, times in taken.items():
        for share in (50, 99):
            figures[f"{which}_p{share}_ms"] = float(np.percentile(times[WARMING:], share))
    print(json.dumps(figures))


def _case(asked: Cases, number: int) -> dict[str, int]:
    since, until = int(asked.since[number]), int(asked.until[number])
    return {"number": int(asked.person[number]), "since": since, "until": until, "onset": since}


if __name__ == "__main__":
    main()
