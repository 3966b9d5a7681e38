"""How fast a staff list is brought: read, checked, loaded and read back, beside bare reading and a bare COPY."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from antoan.domains.codes.keys import SigningRing
from antoan.domains.people.rules import folded_name
from antoan.domains.people.values import DocumentKind, Paper
from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from antoan.kit.sheets import xlsx_bytes
from bench.report import Measurement

# As many as one file may hold (foundation.imports.limits.ROWS_MAX); fewer for a short run.
ROWS: Final = int(os.environ.get("ANTOAN_BENCH_IMPORT_ROWS", "100000"))
REGISTERED: Final = 100_000  # People the city knows; every second row of the file is one of them.
NOW: Final = datetime(2021, 10, 15, 1, tzinfo=UTC)
FAMILY: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng")
MIDDLE: Final = ("Thị", "Văn", "Ngọc", "Minh", "Hữu", "Thanh", "Kim")
GIVEN: Final = (
    "An",
    "Bình",
    "Châu",
    "Dung",
    "Giang",
    "Hạnh",
    "Khoa",
    "Lan",
    "Mai",
    "Nam",
    "Phúc",
    "Quân",
    "Tâm",
)


def measure() -> Measurement:
    """Run the work in a process of its own: it needs Django on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        SigningRing.create_missing(data, today=clock.today())
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            done = subprocess.run(
                [sys.executable, "-m", "bench.imports"], env=environment, check=True, stdout=subprocess.PIPE
            )
    found: dict[str, float] = json.loads(done.stdout)
    brought = ROWS / (found["read"] + found["check"] + found["load"])
    return Measurement(
        name="imports",
        figures={
            "rows": ROWS,
            "file_mb": round(found["file_mb"], 1),
            "rows_per_second": round(brought),
            "app_us": round(found["app_seconds"] / ROWS * 1e6),
            "peak_mb": round(found["peak_mb"]),
            "bar_still_seconds_max": round(found["longest_step"], 2),
            **{f"{step}_per_second": round(ROWS / found[step]) for step in ("read", "check", "load", "undo")},
            "calamine_per_second": round(ROWS / found["calamine"]),
            "copy_per_second": round(ROWS / found["copy"]),
        },
        ratios={
            "read_vs_calamine": found["calamine"] / found["read"],
            "load_vs_copy": found["copy"] / found["load"],
            "vs_calamine_and_copy": (found["calamine"] + found["copy"]) * brought / ROWS,
        },
    )


def main() -> None:
    """Print how long each step of one import takes, and its peers."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.core.management import call_command
    from django.db import connection

    from antoan.domains.places.values import PlaceKind
    from antoan.domains.units.services import register_unit
    from antoan.domains.units.values import NewUnit
    from antoan.domains.workers.importing.columns import COLUMNS
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.db.bulk import bulk_loading

    call_command("migrate", verbosity=0)
    with bulk_loading():
        register()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    unit = register_unit(actor=SYSTEM, unit=NewUnit(name="Nhà máy", kind=PlaceKind.FACTORY))
    content = xlsx_bytes([column.title for column in COLUMNS], lines(), sheet="Danh sách")
    seconds = {**brought(unit.id, content), "calamine": timed(lambda: bare_reading(content))}
    print(json.dumps({**seconds, "file_mb": len(content) / 1e6}))


def brought(unit_id: int, content: bytes) -> dict[str, float]:
    """Bring the file as a unit and its worker do, COPY the same rows bare, and undo it; return seconds of each."""
    from antoan.domains.workers.values import OWNER
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.imports.queries import run_of
    from antoan.foundation.imports.services import NewImport, load_run, start_import, undo_run

    run_id, cpu, steps = uuid4(), time.process_time(), []
    forget_peak()
    start_import(actor=SYSTEM, new=NewImport(run_id, OWNER, str(unit_id), "danh-sach.xlsx", content))
    seconds = {"read": timed(lambda: step(run_id)), "check": timed(lambda: work(run_id, steps))}
    load_run(run_id)
    seconds["load"] = timed(lambda: work(run_id, steps))
    seconds["app_seconds"] = time.process_time() - cpu
    seconds |= {"peak_mb": peak_mb(), "longest_step": max(steps)}
    counts = run_of(OWNER, unit_id, run_id).counts
    assert (counts.loaded, counts.faulty) == (ROWS, 0), counts
    seconds["copy"] = seconds_of_copy()
    undo_run(run_id)
    seconds["undo"] = timed(lambda: work(run_id))
    return seconds


def step(run_id: UUID) -> bool:
    """Do one step of an import, as the worker does."""
    from antoan.foundation.imports.services import advance

    return advance(run_id)


def work(run_id: UUID, steps: list[float] | None = None) -> None:
    """Bring an import as far as it goes by itself; add the seconds of each step: so long its bar stands still."""
    steps = [] if steps is None else steps
    goes_on = True
    while goes_on:
        began = time.perf_counter()
        goes_on = step(run_id)
        steps.append(time.perf_counter() - began)


def forget_peak() -> None:
    """Have the kernel count this process's most memory from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    """Return the most memory since then."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of some work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def name_of(number: int) -> str:
    """Return a name; many share one, as people do."""
    return f"{FAMILY[number % 10]} {MIDDLE[number // 10 % 7]} {GIVEN[number // 70 % 13]}"


