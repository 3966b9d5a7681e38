"""How fast the ward's desk finds somebody among many, tolerant of marks, order and slips, beside a plain ILIKE in the same ward.

The full sizes are 1 and 10 million people (`antoan bench people_search`, then ANTOAN_BENCH_PEOPLE=10000000); a smaller
number in ANTOAN_BENCH_PEOPLE is a smoke test. Names are made by the database from the weights of the synthetic city.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any, Final

from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from bench.report import Measurement

PEOPLE: Final = int(os.environ.get("ANTOAN_BENCH_PEOPLE", "1000000"))
WARDS: Final = 168
SEARCHES: Final = 200  # Of each way to ask.
LIMIT_MS: Final = 300.0  # Our own, as lesson L21 asks of lists.
SEED: Final = 20_211_115
YEAR_ONLY_PERCENT: Final = 4  # Of people only the year is known.

_MAKE: Final = """
INSERT INTO people_person (created_at, updated_at, qid, qid_source, full_name, name_folded, birth_on, birth_day_known,
  gender, nationality, address, ward_id)
SELECT now(), now(), (100000000000000000 + n)::text, 'local', f.said[a] || ' ' || m.said[b] || ' ' || g.said[c],
  f.folded[a] || ' ' || m.folded[b] || ' ' || g.folded[c],
  CASE WHEN only_year THEN date_trunc('year', born)::date ELSE born END, NOT only_year, 'female', 'VN', '',
  (%(wards)s::bigint[])[1 + n %% cardinality(%(wards)s::bigint[])]
FROM (SELECT n, 1 + floor(random() * %(families)s)::int AS a, 1 + floor(random() * %(middles)s)::int AS b,
        1 + floor(random() * %(givens)s)::int AS c, date '1932-01-01' + floor(random() * 32000)::int AS born,
        random() * 100 < %(year_only)s AS only_year
      FROM generate_series(1, %(people)s::bigint) AS n) AS drawn,
  (SELECT %(family)s::text[] AS said, %(family_folded)s::text[] AS folded) AS f,
  (SELECT %(middle)s::text[] AS said, %(middle_folded)s::text[] AS folded) AS m,
  (SELECT %(given)s::text[] AS said, %(given_folded)s::text[] AS folded) AS g
"""


def measure() -> Measurement:
    """Run the work in a process of its own: it needs Django on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            done = subprocess.run(
                [sys.executable, "-m", "bench.people_search"],
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
            )
    found: dict[str, float] = json.loads(done.stdout)
    worst = max(found[f"{way}_p95_ms"] for way in WAYS)
    return Measurement(
        name="people_search",
        figures={"people": PEOPLE, **{name: round(value, 2) for name, value in found.items()}},
        ratios={"vs_limit": worst / LIMIT_MS, "vs_ilike": worst / found["ilike_p95_ms"]},
    )


