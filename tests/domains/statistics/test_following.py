"""Whatever happens is counted once, in its own half hour and ward, however late it is heard of."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.services import declare
from antoan.domains.messaging.models import Message
from antoan.domains.privacy.models import Limit
from antoan.domains.privacy.values import LimitKind
from antoan.domains.records.services import annul_record
from antoan.domains.records.values import RecordKind, TestOutcome
from antoan.domains.statistics import jobs
from antoan.domains.statistics.measures import Measure, Outcome
from antoan.domains.statistics.models import AreaDay, AreaNote, PlaceDay
from antoan.domains.statistics.services import fold_notes
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.areas import the_areas, ward
from tests.factories.declarations import FEVER, new_declaration
from tests.factories.people import a_person
from tests.factories.records import SELF, a_case, a_dose, a_test
from tests.factories.statistics import GREEN, RED, a_market, buckets, counted, folded, people_came
from tests.factories.vaccination import code_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(at(12), tick=False) as travelled:
        the_areas()
        open_days_around(TODAY)
        yield travelled


def test_check_ins_are_counted_by_ward_kind_half_hour_and_colour():
    place = a_market(ward().id)
    people_came(place, at(7, 10), count=2, colour=GREEN)
    people_came(place, at(7, 29), first=3, colour=RED)
    people_came(place, at(7, 30), first=4, t_out=at(8, 5), t_eff=at(8, 5), colour=GREEN)
    folded()
    here = ward().id
    assert buckets(Measure.CAME) == [
        (here, at(7), "market", GREEN, 2),
        (here, at(7), "market", RED, 1),
        (here, at(7, 30), "market", GREEN, 1),
    ]
    assert buckets(Measure.LEFT) == [(here, at(8), "market", GREEN, 1)]
    assert PlaceDay.objects.get(place_id=place.place.id).came == 4


def test_a_late_check_out_and_a_removed_visit_change_the_buckets_they_belong_to():
    place = a_market(ward().id)
    people_came(place, at(7), count=2)
    folded()
    Visit.objects.filter(person_id=1).update(t_out=at(8), t_eff=at(8))
    Visit.objects.filter(person_id=2).delete()
    folded()
    assert [row[-1] for row in buckets(Measure.CAME)] == [1]
    assert [row[1] for row in buckets(Measure.LEFT)] == [at(8)]
    assert PlaceDay.objects.get(place_id=place.place.id).came == 1


def test_a_scan_heard_of_days_later_is_counted_on_its_own_day_at_the_citys_midnight():
    place = a_market(ward().id)
    yesterday = TODAY - timedelta(days=1)
    people_came(place, at(23, 59, yesterday))
    people_came(place, at(0), first=2)
    folded()
    assert counted(Measure.CAME, day=yesterday) == 1
    assert counted(Measure.CAME, day=TODAY) == 1
    assert [row[1] for row in buckets(Measure.CAME)] == [at(23, 30, yesterday), at(0)]


def test_declarations_are_counted_by_risk_and_an_annulled_one_no_longer():
    well, ill = a_person("Người khỏe", ward_id=ward().id), a_person("Người sốt", ward_id=ward().id)
    declare(actor=SYSTEM, declaration=new_declaration(well.id, at=at(8, 40)))
    declare(actor=SYSTEM, declaration=new_declaration(ill.id, FEVER, at=at(8, 40)))
    folded()
    assert buckets(Measure.DECLARED) == [
        (ward().id, at(8, 30), "web", 0, 1),
        (ward().id, at(8, 30), "web", 1, 1),
    ]
    Declaration.objects.filter(person_id=ill.id).update(annulled_at=clock.now())
    folded()
    assert counted(Measure.DECLARED, detail=1) == 0
    assert counted(Measure.DECLARED, detail=0) == 1


def test_records_are_counted_on_the_day_they_tell_of_once_they_are_verified():
    person = a_person("Người tiêm", ward_id=ward().id)
    a_dose(person.id, date(2026, 11, 1))
    a_dose(person.id, date(2026, 6, 1), origin=SELF)  # On somebody's own word: not verified.
    a_test(person.id, at(6), TestOutcome.NEGATIVE)
    positive = a_test(person.id, at(9), TestOutcome.POSITIVE)
    folded()
    assert buckets(Measure.DOSES) == [(ward().id, at(0, day=date(2026, 11, 1)), "comirnaty", 1, 1)]
    assert counted(Measure.TESTS, detail=Outcome.POSITIVE) == 1
    assert counted(Measure.CASES) == 1  # A positive PCR is a case.
    annul_record(actor=SYSTEM, kind=RecordKind.TEST_RESULT, record_id=positive.id, because="nhầm ống")
    folded()
    assert counted(Measure.TESTS, detail=Outcome.POSITIVE) == 0
    assert counted(Measure.TESTS, detail=Outcome.NEGATIVE) == 1


def test_who_objected_to_statistics_is_not_counted():
    person = a_person("Người phản đối", ward_id=ward().id)
    Limit.objects.create(
        person_id=person.id, purpose="statistics", kind=LimitKind.OBJECT, since=clock.now(), request_number=""
    )
    a_case(person.id, TODAY)
    declare(actor=SYSTEM, declaration=new_declaration(person.id))
    folded()
    assert counted(Measure.CASES) == counted(Measure.DECLARED) == 0


def test_codes_and_messages_are_counted_where_their_people_live_or_for_the_city_alone():
    person = a_person("Người có mã", ward_id=ward().id)
    code_of(person)
    facts = {"template": "t", "number": "+84912345678", "number_index": bytes(16), "text": "x", "parts": 1,
             "state": "waiting", "queued_at": at(7), "due_at": at(7)}  # fmt: skip
    Message.objects.create(key="one", person_id=person.id, **facts)
    Message.objects.create(key="two", **facts)
    folded()
    assert (counted(Measure.CODES, ward_id=ward().id), counted(Measure.MESSAGES)) == (1, 0)
    Message.objects.update(state="sent", sent_at=at(7, 20))
    Message.objects.filter(key="one").update(state="delivered")
    folded()
    assert buckets(Measure.MESSAGES) == [(0, at(7), "notice", 0, 1), (ward().id, at(7), "notice", 0, 1)]


def test_what_was_deleted_because_its_time_was_up_stays_counted():
    person = a_person("Người khai", ward_id=ward().id)
    declare(actor=SYSTEM, declaration=new_declaration(person.id))
    folded()
    Declaration.objects.all().delete()
    folded()
    assert counted(Measure.DECLARED) == 1


def test_folding_twice_counts_once_and_nothing_is_left():
    people_came(a_market(ward().id), at(7), count=3)
    folded()
    assert fold_notes() == 0
    jobs.fold.func(timestamp=0)
    assert counted(Measure.CAME) == 3
    assert AreaNote.objects.count() == 0


def test_a_fold_goes_on_where_a_fallen_one_stopped(monkeypatch):
    monkeypatch.setattr("antoan.domains.statistics.queries.folding.NOTES_PER_BATCH", 1)
    monkeypatch.setattr("antoan.domains.statistics.services.following.NOTES_PER_BATCH", 1)
    AreaNote.objects.bulk_create(
        AreaNote(ward_id=0, measure=Measure.CODES, at=at(7), kind="", detail=0, amount=n) for n in (1, 2, 4)
    )
    assert fold_notes() == 3
    assert AreaDay.objects.get(measure=Measure.CODES, ward_id=0).amount == 7
