"""Different people, exactly: of a spot in an hour, of a ward on a day; from files and from open days alike."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.statistics import jobs
from antoan.domains.statistics.looked import HourOfSpot
from antoan.domains.statistics.models import WardPeople
from antoan.domains.statistics.queries.people import people_by_hour
from antoan.domains.statistics.services.people import count_people
from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.sealing.reading import day_in_memory
from antoan.domains.tracing.services.sealing import seal_day
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.areas import the_areas, ward
from tests.factories.statistics import a_market, health_department, officer_over, people_came

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 20)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CITY_ZONE)


@pytest.fixture
def noon():
    with time_machine.travel(at(12, day=TODAY), tick=False) as travelled:
        the_areas()
        open_days_around(TODAY)
        yield travelled


@pytest.fixture
def files(tmp_path, settings):
    settings.DATA = tmp_path


@pytest.mark.django_db(transaction=True)
def test_sealed_and_open_days_tell_the_same_people(noon, files):
    place, elsewhere = a_market(ward().id), a_market(ward("26743").id, "Chợ khác")
    people_came(place, at(7, 0), count=2)
    people_came(place, at(7, 59))  # The first again, within the hour …
    people_came(place, at(8, 0))  # … and in the next.
    people_came(elsewhere, at(7, 30), count=1)
    actor, spot = health_department(), place.spot.id
    expected = [HourOfSpot(spot, at(7), 2), HourOfSpot(spot, at(8), 1)]
    assert people_by_hour(actor, place.place.id, DAY, today=TODAY) == expected
    seal_day(DAY, clock.now())
    assert people_by_hour(actor, place.place.id, DAY, today=TODAY) == expected
    Visit.objects.filter(person_id=2).delete()  # Changed since: read where it changed.
    assert people_by_hour(actor, place.place.id, DAY, today=TODAY)[0].people == 1
    jobs.people.func(timestamp=0)
    told = dict(WardPeople.objects.filter(day=DAY).values_list("ward_id", "people"))
    assert told == {0: 2, ward().id: 2, ward("26743").id: 1}
    assert count_people() == []
    seal_day(DAY, clock.now())
    assert count_people() == [DAY]
    assert WardPeople.objects.get(day=DAY, ward_id=0).people == 1


@pytest.mark.django_db
def test_who_has_no_right_over_the_ward_is_told_as_if_there_were_no_such_place(noon, files):
    place = a_market(ward().id)
    for actor, place_id in ((officer_over(ward("26743").id), place.place.id), (health_department(), 987654)):
        with pytest.raises(PlaceNotFound):
            people_by_hour(actor, place_id, DAY, today=TODAY)


@pytest.mark.django_db
def test_nothing_is_told_of_days_that_visits_are_no_longer_kept_for(noon, files):
    place = a_market(ward().id)
    for day in (TODAY - timedelta(days=28), TODAY + timedelta(days=1)):
        assert people_by_hour(health_department(), place.place.id, day, today=TODAY) == []


STAYS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 86_399)), max_size=60)


@given(STAYS)
@settings(max_examples=40)
def test_the_one_pass_counts_what_sets_count(stays):
    from antoan.domains.statistics.distinct import by_groups_of_spots, by_spot_and_hour

    person, spot, t_in = (np.array([stay[n] for stay in stays], np.int32) for n in range(3))
    sealed = day_in_memory(Columns(person, spot, t_in, t_in + 60, np.zeros(len(stays), bool)))
    hours: dict[tuple[int, int], set[int]] = {}
    spots: dict[int, set[int]] = {}
    for who, where, when in stays:
        hours.setdefault((where, when // 3_600), set()).add(who)
        spots.setdefault(where % 2, set()).add(who)
    known = np.arange(len(sealed.spot_starts) - 1, dtype=np.int64)
    persons = max(len(sealed.person_starts) - 1, 0)
    found = by_spot_and_hour(known, sealed.spot_starts, sealed.t_in, sealed.person, persons, 0)
    assert {(s, h): n for s, h, n in zip(*(column.tolist() for column in found), strict=True)} == {
        key: len(people) for key, people in hours.items()
    }
    ordered = known[np.argsort(known % 2, kind="stable")]
    people, visits = by_groups_of_spots(ordered, ordered % 2, sealed.spot_starts, sealed.person, persons, 2)
    assert people.tolist() == [len(spots.get(group, ())) for group in (0, 1)]
    assert visits.sum() == len(stays)
