"""How fast counts follow, how fast different people are counted beside DuckDB, and how fast a page answers over a full log."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles
from typing import Any, Final

import numpy as np

from bench.installed import in_a_process, prepared
from bench.report import Measurement

VISITS: Final = int(os.environ.get("ANTOAN_BENCH_VISITS", "50000000"))
FOLLOWED: Final = min(VISITS, 200_000)
SPOTS: Final = 100_000
PEOPLE: Final = 5_000_000
ROUNDS: Final = 3
PAGES: Final = 50
DAY: Final = date(2021, 11, 15)
NOW: Final = datetime(2021, 11, 15, 12, tzinfo=UTC)
LIMIT_MS: Final = 300.0  # Lesson L21.


def measure() -> Measurement:
    """Count people in this process; run what needs Django in one of its own, on a server of its own."""
    found = distinct_people() | in_a_process("bench.statistics")
    return Measurement(
        name="statistics",
        figures={"visits": VISITS, **{name: round(value, 3) for name, value in found.items()}},
        ratios={
            "vs_duckdb": found["duckdb_s"] / found["one_pass_s"],
            "vs_limit": found["page_p95_ms"] / LIMIT_MS,
        },
    )


def distinct_people() -> dict[str, float]:
    """Count different people by spot and hour in one pass and by DuckDB, in turns; both must agree."""
    import duckdb
    import pyarrow as pa

    from antoan.domains.statistics.distinct import by_spot_and_hour

    spot, t_in, person = stays()
    starts = np.searchsorted(spot, np.arange(SPOTS + 1)).astype(np.int64)
    spots = np.arange(SPOTS, dtype=np.int64)
    by_spot_and_hour(spots[:1], starts, t_in, person, PEOPLE, 0)  # Compiled before it is timed.
    table = duckdb.connect()
    table.execute("SET enable_progress_bar = false")
    table.register("seen", pa.table({"spot": spot, "t_in": t_in, "person": person}))
    table.execute("CREATE TABLE stays AS SELECT * FROM seen")
    took: dict[str, list[float]] = {"one_pass": [], "duckdb": []}
    for _ in range(ROUNDS):
        began = time.perf_counter()
        one = by_spot_and_hour(spots, starts, t_in, person, PEOPLE, 0)
        took["one_pass"].append(time.perf_counter() - began)
        began = time.perf_counter()
        two = table.execute(
            "SELECT count(*), sum(people) FROM (SELECT count(DISTINCT person) AS people FROM stays"
            " GROUP BY spot, t_in // 3600)"
        ).fetchone()
        took["duckdb"].append(time.perf_counter() - began)
        assert two == (len(one[2]), int(one[2].sum()))
    pass_s, duckdb_s = median(took["one_pass"]), median(took["duckdb"])
    return {
        "one_pass_s": pass_s, "duckdb_s": duckdb_s, "spot_hours": float(len(one[2])),
        "rows_per_second": len(person) / pass_s,
    }  # fmt: skip


def stays() -> tuple[Any, Any, Any]:
    """Return stays in the order of sealed files: spots of very different sizes, the hours of a working day."""
    random = np.random.default_rng(7)
    spot = np.sort((SPOTS * random.random(VISITS, dtype=np.float32) ** 2).astype(np.int32))
    t_in = np.clip(random.normal(12, 4, VISITS) * 3_600, 0, 86_399).astype(np.int32)
    order = np.argsort((spot.astype(np.int64) << 32) + t_in, kind="stable")
    return spot, t_in[order], random.integers(0, PEOPLE, VISITS, dtype=np.int32)


def main() -> None:
    """Fill a log, let the counts follow it, and ask for pages; prints what was measured as JSON."""
    prepared()
    from antoan.domains.areas.services import load_areas
    from antoan.foundation.accounts.actor import SYSTEM

    load_areas(actor=SYSTEM)
    load_places()
    load_log()
    print(json.dumps(following() | pages()))


def load_places() -> None:
    """Write places of all wards, a spot each."""
    from antoan.domains.areas.queries import wards_on
    from antoan.domains.places.values import PlaceKind
    from antoan.foundation.db.bulk import bulk_loading, continue_sequences
    from antoan.foundation.db.copying import copy_rows

    wards, kinds = [ward.id for ward in wards_on(date(2026, 1, 1))], [kind.value for kind in PlaceKind]
    with bulk_loading():
        copy_rows(
            "places_place",
            ["id", "created_at", "updated_at", "name", "kind", "address", "ward_id"],
            (
                (
                    number,
                    NOW,
                    NOW,
                    f"Place {number}",
                    kinds[number % len(kinds)],
                    "",
                    wards[number % len(wards)],
                )
                for number in range(1, SPOTS + 1)
            ),
        )
        copy_rows(
            "places_spot",
            ["id", "place_id", "name", "usual_stay_minutes"],
            ((number, number, "", 60) for number in range(1, SPOTS + 1)),
        )
        continue_sequences(["places_place", "places_spot"])


def load_log() -> None:
    """Fill the log of a day around the triggers; its counts come with the comparison below."""
    from django.db import connection

    from antoan.domains.visits.services import open_days_around
    from antoan.foundation.db.bulk import bulk_loading

    open_days_around(DAY)
    with bulk_loading(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO visits_visit (person_id, t_in, t_eff, t_out, received_at, spot_id, gate_id, rule, colour, source, scan_id)"
            " SELECT n, at, at + interval '1 hour', NULL, at, 1 + (%s * power(random(), 2))::int %% %s, NULL, 0,"
            " 1 + (n %% 3), 0, gen_random_uuid() FROM (SELECT n, %s + (n %% 43200) * interval '1 second' AS at"
            " FROM generate_series(1, %s) AS n) AS rows",
            [SPOTS, SPOTS, NOW - timedelta(hours=12), VISITS],
        )


def following() -> dict[str, float]:
    """Compare a whole day with the log once, then let counts follow as many visits as a busy minute brings."""
    from django.db import connection

    from antoan.domains.statistics.services import count_places, fold_notes
    from antoan.domains.statistics.services.comparing import compare_nightly
    from antoan.domains.visits.services.counting import fold_counts

    began = time.perf_counter()
    compare_nightly(NOW)
    compared = time.perf_counter() - began
    count_places(NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO visits_visit (person_id, t_in, t_eff, received_at, spot_id, rule, colour, source, scan_id)"
            " SELECT %s + n, %s, %s, %s, 1 + n %% %s, 0, 1, 0, gen_random_uuid() FROM generate_series(1, %s) AS n",
            [VISITS, NOW, NOW + timedelta(hours=1), NOW, SPOTS, FOLLOWED],
        )
    began = time.perf_counter()
    fold_counts()
    fold_notes()
    return {"compared_s": compared, "followed_per_second": FOLLOWED / (time.perf_counter() - began)}


def pages() -> dict[str, float]:
    """Ask for the city, a ward and the comparison of wards; and for one ward's count straight from the log."""
    from django.db import connection

    from antoan.domains.statistics.looked import Asked
    from antoan.domains.statistics.queries.beside import compared_areas
    from antoan.domains.statistics.queries.figures import picture
    from antoan.domains.statistics.queries.reach import areas_for, looked_at
    from antoan.foundation.accounts.actor import SYSTEM

    week = DAY - timedelta(days=6)
    ward = areas_for(SYSTEM)[-1].id
    city, one = Asked(looked_at(SYSTEM), week, DAY), Asked(looked_at(SYSTEM, ward), week, DAY)

    def from_the_log() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.ward_id, count(*) FROM visits_visit v JOIN places_spot s ON s.id = v.spot_id"
                " JOIN places_place p ON p.id = s.place_id WHERE v.t_in >= %s GROUP BY 1",
                [NOW - timedelta(hours=12)],
            )
            cursor.fetchall()

    began = time.perf_counter()
    from_the_log()
    log_ms = (time.perf_counter() - began) * 1_000
    return {
        "page_p95_ms": p95(lambda: picture(SYSTEM, city, now=NOW)),
        "ward_page_p95_ms": p95(lambda: picture(SYSTEM, one, now=NOW)),
        "comparison_p95_ms": p95(lambda: compared_areas(SYSTEM, city)),
        "log_ms": log_ms,
    }


def p95(work: Callable[[], object]) -> float:
    """Return the time within which 95 of 100 pages come, in milliseconds."""
    took = []
    for _ in range(PAGES):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1_000)
    return quantiles(took, n=20)[-1]


if __name__ == "__main__":
    main()
