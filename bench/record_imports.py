"""How fast a list of doses is brought, with and without errors, beside a bare COPY; and how many seeded errors are found.

The list goes the way of `antoan records import`: read as a stream, checked, loaded with matching, checks of quality,
history and passes, read back and compared, undone.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from antoan.domains.codes.keys import SigningRing
from antoan.domains.records.values import Doubt
from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from bench.imports import born_of, name_of, paper_of, register, timed, work
from bench.report import Measurement

ROWS: Final = int(os.environ.get("ANTOAN_BENCH_DOSES", "1000000"))
ERROR_SHARE: Final = 0.01  # Of each kind.
SEED: Final = 2021
UNREADABLE: Final = "unreadable"
PRODUCT, LOT, OTHER = "Comirnaty", "FF8871", "Vero Cell"
FIRST: Final = date(2021, 8, 1)


@dataclass
class Row:
    """A row of the list as it should be, before an error is put into it."""

    who: int
    number: int
    given_on: date
    product: str = PRODUCT
    lot: str = LOT
    at: str = "08:30"
    name: str = ""
    born: str = ""

    def cells(self, reference: int) -> list[str]:
        born = self.born or f"{born_of(self.who):%d/%m/%Y}"
        return [
            self.name or name_of(self.who), born, "Nam", paper_of(self.who).number, self.product,
            f"{self.given_on:%d/%m/%Y}", self.at, str(self.number), self.lot, "Nhà thi đấu", f"B{reference}",
        ]  # fmt: skip


HEADER: Final = (
    "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Vắc xin", "Ngày tiêm", "Giờ tiêm", "Mũi số", "Số lô", "Nơi tiêm",
    "Mã mũi tiêm",
)  # fmt: skip


def measure() -> Measurement:
    """Run the work in a process of its own: it needs Django on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        SigningRing.create_missing(data, today=clock.today())
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            done = subprocess.run(
                [sys.executable, "-m", "bench.record_imports"],
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
            )
    found: dict[str, Any] = json.loads(done.stdout)
    figures: dict[str, float | int | str] = {"rows": ROWS}
    ratios: dict[str, float] = {}
    for kind in ("right", "wrong"):
        seconds = found[kind]
        brought = sum(seconds[step] for step in ("read", "check", "load"))
        figures[f"{kind}_rows_per_second"] = round(ROWS / brought)
        figures[f"{kind}_app_us"] = round(seconds["cpu"] / ROWS * 1e6)
        for step in ("read", "check", "load", "undo"):
            figures[f"{kind}_{step}_per_second"] = round(ROWS / seconds[step])
        ratios[f"{kind}_vs_copy"] = found["copy"] / brought * seconds["loaded"] / found["copied"]
    figures["copy_per_second"] = round(found["copied"] / found["copy"])
    for name, (seeded, caught, raised, justly) in found["errors"].items():
        figures[f"{name}_seeded"] = seeded
        ratios[f"{name}_recall"] = caught / seeded if seeded else 0.0
        ratios[f"{name}_precision"] = justly / raised if raised else 0.0
    ratios["right_rows_doubted"] = found["falsely"] / max(1, found["right_rows"])
    return Measurement(name="record_imports", figures=figures, ratios=ratios)


