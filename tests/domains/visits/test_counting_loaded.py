"""What was loaded around the triggers is counted at once, without notes, and a day is found without the others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.queries.truth import TRUTH
from antoan.domains.visits.models import Visit, VisitCount, VisitDelta
from antoan.domains.visits.queries import folding
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.services.counting import count_missed, fold_counts
from antoan.domains.visits.values import EntrySource
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.places import an_equipped_place

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)  # 08:10 in the city.
DAY = clock.local_date(MORNING)
BUCKET = ("spot_id", "gate_id", "half_hour", "direction", "colour", "people")


@pytest.fixture
def place():
    open_days_around(DAY)
    return an_equipped_place()


def came(place, person_id: int, minutes: int, *, stays: int | None = None, colour: int = 1, **more) -> None:
    t_in = MORNING + timedelta(minutes=minutes)
    t_out = None if stays is None else t_in + timedelta(minutes=stays)
    Visit.objects.create(
        person_id=person_id, t_in=t_in, t_eff=t_out or t_in + timedelta(minutes=40), t_out=t_out, received_at=t_in,
        spot_id=place.spot.id, gate_id=more.get("gate_id", place.gate.id), rule=0, colour=colour,
        source=more.get("source", EntrySource.SCAN), scan_id=uuid7(),
    )  # fmt: skip


def a_morning(place) -> None:
    for person in range(40):
        came(place, person, person * 7, stays=person if person % 3 else None, colour=1 + person % 2)
    came(place, 90, 5, gate_id=None)
    came(place, 91, 9, stays=5, source=EntrySource.IMPLIED)


def counts() -> set[tuple]:
    return set(VisitCount.objects.exclude(people=0).values_list(*BUCKET))


def test_counting_what_was_loaded_gives_what_noting_and_folding_gave(place):
    a_morning(place)
    fold_counts()
    followed = counts()
    VisitCount.objects.all().delete()  # As after loading around the triggers.
    assert count_missed(DAY) == len(followed)
    assert not VisitDelta.objects.exists()
    assert counts() == followed
    assert count_missed(DAY) == 0


def test_what_is_still_noted_is_not_counted_twice(place):
    a_morning(place)
    assert count_missed(DAY) == 0
    fold_counts()
    followed = counts()
    came(place, 99, 3)
    assert count_missed(DAY) == 0
    fold_counts()
    assert sum(row[-1] for row in counts()) == sum(row[-1] for row in followed) + 1


def test_what_was_counted_too_often_is_taken_back(place):
    a_morning(place)
    fold_counts()
    followed = counts()
    one = VisitCount.objects.order_by("id")[0]
    VisitCount.objects.filter(pk=one.pk).update(people=one.people + 7)
    assert count_missed(DAY) == 1
    assert counts() == followed


def test_the_ward_s_figures_follow_what_was_counted_at_once(place):
    a_morning(place)
    fold_counts()
    VisitCount.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statistics_areanote")
        count_missed(DAY)
        cursor.execute("SELECT sum(amount) FROM statistics_areanote WHERE measure IN (0, 1)")
        assert cursor.fetchone()[0] == sum(row[-1] for row in counts())


@pytest.fixture
def two_months():
    """Counts of 200 spots in every half hour of 60 days, in order of time: 576,000 rows."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE visits_visitcount DISABLE TRIGGER USER")
        cursor.execute(
            "INSERT INTO visits_visitcount (spot_id, gate_id, half_hour, direction, colour, people)"
            " SELECT spot, 0, at, 0, 1, 5 FROM generate_series(%s::timestamptz, %s, '30 minutes') AS at,"
            " generate_series(900001, 900200) AS spot ORDER BY at, spot",
            [MORNING - timedelta(days=60), MORNING],
        )
        cursor.execute("SELECT brin_summarize_new_values('visit_count_time')")
        cursor.execute("ALTER TABLE visits_visitcount ENABLE TRIGGER USER")
        cursor.execute("ANALYZE visits_visitcount")


def plan_of(statement: str, values: dict) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", values)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_a_day_is_compared_without_reading_the_counts_of_all_days(two_months):
    day = {"since": MORNING - timedelta(days=1), "until": MORNING}
    for statement in (folding._MISSED, TRUTH[Measure.CAME]):
        plan = plan_of(statement, day)
        assert "Bitmap Index Scan on visit_count_time" in plan
        assert "Seq Scan on visits_visitcount" not in plan
