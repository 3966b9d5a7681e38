"""A synthetic city is whole, consistent, and the same for the same seed."""

import pytest
from django.db import connection

from antoan.domains.passes import services as passes
from antoan.domains.passes.queries.storage import stored_passes
from antoan.entrypoints.cli.city.loading import PEOPLE_TABLES, SITE_TABLES, VISITS, CityExists
from antoan.kit.clock import day_start
from tests.factories.city import UNTIL, a_city

TABLES = (*PEOPLE_TABLES, *SITE_TABLES, VISITS)


def scalar(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


def sums_of_tables():
    return {
        table: scalar(f"SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t")
        for table in TABLES
    }


@pytest.mark.django_db
def test_passes_are_what_recomputing_would_say():
    a_city()
    people = list(range(1, 3_001))
    loaded = stored_passes(people)
    assert len(loaded) == 3_000
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM passes_pass")
    passes.recompute(people, today=UNTIL)
    recomputed = stored_passes(people)
    assert [row for row in loaded.items() if recomputed[row[0]] != row[1]] == []


@pytest.mark.django_db
def test_same_seed_makes_the_same_city_and_another_seed_another():
    a_city(people=600)
    first = sums_of_tables()
    clear()
    a_city(people=600)
    assert sums_of_tables() == first
    clear()
    a_city(people=600, seed=8)
    other = sums_of_tables()
    assert all(other[table] != first[table] for table in ("people_person", "visits_visit", "passes_pass"))


def clear():
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


@pytest.mark.django_db
def test_city_is_made_in_an_empty_database_only():
    a_city(people=100, days=0)
    with pytest.raises(CityExists, match="people_person"):
        a_city(people=100, days=0)


@pytest.mark.django_db
def test_everything_points_to_something():
    a_city()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
            """,
            [list(TABLES)],
        )
        links = cursor.fetchall()
    assert len(links) > 10
    for table, column, target in links:
        lost = scalar(
            f"SELECT count(*) FROM {table} t LEFT JOIN {target} o ON o.id = t.{column}"
            f" WHERE t.{column} IS NOT NULL AND o.id IS NULL"
        )
        assert lost == 0, (table, column)
    assert scalar("SELECT count(*) FROM visits_visit v WHERE NOT EXISTS"
                  " (SELECT FROM people_person WHERE id = v.person_id)") == 0  # fmt: skip
    assert scalar("SELECT count(*) FROM visits_visit v WHERE NOT EXISTS"
                  " (SELECT FROM places_gate g WHERE g.id = v.gate_id AND g.spot_id = v.spot_id)") == 0  # fmt: skip


@pytest.mark.django_db
def test_visits_lie_in_the_days_asked_for_and_end_after_they_begin():
    a_city(days=3)
    first, last = day_start(UNTIL.replace(day=19)), day_start(UNTIL)
    assert scalar("SELECT count(*) FROM visits_visit WHERE t_in < %s OR t_in >= %s", first, last) == 0
    assert scalar("SELECT count(*) FROM visits_visit WHERE t_eff <= t_in OR t_out > %s", last) == 0
    assert (
        scalar("SELECT count(DISTINCT (t_in AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) FROM visits_visit") == 3
    )
    without_out = scalar("SELECT avg((t_out IS NULL)::int) FROM visits_visit")
    assert 0.10 < without_out < 0.25


@pytest.mark.django_db
def test_ids_go_on_after_the_city():
    a_city(people=200, days=0)
    assert scalar("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))") == 201
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'people_person'")
        assert cursor.fetchone()[0] >= 5