def main() -> None:
    """Bring a list without errors, undo it, bring one with errors, and print the seconds and what was found."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.core.management import call_command
    from django.db import connection

    from antoan.domains.records.services import register_lot
    from antoan.domains.records.values import Lot
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.db.bulk import bulk_loading

    call_command("migrate", verbosity=0)
    with bulk_loading():
        register(ROWS * 2 // 3 + 1)
    for number, expires_on in ((LOT, date(2022, 6, 30)), ("OLD001", FIRST - timedelta(days=1))):
        register_lot(actor=SYSTEM, lot=Lot("comirnaty", number, expires_on))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    folder = Path(os.environ["ANTOAN_DATA"])
    right, _ = written(folder / "right.csv", share=0.0)
    wrong, seeded = written(folder / "wrong.csv", share=ERROR_SHARE)
    without = brought(right)
    copied, copy = bare_copy()
    undone(without)
    with_errors = brought(wrong)
    errors, falsely = judged(seeded, with_errors["run"])
    undone(with_errors)
    for one in (without, with_errors):
        del one["run"]
    told = {
        "right": without, "wrong": with_errors, "copy": copy, "copied": copied, "errors": errors,
        "falsely": falsely, "right_rows": ROWS - len(seeded),
    }  # fmt: skip
    print(json.dumps(told))


def brought(path: Path) -> dict[str, Any]:
    """Bring a list as the command does; return seconds of each step."""
    from antoan.domains.vaccination import services
    from antoan.domains.vaccination.queries.files import doses_file
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.imports.values import RunState

    cpu, began = time.process_time(), time.perf_counter()
    run = services.import_large_file(actor=SYSTEM, owner_id="city", path=path, told=lambda rows: None)
    seconds: dict[str, Any] = {"read": time.perf_counter() - began, "run": run}
    seconds["check"] = timed(lambda: work(run.id))
    services.load_doses_file(actor=SYSTEM, owner_id="city", run_id=run.id)
    seconds["load"] = timed(lambda: work(run.id))
    seconds["cpu"] = time.process_time() - cpu
    done = doses_file(SYSTEM, "city", run.id)
    assert done.state is RunState.LOADED, (done.state, done.fault, done.fault_detail)
    seconds["loaded"] = done.counts.loaded
    return seconds


def undone(brought: dict[str, Any]) -> None:
    """Take a list back."""
    from antoan.domains.vaccination import services
    from antoan.foundation.accounts.actor import SYSTEM

    run = brought["run"]
    services.undo_doses_file(actor=SYSTEM, owner_id="city", run_id=run.id)
    brought["undo"] = timed(lambda: work(run.id))


def bare_copy() -> tuple[int, float]:
    """COPY the same doses into a table of the same columns, indexes and all: nothing can be faster."""
    from django.db import connection

    from antoan.foundation.db.copying import copy_rows

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM records_vaccination")
        columns, rows = [column.name for column in cursor.description], cursor.fetchall()
        cursor.execute("CREATE TABLE doses_copy (LIKE records_vaccination INCLUDING ALL)")
    return len(rows), timed(lambda: copy_rows("doses_copy", columns, rows))


def written(path: Path, *, share: float) -> tuple[Path, dict[int, str]]:
    """Write a list, and return by row which error was put into it."""
    chance, seeded = random.Random(SEED), dict[int, str]()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(ROWS):
            # Of three rows two are of one person: the first dose and the second.
            who, is_second = number // 3 * 2 + (number % 3 == 2), number % 3 == 1
            given_on = FIRST + timedelta(days=who * 37 % 40 + (30 if is_second else 0))
            row = Row(who, 2 if is_second else 1, given_on)
            if chance.random() < share * len(ERRORS):
                error = chance.choice(list(ERRORS))
                if is_second or error not in OF_SECOND:
                    ERRORS[error](row, chance)
                    seeded[number + 2] = error
            writer.writerow(row.cells(number))
    return path, seeded


def judged(seeded: dict[int, str], run: Any) -> tuple[dict[str, tuple[int, int, int, int]], int]:
    """Count by error: seeded, found, raised, raised with right; and doubts over rows that are right."""
    from django.db import connection

    doubts: dict[int, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.number, v.doubts FROM vaccination_importeddose i JOIN records_vaccination v ON v.id = i.record_id"
            " WHERE i.run_id = %s AND v.doubts <> ''",
            [run.id],
        )
        doubts |= {number: set(text.split()) for number, text in cursor.fetchall()}
        # Kept apart because the number is of another name or birth: another person, found before it was recorded.
        cursor.execute("SELECT number FROM vaccination_helddose WHERE run_id = %s", [run.id])
        doubts |= {number: {Doubt.OTHER_PERSON.value} for (number,) in cursor.fetchall()}
        cursor.execute(
            "SELECT number FROM imports_importrow WHERE run_id = %s AND state = 'faulty'", [run.id]
        )
        doubts |= {number: {UNREADABLE} for (number,) in cursor.fetchall()}
    errors = Counter(seeded.values())
    caught = Counter(error for number, error in seeded.items() if error in doubts.get(number, ()))
    raised = Counter(doubt for found in doubts.values() for doubt in found)
    justly = Counter(doubt for number, found in doubts.items() for doubt in found if number in seeded)
    falsely = sum(number not in seeded for number in doubts)
    return {error: (errors[error], caught[error], raised[error], justly[error]) for error in ERRORS}, falsely


def _put(**values: Any) -> Callable[[Row, random.Random], None]:
    """Return an error that is the same in every row."""

    def put(row: Row, chance: random.Random) -> None:
        for name, value in values.items():
            setattr(row, name, value)

    return put


def _too_soon(row: Row, chance: random.Random) -> None:
    row.given_on -= timedelta(days=chance.randint(10, 29))


def _twice_a_day(row: Row, chance: random.Random) -> None:
    row.given_on, row.product, row.lot = row.given_on - timedelta(days=30), OTHER, ""


def _before_licence(row: Row, chance: random.Random) -> None:
    row.given_on = date(2021, 6, 11) - timedelta(days=chance.randint(0, 90))


def _other_person(row: Row, chance: random.Random) -> None:
    """A stranger mostly; at times a given name only, which looks like a slip or not."""
    other = row.who + chance.randint(1, 50)
    row.name = name_of(other)
    if chance.random() > 0.1:
        row.born = f"{born_of(other):%d/%m/%Y}"


def _child(row: Row, chance: random.Random) -> None:
    """A dose far too early for a child would need another person in the register: here a day before they were twelve."""
    row.given_on = born_of(row.who) + timedelta(days=chance.randint(100, 4_300))


def _unreadable(row: Row, chance: random.Random) -> None:
    row.born = chance.choice(("12/25/1990", "1/2/90", "không rõ", "45/13/1980"))


ERRORS: Final[dict[str, Callable[[Row, random.Random], None]]] = {
    Doubt.BEFORE_LICENCE.value: _before_licence,
    Doubt.INTERVAL_TOO_SHORT.value: _too_soon,
    Doubt.DOUBLE_DOSE.value: _twice_a_day,
    Doubt.OTHER_PERSON.value: _other_person,
    Doubt.FUTURE.value: _put(given_on=date(2090, 1, 1)),
    Doubt.BEFORE_BIRTH.value: _put(given_on=date(1950, 1, 1)),
    Doubt.WRONG_AGE.value: _child,
    Doubt.UNKNOWN_PRODUCT.value: _put(product="Vắc xin lạ"),
    Doubt.LOT_UNKNOWN.value: _put(lot="X9999"),
    Doubt.LOT_EXPIRED.value: _put(lot="OLD001"),
    Doubt.AFTER_HOURS.value: _put(at="02:10"),
    UNREADABLE: _unreadable,
}
OF_SECOND: Final = {Doubt.INTERVAL_TOO_SHORT.value, Doubt.DOUBLE_DOSE.value}


if __name__ == "__main__":
    main()
