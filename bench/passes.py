"""How fast passes are derived, beside deriving them one by one and beside a bare COPY of the finished rows."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from antoan.domains.codes.keys import SigningRing
from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from bench.report import Measurement

PEOPLE: Final = 100_000
ONE_BY_ONE: Final = 2_000
SEED: Final = 2021
NOW: Final = datetime(2021, 10, 15, 1, tzinfo=UTC)


def measure() -> Measurement:
    """Run the work in a process of its own: it needs Django on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        SigningRing.create_missing(data, today=clock.today())
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            done = subprocess.run(
                [sys.executable, "-m", "bench.passes"], env=environment, check=True, stdout=subprocess.PIPE
            )
    pace: dict[str, float] = json.loads(done.stdout)
    return Measurement(
        name="passes",
        figures={"people": PEOPLE, **{f"{name}_per_second": round(value) for name, value in pace.items()}},
        ratios={
            "vs_one_by_one": pace["first"] / pace["one_by_one"],
            "vs_copy": pace["first"] / pace["copy"],
        },
    )


def main() -> None:
    """Load people with records and print people a second for each way of deriving their passes."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.core.management import call_command
    from django.db import connection

    from antoan.domains.passes.services import recompute, recompute_all
    from antoan.foundation.db.bulk import bulk_loading

    call_command("migrate", verbosity=0)
    with bulk_loading():
        load()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    pace = {
        "first": people_per_second(recompute_all),
        "unchanged": people_per_second(recompute_all),
        "one_by_one": people_per_second(
            lambda: [recompute([person_id]) for person_id in range(1, ONE_BY_ONE + 1)], ONE_BY_ONE
        ),
        "copy": PEOPLE / seconds_of_copy(),
    }
    print(json.dumps(pace))


def people_per_second(work: Callable[[], object], people: int = PEOPLE) -> float:
    """Return people a second."""
    began = time.perf_counter()
    work()
    return people / (time.perf_counter() - began)


def load() -> None:
    """COPY people of whom three in four have doses and one in five a test."""
    from antoan.foundation.db.copying import copy_rows

    kept = [
        "created_at",
        "updated_at",
        "person_id",
        "source",
        "source_reference",
        "state",
        "annulled_because",
    ]
    copy_rows(
        "people_person",
        ["id", "created_at", "updated_at", "qid", "qid_source", "full_name", "name_folded", "birth_on",
         "birth_day_known", "gender", "nationality", "address"],
        (
            (number, NOW, NOW, str(10**17 + number), "local", "Nguyễn Văn An", "nguyen van an",
             date(1940, 1, 1) + timedelta(days=number % 29_000), True, "male", "VN", "")
            for number in range(1, PEOPLE + 1)
        ),
    )  # fmt: skip
    copy_rows(
        "records_vaccination", [*kept, "product", "dose_number", "given_on", "lot", "given_at"], doses()
    )
    copy_rows("records_testresult", [*kept, "kind", "outcome", "sampled_at"], tests())


def doses() -> Iterator[tuple[Any, ...]]:
    """Return one or two doses of three people in four."""
    chance = random.Random(SEED)
    for person_id in range(1, PEOPLE + 1):
        first = date(2021, 7, 1) + timedelta(days=chance.randrange(60))
        for number in range(chance.choice((0, 1, 2, 2))):
            given_on = first + timedelta(days=28 * number)
            yield (
                NOW,
                NOW,
                person_id,
                "clinic:1",
                "",
                "verified",
                "",
                "comirnaty",
                number + 1,
                given_on,
                "",
                "",
            )


def tests() -> Iterator[tuple[Any, ...]]:
    """Return a negative test of one person in five."""
    for person_id in range(1, PEOPLE + 1, 5):
        yield NOW, NOW, person_id, "clinic:1", "", "verified", "", "rapid", "negative", NOW


def seconds_of_copy() -> float:
    """COPY the finished rows into a table like passes, indexes and all: nothing can be faster."""
    from django.db import connection

    from antoan.foundation.db.copying import copy_rows

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM passes_pass")
        columns, rows = [column.name for column in cursor.description], cursor.fetchall()
        cursor.execute("CREATE TABLE passes_copy (LIKE passes_pass INCLUDING ALL)")
    began = time.perf_counter()
    copy_rows("passes_copy", columns, rows)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
