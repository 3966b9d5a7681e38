"""One very full day, sealed whole by the product's own service: out of PostgreSQL, into both forms, verified.

The limit beside it is PostgreSQL merely sending the rows (COPY to nowhere). Size: ANTOAN_BENCH_VISITS.
"""

import json
import os
import resource
import time
from datetime import timedelta
from typing import Final

from bench.installed import in_a_process, prepared
from bench.report import Measurement
from bench.trace_log import VISITS as LOG
from bench.trace_log import fill, number_people
from bench.trace_town import FIRST, Town

VISITS: Final = int(os.environ.get("ANTOAN_BENCH_VISITS", "50000000"))
VISITS_A_DAY: Final = 5.0  # Of a person on a day as full as this.


def measure() -> Measurement:
    """Run the measurement in a process with Django."""
    found = in_a_process("bench.sealing")
    return Measurement(
        name="sealing",
        figures={name: round(value, 3) for name, value in found.items()},
        ratios={"vs_sending": found["sealed_s"] / found["sent_s"]},
    )


def main() -> None:
    """Fill a day, send its rows once for the comparison, seal it."""
    prepared()
    from django.db import connection

    from antoan.domains.tracing.services.sealing import seal_day
    from antoan.kit.clock import day_start

    town = Town(VISITS, days=1, visits_a_day=VISITS_A_DAY)
    number_people(town.people)
    began = time.perf_counter()
    for day, columns in town.days():
        fill(day, columns)
    del columns
    filled = time.perf_counter() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, sent = time.perf_counter(), 0
    with connection.cursor() as cursor:
        statement = f"COPY (SELECT person_id, spot_id, t_in, t_eff FROM {LOG}) TO STDOUT (FORMAT BINARY)"
        with cursor.cursor.copy(statement) as copy:
            for part in copy:
                sent += len(part)
    sending = time.perf_counter() - began
    began = time.perf_counter()
    sealed = seal_day(FIRST, day_start(FIRST + timedelta(days=3)))
    taken = time.perf_counter() - began
    print(
        json.dumps(
            {
                "visits": sealed.rows, "people": town.people, "filled_s": filled, "sent_s": sending, "sent_bytes": sent,
                "sealed_s": taken, "rows_per_s": sealed.rows / taken, "hot_bytes_per_visit": sealed.hot_bytes / sealed.rows,
                "archive_bytes_per_visit": sealed.archive_bytes / sealed.rows, "memory_before_mb": before // 1_024,
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024,
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
