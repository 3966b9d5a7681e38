"""How fast the list of 300,000 cases answers, page by page and narrowed, beside a bare read of the same rows by the index.

What is measured is the list with its trail, as the page asks for it; ANTOAN_BENCH_CASE_FILES makes a short run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from bench.report import Measurement

CASES: Final = int(os.environ.get("ANTOAN_BENCH_CASE_FILES", "300000"))
WARDS: Final = 168
PAGES: Final = 200
LIMIT_MS: Final = 300.0  # Lesson L21.
NOW: Final = datetime(2021, 11, 15, 1, tzinfo=UTC)
FIRST: Final = date(2021, 5, 1)
DAYS: Final = 190


def measure() -> Measurement:
    """Run the work in a process of its own: it needs Django on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            done = subprocess.run(
                [sys.executable, "-m", "bench.cases"], env=environment, check=True, stdout=subprocess.PIPE
            )
    found: dict[str, float] = json.loads(done.stdout)
    worst = max(value for name, value in found.items() if name.endswith("_p95_ms") and name != "bare_p95_ms")
    return Measurement(
        name="cases",
        figures={"cases": CASES, **{name: round(value, 2) for name, value in found.items()}},
        ratios={"vs_limit": worst / LIMIT_MS, "vs_bare": worst / found["bare_p95_ms"]},
    )


def main() -> None:
    """Load the cases and print milliseconds a page for each way into the list."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.core.management import call_command
    from django.db import connection

    from antoan.domains.areas.services import load_areas
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.db.bulk import bulk_loading

    call_command("migrate", verbosity=0)
    load_areas(actor=SYSTEM)
    with bulk_loading():
        load()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(json.dumps(figures()))


def figures() -> dict[str, float]:
    """Measure each way into the list; the trail of each page is written as for anybody."""
    from django.db import connection

    from antoan.domains.areas.queries import wards_on
    from antoan.domains.cases.queries.files import CaseFilter, case_list
    from antoan.domains.cases.values import CaseState, ReportState
    from antoan.foundation.accounts.actor import SYSTEM

    wards = [ward.id for ward in wards_on(NOW.date())][:WARDS]
    mark = {"after": ""}

    def page_on(wanted: CaseFilter) -> Callable[[int], None]:
        def ask(number: int) -> None:
            mark["after"] = case_list(SYSTEM, wanted, after=mark["after"], now=NOW).next_after

        return ask

    def bare(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM cases_casefile WHERE confirmed_on <= %s ORDER BY confirmed_on DESC, id DESC LIMIT 26",
                [FIRST + timedelta(days=DAYS - number % DAYS)],
            )
            cursor.fetchall()

    deep = {"after": f"{FIRST + timedelta(days=DAYS // 2)}|999999999"}
    found = {"bare": p95(bare)}
    for name, wanted, start in (
        ("all", CaseFilter(), ""),
        ("deep", CaseFilter(), deep["after"]),
        ("recovered", CaseFilter(state=CaseState.RECOVERED), ""),
        ("overdue", CaseFilter(report=ReportState.OVERDUE), ""),
        ("days", CaseFilter(since=FIRST + timedelta(days=30), until=FIRST + timedelta(days=37)), ""),
    ):
        mark["after"] = start
        found[name] = p95(page_on(wanted))
    mark["after"] = ""
    found["ward"] = p95(lambda number: page_on(CaseFilter(ward_id=wards[number % len(wards)]))(number))
    return {f"{name}_p95_ms": value for name, value in found.items()}


def p95(work: Callable[[int], None]) -> float:
    """Return the time within which 95 of 100 pages come, in milliseconds."""
    took = []
    for number in range(PAGES):
        began = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - began) * 1_000)
    return quantiles(took, n=20)[-1]


def load() -> None:
    """COPY as many people with a case each, over half a year and all wards; every fiftieth is not reported yet."""
    from antoan.domains.areas.queries import wards_on
    from antoan.foundation.db.copying import copy_rows

    wards = [ward.id for ward in wards_on(NOW.date())][:WARDS]
    copy_rows(
        "people_person",
        ["id", "created_at", "updated_at", "qid", "qid_source", "full_name", "name_folded", "birth_on",
         "birth_day_known", "gender", "nationality", "address", "ward_id"],
        (
            (number, NOW, NOW, str(10**17 + number), "local", "Nguyễn Văn An", "nguyen van an",
             date(1940, 1, 1) + timedelta(days=number % 29_000), True, "male", "VN", "", wards[number % len(wards)])
            for number in range(1, CASES + 1)
        ),
    )  # fmt: skip
    copy_rows(
        "cases_casefile",
        ["created_at", "updated_at", "person_id", "infection_id", "ward_id", "disease", "group", "basis", "state",
         "confirmed_on", "recovered_on", "noticed_at", "due_at", "reported_at"],
        rows(wards),
    )  # fmt: skip


def rows(wards: list[int]) -> Iterator[tuple[Any, ...]]:
    """Return the case files; the newest tenth is active."""
    for number in range(1, CASES + 1):
        day = FIRST + timedelta(days=number * DAYS // CASES)
        is_active = number > CASES * 9 // 10
        noticed = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        yield (
            NOW, NOW, number, number, wards[number % len(wards)], "covid19", "A", "test",
            "active" if is_active else "recovered", day, None if is_active else day + timedelta(days=14), noticed,
            noticed + timedelta(days=1), None if number % 50 == 0 else noticed + timedelta(hours=5),
        )  # fmt: skip


if __name__ == "__main__":
    main()