def main() -> None:
    """Make the people and print milliseconds a search."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.core.management import call_command

    from antoan.domains.areas.queries import wards_on
    from antoan.domains.areas.services import load_areas
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.kit import clock

    call_command("migrate", verbosity=0)
    load_areas(actor=SYSTEM)
    wards = [ward.id for ward in wards_on(clock.today())][:WARDS]
    began = time.perf_counter()
    make_people(wards)
    print(json.dumps({"made_s": time.perf_counter() - began, **figures(wards)}))


def make_people(wards: Sequence[int]) -> None:
    """Make everybody in one statement; the indexes are built after, which is several times faster."""
    from django.db import connection

    from antoan.foundation.db.bulk import bulk_loading

    indexes = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'people_person' AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint WHERE conrelid = 'people_person'::regclass)"
        )
        indexes = dict(cursor.fetchall())
        for name in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        with bulk_loading():
            cursor.execute("SELECT setseed(0.2021)")
            cursor.execute(_MAKE, _drawn_from(wards))
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for definition in indexes.values():
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE people_person")


def _drawn_from(wards: Sequence[int]) -> dict[str, Any]:
    """Return the parameters: each name stands as often among those to draw from as its weight says."""
    from antoan.entrypoints.cli.city import words
    from antoan.kit.text import fold

    givens = {name: 100 / (place + 6) for place, name in enumerate(words.GIVEN_TO_WOMEN)}
    found: dict[str, Any] = {"wards": list(wards), "people": PEOPLE, "year_only": YEAR_ONLY_PERCENT}
    weights: dict[str, Mapping[str, float]] = {
        "family": words.FAMILIES, "middle": words.MIDDLES_OF_WOMEN, "given": givens,
    }  # fmt: skip
    for key, weighted in weights.items():
        drawn = [name for name, weight in weighted.items() if name for _ in range(max(1, round(weight * 5)))]
        plural = {"family": "families", "middle": "middles", "given": "givens"}[key]
        found |= {key: drawn, f"{key}_folded": [fold(name) for name in drawn], plural: len(drawn)}
    return found


def figures(wards: Sequence[int]) -> dict[str, float]:
    """Ask in each way for people who are there, as an officer of their ward; the trail is written as for anybody."""
    from django.db import connection

    people = _sought()
    found: dict[str, float] = {}
    for name, ask in WAYS.items():
        found |= _measured(name, ask, people)

    def plain(person: "Sought") -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, full_name, birth_on FROM people_person WHERE ward_id = %s AND full_name ILIKE %s LIMIT 20",
                [person[3], f"%{person[1]}%"],
            )
            cursor.fetchall()

    took = _milliseconds([lambda person=person: plain(person) for person in people])
    found |= {"ilike_p50_ms": median(took), "ilike_p95_ms": quantiles(took, n=20)[-1]}
    found["whole_table_reads"] = sum(
        _reads_whole_table(ask(person), person) for ask in WAYS.values() for person in people[:10]
    )
    return found


Sought = tuple[int, str, date, int]  # Person, name, birth, ward.


def _sought() -> list[Sought]:
    """Return people drawn evenly, whose day of birth is known."""
    from django.db import connection

    random = Random(SEED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM people_person")
        first, last = cursor.fetchone()
        found: list[Sought] = []
        while len(found) < SEARCHES:
            cursor.execute(
                "SELECT id, full_name, birth_on, ward_id FROM people_person WHERE id = %s AND birth_day_known",
                [random.randint(first, last)],
            )
            found += cursor.fetchall()
    return found


def _search(asked: dict[str, Any], person: Sought) -> bool:
    """Search as the desk does; tell whether the right one was among those found."""
    from antoan.domains.people.queries import find_people

    found = find_people(_officer(person), reason="đo tốc độ tìm kiếm", **asked)
    return any(one.person_id == person[0] for one in found)


def _officer(person: Sought) -> Any:
    """Return an officer of the person's ward; each search is another one's, for nobody's budget is so large."""
    from antoan.domains.people.permissions import FIND
    from antoan.foundation.accounts.actor import Actor, HeldGrant
    from antoan.foundation.accounts.scopes import ScopeKind

    grant = HeldGrant("ward_officer", frozenset({FIND}), ScopeKind.AREA, person[3])
    return Actor(account_id=person[0], label="bench", grants=(grant,))


def _reads_whole_table(asked: dict[str, Any], person: Sought) -> bool:
    """Tell whether PostgreSQL reads the whole table for this search."""
    from antoan.domains.people.matching import Description
    from antoan.domains.people.models import Person
    from antoan.domains.people.queries.candidates import COMPARED_MAX, candidates

    sought = Description(asked["name"], asked["birth"])
    near = Person.objects.filter(candidates(sought, of_wards=True), ward__in=[person[3]])
    plan = near.order_by("birth_on", "pk")[:COMPARED_MAX].explain()
    return "Seq Scan on people_person" in plan


def _whole(person: Sought) -> dict[str, Any]:
    from antoan.domains.people.values import Birth

    return {"name": person[1], "birth": Birth(person[2])}


def _without_marks(person: Sought) -> dict[str, Any]:
    """The given name first, and no marks."""
    from antoan.kit.text import fold

    words = fold(person[1]).split()
    return _whole(person) | {"name": " ".join([words[-1], *words[:-1]])}


def _other_digit(person: Sought) -> dict[str, Any]:
    """Somebody misheard the year."""
    from antoan.domains.people.values import Birth

    born = person[2]
    if (born.month, born.day) != (2, 29):
        born = born.replace(year=born.year + (1 if born.year % 10 < 9 else -1))
    return _whole(person) | {"birth": Birth(born)}


def _year_alone(person: Sought) -> dict[str, Any]:
    from antoan.domains.people.values import Birth

    return _whole(person) | {"birth": Birth.of_year(person[2].year)}


WAYS: Final[dict[str, Callable[[Sought], dict[str, Any]]]] = {
    "whole": _whole, "without_marks": _without_marks, "other_digit": _other_digit, "year_alone": _year_alone,
}  # fmt: skip


def _measured(
    name: str, ask: Callable[[Sought], dict[str, Any]], people: Sequence[Sought]
) -> dict[str, float]:
    """Return how long searches of one way took, and of how many the right one was found."""
    hits: list[bool] = []
    took = _milliseconds(
        [lambda person=person: hits.append(_search(ask(person), person)) for person in people]
    )
    return {
        f"{name}_p50_ms": median(took), f"{name}_p95_ms": quantiles(took, n=20)[-1], f"{name}_found": sum(hits) / len(hits),
    }  # fmt: skip


def _milliseconds(deeds: Sequence[Callable[[], object]]) -> list[float]:
    took = []
    for deed in deeds:
        began = time.perf_counter()
        deed()
        took.append((time.perf_counter() - began) * 1_000)
    return took


if __name__ == "__main__":
    main()
