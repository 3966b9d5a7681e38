"""Every engine gives the one answer: shared vectors, brute force on small random cities, checksums on a larger one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.duck import DuckEngine
from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.engines.postgres import PostgresEngine, Range
from antoan.domains.tracing.engines.shared_sql import case_rows, day_rows, trace_sql
from antoan.domains.tracing.engines.sweep import SweepEngine
from antoan.domains.tracing.queries.numbers import numbers_of
from antoan.domains.tracing.rules.exposure import Stay
from antoan.domains.tracing.sealing.layout import Sealed
from antoan.domains.tracing.sealing.reading import day_in_memory
from antoan.domains.tracing.sealing.shelf import ShelfDay
from antoan.domains.tracing.services.sealing import write_day
from antoan.domains.tracing.values import DAY_S, EPOCH, day_bounds, moment_of
from antoan.foundation.db.partitions import open_days
from antoan.kit.clock import local_date
from tests.factories.tracing import RULE, CaseOf, Met, add_visits, met_by_brute_force, vectors

FIRST = date(2031, 3, 1)
START = day_bounds(FIRST)[0]
ALWAYS = Window(START - 10 * DAY_S, START + 10 * DAY_S)


def shifted(stays: Iterable[Stay]) -> list[Stay]:
    """Return stays told from the start of a day as stays of March 2031."""
    return [stay._replace(t_in=stay.t_in + START, t_eff=stay.t_eff + START) for stay in stays]


def cases_of(cases: Sequence[CaseOf]) -> Cases:
    return Cases.of(
        [case.person for case in cases],
        [case.since + START for case in cases],
        [case.until + START for case in cases],
    )


def answer_of(contacts: Contacts) -> list[Met]:
    ordered = contacts.in_order()
    return [
        Met(case, person, meetings, seconds, first_at - START)
        for case, person, meetings, seconds, first_at in zip(
            *(column.tolist() for column in ordered.columns()), strict=True
        )
    ]


def columns_of(stays: Sequence[Stay]) -> Columns:
    values = (
        [np.array(column, np.int32) for column in zip(*stays, strict=True)]
        if stays
        else [np.empty(0, np.int32)] * 4
    )
    return Columns(*values, np.zeros(len(stays), bool))


def by_day(stays: Sequence[Stay]) -> dict[date, Columns]:
    days: dict[date, list[Stay]] = {}
    for stay in stays:
        days.setdefault(local_date(moment_of(stay.t_in)), []).append(stay)
    return {day: columns_of(days[day]) for day in sorted(days)}


def shelf_with(root, stays: Sequence[Stay]) -> dict[date, ShelfDay]:
    folder, shelf = Sealed(root), {}
    for day, columns in by_day(shifted(stays)).items():
        sealed = write_day(folder, day, columns, columns.fingerprint())
        shelf[day] = ShelfDay(sealed, folder.folder_of(sealed))
    return shelf


def by_columns(stays: Sequence[Stay], cases: Sequence[CaseOf]) -> list[Met]:
    days = [day_in_memory(columns) for columns in by_day(shifted(stays)).values()]
    return answer_of(SweepEngine(days).trace(cases_of(cases), ALWAYS, RULE))


class TestVectors:
    """The shared vectors."""

    @pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
    def test_columns(self, vector):
        assert by_columns(vector.stays, vector.cases) == list(vector.contacts)

    @pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
    def test_duckdb(self, vector, tmp_path):
        engine = DuckEngine(shelf_with(tmp_path, vector.stays))
        assert answer_of(engine.trace(cases_of(vector.cases), ALWAYS, RULE)) == list(vector.contacts)
        engine.close()

    @pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
    def test_postgres(self, vector, march):
        assert by_postgres(vector.stays, vector.cases) == list(vector.contacts)

    @pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
    def test_the_shared_sql_unchanged_on_postgres(self, vector, march):
        assert by_shared_sql_on_postgres(vector.stays, vector.cases) == list(vector.contacts)


@pytest.fixture
def march(db):
    """The days around March 2031, in a transaction that is rolled back."""
    open_days("visits_visit", FIRST - timedelta(days=2), FIRST + timedelta(days=4))


def by_postgres(stays: Sequence[Stay], cases: Sequence[CaseOf], ranges=None) -> list[Met]:
    """Write stays of persons 900,000 + n, trace, and return the answer in the persons of the vector."""
    far = 900_000
    add_visits(
        [stay._replace(person=stay.person + far) for stay in stays], start=moment_of(START), micros=123_456
    )
    number = numbers_of({stay.person + far for stay in stays} | {case.person + far for case in cases})
    person = {known: who - far for who, known in number.items()}
    asked = cases_of([case._replace(person=number[case.person + far]) for case in cases])
    engine = PostgresEngine() if ranges is None else PostgresEngine(ranges)
    found = answer_of(engine.trace(asked, ALWAYS, RULE))
    return sorted(met._replace(person=person[met.person]) for met in found)


def by_shared_sql_on_postgres(stays: Sequence[Stay], cases: Sequence[CaseOf]) -> list[Met]:
    days = by_day(shifted(stays))
    with connection.cursor() as cursor:
        for name, columns in (
            ("visits", "day int, spot int, t_in int, t_eff int, person int"),
            ("cases", "case_id int, person int, since int, until int"),
            ("days", "day int, first_s int, last_s int"),
            ("rule", "before_s int, linger_s int"),
        ):
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
        number = {day: (day - EPOCH.date()).days for day in days}
        fill(
            cursor,
            "visits",
            [(number[day], s, i, e, p) for day, c in days.items() for p, s, i, e in rows_of(c)],
        )
        fill(cursor, "cases", case_rows(cases_of(cases)))
        fill(cursor, "days", [(number[day], *columns.span) for day, columns in days.items()])
        fill(cursor, "rule", [(RULE.before_s, RULE.linger_s)])
        cursor.execute(trace_sql())
        rows = cursor.fetchall()
        cursor.execute("DROP TABLE visits, cases, days, rule")
    return sorted(Met(*row[:3], int(row[3]), row[4] - START) for row in rows)


def rows_of(columns: Columns) -> Iterable[tuple[int, ...]]:
    return zip(
        *(c.tolist() for c in (columns.person, columns.spot, columns.t_in, columns.t_eff)), strict=True
    )


def fill(cursor, table: str, rows) -> None:
    for row in rows:
        cursor.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row)


# Small cities: few people at few spots, so that they meet; stays around both midnights, none longer than a day.
a_stay = st.builds(
    lambda person, spot, t_in, length: Stay(person, spot, t_in, t_in + length),
    st.integers(1, 8),
    st.integers(1, 3),
    st.integers(-DAY_S, 2 * DAY_S),
    st.one_of(st.integers(0, 5_000), st.integers(0, DAY_S)),
)
a_case = st.builds(
    lambda person, since, length: CaseOf(person, since, since + length),
    st.integers(1, 9),
    st.integers(-DAY_S, 2 * DAY_S),
    st.integers(1, 3 * DAY_S),
)
small_cities = st.tuples(
    st.lists(a_stay, max_size=25, unique_by=lambda stay: stay[:3]), st.lists(a_case, min_size=1, max_size=4)
)
many = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
some = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestBruteForce:
    """Small random cities, against comparing everybody with everybody."""

    @many
    @given(small_cities)
    def test_columns(self, city):
        stays, cases = city
        assert by_columns(stays, cases) == met_by_brute_force(stays, cases)

    @some
    @given(small_cities)
    def test_duckdb(self, tmp_path_factory, city):
        stays, cases = city
        engine = DuckEngine(shelf_with(tmp_path_factory.mktemp("shelf"), stays))
        assert answer_of(engine.trace(cases_of(cases), ALWAYS, RULE)) == met_by_brute_force(stays, cases)
        engine.close()

    @some
    @given(small_cities)
    def test_postgres(self, march, city):
        stays, cases = city
        with transaction.atomic():
            assert by_postgres(stays, cases) == met_by_brute_force(stays, cases)
            transaction.set_rollback(True)

    @some
    @given(small_cities)
    def test_postgres_in_two_ranges_of_days(self, march, city):
        """Case and contact may lie in different ranges; no meeting is lost or counted twice."""
        stays, cases = city
        ranges = (Range(START - DAY_S, START + DAY_S // 2), Range(START + DAY_S // 2, START + 3 * DAY_S))
        with transaction.atomic():
            assert by_postgres(stays, cases, ranges) == met_by_brute_force(stays, cases)
            transaction.set_rollback(True)


class TestLostBound:
    """The longest stay of a spot bounds the search: the test must notice when it is too low."""

    def test_a_longest_stay_that_is_too_low_would_lose_a_contact(self, march):
        stays = [Stay(1, 1, 50_000, 51_000), Stay(2, 1, 0, 60_000)]
        assert by_postgres(stays, [CaseOf(1, 0, DAY_S)]) == [Met(0, 2, 1, 2_200, 49_700)]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE visits_longeststay SET seconds = 100 WHERE spot_id = 1")
        engine = PostgresEngine()
        number = numbers_of([900_001])[900_001]
        asked = cases_of([CaseOf(number, 0, DAY_S)])
        assert answer_of(engine.trace(asked, ALWAYS, RULE)) == []

    def test_a_spot_without_one_is_searched_a_whole_day_back(self, march):
        stays = [Stay(1, 1, 50_000, 51_000), Stay(2, 1, 0, 60_000)]
        add_visits([stay._replace(person=stay.person + 900_000) for stay in stays], start=moment_of(START))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM visits_longeststay")
        number = numbers_of([900_001])[900_001]
        found = PostgresEngine().trace(cases_of([CaseOf(number, 0, DAY_S)]), ALWAYS, RULE)
        assert len(found) == 1


def a_town(people: int = 3_000, days: int = 5, seed: int = 7) -> list[Stay]:
    """Return some 4 stays a person and day at spots of very different traffic, some of them overnight."""
    draw = np.random.default_rng(seed)
    count = people * days * 4
    spot = np.minimum(draw.pareto(1.1, count) * 20, 1_500).astype(int) + 1
    t_in = draw.integers(0, days, count) * DAY_S + draw.triangular(
        5 * 3600, 12 * 3600, 23 * 3600, count
    ).astype(int)
    length = np.where(
        draw.random(count) < 0.1, draw.integers(6 * 3600, 12 * 3600, count), draw.lognormal(7, 0.8, count)
    )
    t_eff = t_in + np.minimum(length, DAY_S).astype(int)
    return list(
        map(Stay, draw.integers(1, people, count).tolist(), spot.tolist(), t_in.tolist(), t_eff.tolist())
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> dict[date, ShelfDay]:
    return shelf_with(tmp_path_factory.mktemp("town"), a_town())


def town_cases(count: int = 300) -> Cases:
    draw = np.random.default_rng(3)
    since = START + draw.integers(0, 2 * DAY_S, count)
    return Cases.of(draw.integers(1, 3_000, count), since, since + 3 * DAY_S)


class TestLargerTown:
    """60,000 stays, 300 cases, a million overlaps: engines agree by checksum."""

    def test_columns_and_duckdb_agree_at_any_number_of_threads(self, town):
        days = [one.hot() for one in town.values()]
        engine = DuckEngine(town)
        expected = engine.trace(town_cases(), ALWAYS, RULE).checksum()
        engine.close()
        assert expected[0] > 100_000
        for threads in (1, 2):
            assert SweepEngine(days, threads).trace(town_cases(), ALWAYS, RULE).checksum() == expected

    def test_a_window_cuts_what_lies_outside(self, town):
        days = [one.hot() for one in town.values()]
        window = Window(START + DAY_S, START + 2 * DAY_S)
        engine = DuckEngine(town)
        narrow = engine.trace(town_cases(), window, RULE)
        engine.close()
        assert SweepEngine(days).trace(town_cases(), window, RULE).checksum() == narrow.checksum()
        assert narrow.first_at.min() >= window.since
        assert (narrow.first_at < window.until).all()

    def test_duckdb_keeps_its_table_and_loads_only_what_changed(self, town, tmp_path):
        cache = tmp_path / "reference.duckdb"
        _, *others = town.items()
        engine = DuckEngine(dict(others), cache)
        without = engine.trace(town_cases(), ALWAYS, RULE).checksum()
        engine.close()
        engine = DuckEngine(town, cache)
        whole = engine.trace(town_cases(), ALWAYS, RULE).checksum()
        engine.close()
        engine = DuckEngine(dict(others), cache)
        assert engine.trace(town_cases(), ALWAYS, RULE).checksum() == without != whole
        engine.close()

    def test_postgres_agrees_with_the_columns(self, march):
        stays = list(dict.fromkeys(a_town(people=300, days=2)))
        stays = list({stay[:3]: stay for stay in stays}.values())
        draw = np.random.default_rng(5)
        cases = [CaseOf(int(who), 0, 2 * DAY_S) for who in draw.choice(300, 20, replace=False) + 1]
        assert by_postgres(stays, cases) == by_columns(stays, cases) == met_by_brute_force(stays, cases)


def test_day_rows_tell_what_each_day_reaches(town):
    rows = day_rows(town)
    assert [row[0] for row in rows] == [(day - EPOCH.date()).days for day in town]
    assert all(
        first >= day_bounds(day)[0] and last >= first
        for day, (_, first, last) in zip(town, rows, strict=True)
    )
