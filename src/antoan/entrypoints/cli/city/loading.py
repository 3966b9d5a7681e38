"""Makes a city and writes it, chunk by chunk, in one transaction: the whole city or nothing."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.queries import policy_for
from antoan.domains.visits.services import measure_longest_stays
from antoan.entrypoints.cli.city.codes import Signer, codes_of, issued_rows, short_code_rows
from antoan.entrypoints.cli.city.health import health_of, stays_home_from
from antoan.entrypoints.cli.city.health_rows import health_rows
from antoan.entrypoints.cli.city.homes import Wards, hotness_of, wards_of
from antoan.entrypoints.cli.city.papers import Registrar, document_rows, papers_of, phone_rows
from antoan.entrypoints.cli.city.passes import Facts, facts_of, pass_rows
from antoan.entrypoints.cli.city.people import dependant_rows, person_rows
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.progress import Progress
from antoan.entrypoints.cli.city.residents import CHUNK_PEOPLE, Residents, residents_of
from antoan.entrypoints.cli.city.rows import Encoded, days_of, microseconds_of
from antoan.entrypoints.cli.city.sites import site_rows, sites_of
from antoan.entrypoints.cli.city.traffic import Traffic, Walkers
from antoan.entrypoints.cli.city.verdicts import verdicts_before
from antoan.entrypoints.cli.city.visits import VisitMaker
from antoan.foundation.db.bulk import (
    TablesNotEmpty,
    analyze,
    bulk_loading,
    continue_sequences,
    copy_buffers,
    filling_day,
    indexes_built_after,
    refuse_filled,
)
from antoan.kit.clock import day_start
from antoan.kit.errors import Conflict

Work = TypeVar("Work")
Done = TypeVar("Done")

PEOPLE_TABLES: Final = (
    "people_person", "people_document", "people_phone", "people_dependant", "codes_issuedcode", "codes_shortcode",
    "records_vaccination", "records_testresult", "records_infection", "records_isolationorder",
    "declarations_declaration", "passes_pass",
)  # fmt: skip
SITE_TABLES: Final = (
    "units_unit", "places_place", "units_unitplace", "places_spot", "places_gate", "places_device",
    "places_placecode",
)  # fmt: skip
VISITS: Final = "visits_visit"
_WITHOUT_SEQUENCE: Final = {"declarations_declaration", "passes_pass"}
_ROWS_PER_PERSON: Final = 9.5  # Beside visits; for the progress bar only.


class CityExists(Conflict):
    """The database is not empty: a city is made in an empty one only."""

    code = "city:exists"


@dataclass(frozen=True, slots=True)
class CityReport:
    """What was written: rows and seconds by table."""

    rows: dict[str, int]
    seconds: dict[str, float]  # Of COPY; the visits' indexes are in theirs.
    indexing_seconds: float  # Of the indexes of people's tables, built at the end.
    total_seconds: float


def make_city(plan: CityPlan, progress: Progress | None = None) -> CityReport:
    """Fill an empty database with the city of a plan; CityExists when it is not empty.

    Needs the areas of the day (antoan areas load) and the installation's keys.
    """
    began = time.perf_counter()
    progress = progress or Progress(0)
    progress.rows_expected = round(plan.people * (_ROWS_PER_PERSON + plan.days * plan.visits_a_day))
    try:
        refuse_filled((*PEOPLE_TABLES, *SITE_TABLES, VISITS))
    except TablesNotEmpty as error:
        raise CityExists(
            f"A city is made in an empty database only. {error.message} Use another --data folder or database."
        ) from None
    wards = wards_of(plan.until)
    sites = sites_of(plan, wards)
    walkers = Walkers.empty(plan.people)
    made_at = microseconds_of(day_start(plan.until))
    governs = policy_for([], "", day_start(plan.until))
    with bulk_loading():
        _write([rows.encoded() for rows in site_rows(plan, wards, sites, made_at)], progress)
        with ExitStack() as stack:
            for table in PEOPLE_TABLES:
                stack.enter_context(indexes_built_after(table))
            document = governs.document if governs else None
            _write_people(plan, wards, walkers, document, made_at, progress)
            progress.say("building indexes")
            indexing_began = time.perf_counter()
        indexing_seconds = time.perf_counter() - indexing_began
        policy_id = governs.policy_id if governs else None
        traffic = Traffic(plan, wards, sites, walkers)
        _write_visits(VisitMaker(traffic, sites, policy_id), progress)
        progress.say("measuring the longest stays")
        measure_longest_stays(day_start(plan.first_day), day_start(plan.until))
        continue_sequences(
            table for table in (*PEOPLE_TABLES, *SITE_TABLES) if table not in _WITHOUT_SEQUENCE
        )
        progress.say("gathering statistics")
        analyze((*PEOPLE_TABLES, *SITE_TABLES, VISITS))
    progress.end()
    return CityReport(progress.rows, progress.seconds, indexing_seconds, time.perf_counter() - began)


def _write_people(
    plan: CityPlan,
    wards: Wards,
    walkers: Walkers,
    document: PolicyDocument | None,
    made_at: int,
    progress: Progress,
) -> None:
    maker = _PeopleMaker(plan, wards, walkers, document, made_at)
    chunks = range(-(-plan.people // CHUNK_PEOPLE))
    for rows in _one_ahead(maker.rows_of, chunks):
        _write(rows, progress)


class _PeopleMaker:
    """Makes all rows about people, chunk after chunk, and remembers what visits need of everybody."""

    def __init__(
        self, plan: CityPlan, wards: Wards, walkers: Walkers, document: PolicyDocument | None, made_at: int
    ) -> None:
        self.plan, self.wards, self.walkers, self.document, self.made_at = (
            plan,
            wards,
            walkers,
            document,
            made_at,
        )
        self.hotness = hotness_of(wards, plan.seed)
        self.registrar = Registrar.new()
        self.signer = Signer.of(plan)
        self.next_ids = dict.fromkeys(PEOPLE_TABLES, 1)

    def rows_of(self, number: int) -> list[Encoded]:
        """Return the rows of a chunk of people, ready to be written."""
        plan, made_at, ids = self.plan, self.made_at, self.next_ids
        people = residents_of(plan, self.wards, number)
        papers = papers_of(plan, people, number, self.registrar)
        health = health_of(plan, people, number, self.hotness)
        codes = codes_of(plan, people, papers, self.signer)
        facts = facts_of(people, health)
        self._remember(people, facts, stays_home_from(health, people, days_of(plan.until)))
        numbered = [
            document_rows(people, papers, ids["people_document"], made_at),
            phone_rows(people, papers, ids["people_phone"], made_at),
            dependant_rows(people, ids["people_dependant"], made_at),
            issued_rows(people, codes, ids["codes_issuedcode"], made_at),
        ]
        for rows in numbered:
            ids[rows.table] += rows.count
        return [
            rows.encoded()
            for rows in (
                person_rows(plan, people, self.wards, number, made_at),
                *numbered,
                short_code_rows(people, made_at),
                *health_rows(plan, people, health, number, ids, made_at),
                pass_rows(people, health, facts, codes, made_at),
            )
        ]

    def _remember(self, people: Residents, facts: Facts, home_from: Any) -> None:
        part = slice(people.first_id - 1, people.first_id - 1 + people.count)
        self.walkers.age[part] = people.age
        self.walkers.neighbourhood[part] = self.wards.neighbourhoods[people.ward]
        self.walkers.home_from[part] = home_from
        if self.document is not None:
            verdicts = verdicts_before(
                self.document, people, facts, days_of(self.plan.until), day_start(self.plan.until)
            )
            self.walkers.rule[part], self.walkers.colour[part] = verdicts


def _write_visits(maker: VisitMaker, progress: Progress) -> None:
    """Write the visits day by day; each day becomes a partition when it is whole."""
    traffic = maker.traffic
    days = list(traffic.days())
    parts = [(day, chunk) for day in days for chunk in range(traffic.chunks_of(day))]
    made = _one_ahead(lambda part: [rows.encoded() for rows in maker.rows_of(*part)], parts)
    for day in days:
        with filling_day(VISITS, day) as partition:
            for _ in range(traffic.chunks_of(day)):
                _write([replace(encoded, table=partition) for encoded in next(made)], progress, VISITS)
            progress.say(f"indexing {partition}")
            began = time.perf_counter()
        progress.wrote(VISITS, 0, time.perf_counter() - began)


def _write(many: Sequence[Encoded], progress: Progress, counted_as: str = "") -> None:
    for rows in many:
        began = time.perf_counter()
        copy_buffers(rows.table, rows.columns, [rows.buffer])
        progress.wrote(counted_as or rows.table, rows.count, time.perf_counter() - began)


def _one_ahead(make: Callable[[Work], Done], work: Iterable[Work]) -> Iterator[Done]:
    """Make one piece ahead in a thread while the one before is written: memory holds two."""
    with ThreadPoolExecutor(1) as pool:
        waiting: Future[Done] | None = None
        for piece in work:
            following = pool.submit(make, piece)
            if waiting is not None:
                yield waiting.result()
            waiting = following
        if waiting is not None:
            yield waiting.result()