def born_of(number: int) -> date:
    """Return a day of birth of a working age."""
    return date(1965, 1, 1) + timedelta(days=number * 7919 % 14_000)


def paper_of(number: int) -> Paper:
    """Return a CCCD that fits the year of birth, of a man."""
    year = born_of(number).year
    return Paper(DocumentKind.CCCD, f"079{0 if year < 2000 else 2}{year % 100:02}{number % 1_000_000:06}")


def lines() -> Iterator[Sequence[str]]:
    """Yield the rows of the file: every second one is a registered person."""
    for number in range(ROWS):
        who = number // 2 if number % 2 else 500_000 + number
        yield (
            f"NV{number:06}", name_of(who), f"{born_of(who):%d/%m/%Y}", "Nam", paper_of(who).number,
            f"0908{number:06}", "", f"Xưởng {number % 20}", f"Tổ {number % 100}",
        )  # fmt: skip


def register(count: int = REGISTERED) -> None:
    """COPY the people whom the city knows, with their papers."""
    from antoan.domains.people.queries.persons import paper_index
    from antoan.foundation.db.copying import copy_rows
    from antoan.foundation.db.sealed import field_ring

    numbers = range(count)
    copy_rows(
        "people_person",
        ["id", "created_at", "updated_at", "qid", "qid_source", "full_name", "name_folded", "birth_on",
         "birth_day_known", "gender", "nationality", "address"],
        (
            (n + 1, NOW, NOW, str(10**17 + n), "local", name_of(n), folded_name(name_of(n)), born_of(n),
             True, "male", "VN", "")
            for n in numbers
        ),
    )  # fmt: skip
    copy_rows(
        "people_document",
        ["created_at", "updated_at", "person_id", "kind", "number", "number_index"],
        (
            (NOW, NOW, n + 1, "cccd", field_ring().seal(paper_of(n).number, place="people_document.number"),
             paper_index(paper_of(n)))
            for n in numbers
        ),
    )  # fmt: skip


def bare_reading(content: bytes) -> int:
    """Read the file with the library alone, into lists."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python())


def seconds_of_copy() -> float:
    """COPY the finished rows into a table like theirs, indexes and all: nothing can be faster."""
    from django.db import connection

    from antoan.foundation.db.copying import copy_rows

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM workers_worker")
        columns, rows = [column.name for column in cursor.description], cursor.fetchall()
        cursor.execute("CREATE TABLE workers_copy (LIKE workers_worker INCLUDING ALL)")
    return timed(lambda: copy_rows("workers_copy", columns, rows))


if __name__ == "__main__":
    main()
