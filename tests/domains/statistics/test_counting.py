"""The map's counters: cases of fourteen days by ward, counted by a job and never on request."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antoan.domains.areas.queries import wards_on
from antoan.domains.privacy.models import Limit
from antoan.domains.privacy.values import LimitKind
from antoan.domains.records.models import Infection
from antoan.domains.records.services import annul_record, record_recovery
from antoan.domains.records.values import RecordKind, RecoveryProof
from antoan.domains.statistics import jobs
from antoan.domains.statistics.models import WardDay
from antoan.domains.statistics.queries import counted_days, risk_map
from antoan.domains.statistics.services import count_day, count_days
from antoan.domains.statistics.values import RiskLevel
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.areas import IN_2021, the_areas, ward
from tests.factories.people import a_person
from tests.factories.records import a_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=CITY_ZONE), tick=False) as travelled:
        the_areas()
        yield travelled


def neighbours(count: int, ward_id: int, confirmed_on: date | None = None) -> list[int]:
    people = [a_person(f"Người {n}", ward_id=ward_id) for n in range(count)]
    if confirmed_on is not None:
        for person in people:
            a_case(person.id, confirmed_on)
    return [person.id for person in people]


def of_ward(code: str = "26740", day: date = TODAY):
    return next((one for one in risk_map(day).wards if one.ward.code == code), None)


def cases(code: str = "26740", day: date = TODAY) -> int:
    return WardDay.objects.get(day=day, ward__code=code).cases


def test_a_case_counts_on_its_day_and_thirteen_more_and_then_no_longer():
    neighbours(1, ward().id, confirmed_on=date(2026, 11, 9))
    counted = {}
    for day in (date(2026, 11, 8), date(2026, 11, 9), TODAY, TODAY + timedelta(days=1)):
        count_day(day)
        counted[day.day] = cases(day=day)
    assert counted == {8: 0, 9: 1, 22: 1, 23: 0}


def test_a_person_with_two_records_is_one_case_and_an_annulled_record_none():
    [twice, wrong] = neighbours(2, ward().id)
    a_case(twice, TODAY)
    row = Infection.objects.get(person_id=twice)
    row.pk, row.confirmed_on = None, TODAY - timedelta(days=1)
    row.save(force_insert=True)
    record = a_case(wrong, TODAY)
    annul_record(actor=SYSTEM, kind=RecordKind.INFECTION, record_id=record.id, because="nhầm người")
    count_day(TODAY)
    assert cases() == 1


def test_five_neighbours_are_told_and_four_are_not():
    people = neighbours(4, ward().id, confirmed_on=TODAY)
    count_day(TODAY)
    seen = of_ward()
    assert (seen.level, seen.cases, seen.per_100k) == (RiskLevel.LOW, None, None)
    neighbours(1, ward().id, confirmed_on=TODAY)
    count_day(TODAY)
    seen = of_ward()
    assert (seen.level, seen.cases, seen.per_100k) == (RiskLevel.MEDIUM, 5, 100_000)
    assert len(people) == 4


def test_who_objected_is_not_counted():
    [first, *_] = neighbours(5, ward().id, confirmed_on=TODAY)
    Limit.objects.create(
        person_id=first, purpose="statistics", kind=LimitKind.OBJECT, since=clock.now(), request_number=""
    )
    count_day(TODAY)
    assert cases() == 4
    assert of_ward().cases is None


def test_every_ward_of_the_day_is_on_the_map_and_its_eras_wards_on_another_day():
    count_day(TODAY)
    count_day(IN_2021)
    assert len(risk_map(TODAY).wards) == 168
    assert len(risk_map(IN_2021).wards) == 312
    assert {one.level for one in risk_map(TODAY).wards} == {RiskLevel.UNKNOWN}
    assert counted_days() == [TODAY, IN_2021]
    assert risk_map(date(2020, 1, 1)).wards == ()


def test_people_registered_in_2021_are_found_in_their_ward_of_today_and_of_then():
    then = ward("26740", IN_2021)  # Bến Nghé, today part of Sài Gòn.
    for person in neighbours(5, then.id):
        first = a_case(person, IN_2021)
        record_recovery(
            actor=SYSTEM,
            infection_id=first.id,
            recovered_on=IN_2021 + timedelta(days=20),
            proof=RecoveryProof.DISCHARGE,
        )
        a_case(person, TODAY)
    count_day(TODAY)
    count_day(IN_2021)
    assert cases() == 5
    assert cases(day=IN_2021) == 5


def test_counting_again_counts_anew():
    neighbours(5, ward().id, confirmed_on=TODAY)
    count_days(TODAY - timedelta(days=2), TODAY)
    assert count_days(TODAY - timedelta(days=2), TODAY) == 3
    assert WardDay.objects.count() == 3 * len(wards_on(TODAY))
    assert risk_map(TODAY).computed_at == clock.now()


def test_the_worker_counts_today_and_yesterday_once_more():
    jobs.count.func(timestamp=0)
    assert counted_days() == [TODAY, TODAY - timedelta(days=1)]


def test_showing_the_map_reads_counters_only():
    count_day(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        risk_map(TODAY)
    tables = " ".join(query["sql"] for query in asked)
    assert "people_person" not in tables
    assert "records_infection" not in tables
    assert len(asked) == 2
