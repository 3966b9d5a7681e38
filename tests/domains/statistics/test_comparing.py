"""At night the counts are compared with the truth: what differs is told, and mended."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from antoan.domains.people.models import Person
from antoan.domains.statistics import jobs
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.models import AreaDay, AreaHour, Comparison, PlaceDay, Report, WardPlaces
from antoan.domains.statistics.services import compare_nightly, count_places, sweep
from antoan.domains.visits.services import open_days_around
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.areas import the_areas, ward
from tests.factories.people import a_person
from tests.factories.places import a_place
from tests.factories.records import a_case
from tests.factories.statistics import a_market, counted, folded, people_came

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
SEVEN = datetime(2026, 11, 22, 7, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=CITY_ZONE), tick=False) as travelled:
        the_areas()
        open_days_around(TODAY)
        yield travelled


def compare():
    return {one.measure: (one.buckets, one.missing, one.surplus) for one in compare_nightly(clock.now())}


def test_counts_that_are_right_stay_as_they_are():
    people_came(a_market(ward().id), SEVEN, count=3)
    a_case(a_person("Người mắc", ward_id=ward().id).id, TODAY)
    assert compare() == {}
    assert counted(Measure.CAME) == 3
    assert Comparison.objects.filter(buckets=0).count() == len(Measure)


def test_visits_loaded_around_the_triggers_are_found_and_counted():
    place = a_market(ward().id)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    people_came(place, SEVEN, count=5, t_out=SEVEN + timedelta(minutes=20))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert counted(Measure.CAME) == 0
    assert compare() == {}  # The counts of spots are mended first, and the wards' follow them.
    assert (counted(Measure.CAME), counted(Measure.LEFT)) == (5, 5)
    assert PlaceDay.objects.get(place_id=place.place.id).came == 5


def test_a_wrong_count_is_told_and_mended():
    a_case(a_person("Người mắc", ward_id=ward().id).id, TODAY)
    folded()
    AreaHour.objects.filter(measure=Measure.CASES).update(amount=4)
    AreaDay.objects.filter(measure=Measure.CASES).update(amount=4)
    assert compare() == {Measure.CASES: (1, 0, 3)}
    assert counted(Measure.CASES) == 1
    assert compare() == {}


def test_who_moved_is_counted_where_they_live_now():
    person = a_person("Người chuyển nhà", ward_id=ward().id)
    a_case(person.id, TODAY)
    folded()
    Person.objects.filter(pk=person.id).update(ward=ward("26743").id)
    assert compare() == {Measure.CASES: (2, 1, 1)}
    assert (counted(Measure.CASES, ward_id=ward().id), counted(Measure.CASES, ward_id=ward("26743").id)) == (
        0,
        1,
    )


def test_days_before_the_compared_ones_are_left_alone():
    old = TODAY - timedelta(days=9)
    AreaHour.objects.create(ward_id=1, measure=5, at=clock.day_start(old), kind="", detail=0, amount=2)
    assert compare() == {}
    young = TODAY - timedelta(days=8)
    AreaHour.objects.create(ward_id=1, measure=5, at=clock.day_start(young), kind="", detail=0, amount=2)
    assert compare() == {Measure.CASES: (1, 0, 2)}


def test_places_are_counted_used_and_unused_and_closed_ones_to_their_last_day():
    used = a_market(ward().id)
    a_place("Chợ vắng", ward_id=ward().id)
    people_came(used, SEVEN)
    folded()
    count_places(clock.now())
    rows = WardPlaces.objects.filter(ward_id=ward().id)
    assert list(rows.values_list("day", "kind", "places", "used")) == [(TODAY, "market", 2, 1)]


def test_the_night_sweeps_what_is_past_its_time_and_keeps_the_last_day_of_it():
    for back in (34, 35):
        day = TODAY - timedelta(days=back)
        AreaHour.objects.create(ward_id=1, measure=5, at=clock.day_start(day), kind="", detail=0, amount=2)
        PlaceDay.objects.create(place_id=1, day=day, came=1)
    for back in (90, 91):
        day = TODAY - timedelta(days=back)
        Report.objects.create(day=day, area_id=ward().id, figures={}, sha256="0" * 64, made_at=clock.now())
    assert sweep(clock.now()) == 3
    assert AreaHour.objects.get().at == clock.day_start(TODAY - timedelta(days=34))
    assert Report.objects.get().day == TODAY - timedelta(days=90)
    jobs.compare.func(timestamp=0)
