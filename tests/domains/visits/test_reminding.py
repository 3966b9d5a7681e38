"""People are reminded to check out: rarely, never at night, and without naming a place."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.messaging.models import Message
from antoan.domains.people.events import PersonErased
from antoan.domains.places.services import add_spot
from antoan.domains.places.values import NewSpot, PlaceKind
from antoan.domains.visits.models import Reminder, Visit
from antoan.domains.visits.reminder_rules import is_quiet, may_tell, reminder_due
from antoan.domains.visits.services import open_days_around, remind_due
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.bus import announce
from antoan.kit.clock import CITY_ZONE, local_date
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place, a_spot
from tests.factories.visits import a_family, went_in, went_out

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
USUAL = 40 * MINUTE  # Of a market.
FIRST, SECOND_TIME = NOON + 30 * MINUTE, NOON + 60 * MINUTE


@pytest.mark.parametrize(
    ("usual", "told", "due"),
    [
        (40, 0, 30),
        (40, 1, 60),
        (40, 2, None),
        (15, 0, 7.5),  # Ten minutes before would be too soon.
        (14, 0, None),  # Who passes a checkpoint is not reminded.
        (540, 0, 530),
    ],
)
def test_one_is_reminded_before_the_usual_stay_ends_and_once_after(usual, told, due):
    found = reminder_due(NOON, NOON + usual * MINUTE, times_told=told)
    assert found == (None if due is None else NOON + due * MINUTE)


@pytest.mark.parametrize(
    ("hour", "minute", "second", "quiet"),
    [(21, 59, 59, False), (22, 0, 0, True), (0, 0, 0, True), (5, 59, 59, True), (6, 0, 0, False), (12, 0, 0, False)],
)  # fmt: skip
def test_nights_are_quiet_by_the_citys_clock(hour, minute, second, quiet):
    assert is_quiet(datetime(2026, 11, 22, hour, minute, second, tzinfo=CITY_ZONE)) is quiet


def test_a_late_reminder_and_one_too_many_are_not_sent():
    assert may_tell(NOON, NOON + 30 * MINUTE, told_today=5)
    assert not may_tell(NOON, NOON + 30 * MINUTE + SECOND, told_today=5)
    assert not may_tell(NOON, NOON, told_today=6)


pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    open_days_around(local_date(NOON))
    return a_place("Chợ Bến Thành")


def reminded_at(now: datetime) -> int:
    """Let the worker look, twice as it may; return how many messages there are."""
    with time_machine.travel(now, tick=False):
        remind_due(now=now)
        remind_due(now=now)
    return Message.objects.count()


def test_who_does_not_check_out_hears_of_it_twice_and_no_more(market):
    actor, parent, _ = a_family()
    went_in(actor, market.id, now=NOON)
    moments = [FIRST - SECOND, FIRST, FIRST + MINUTE, SECOND_TIME, SECOND_TIME + timedelta(hours=9)]
    assert [reminded_at(now) for now in moments] == [0, 1, 1, 2, 2]
    message = Message.objects.first()
    assert (message.template, message.person_id, message.number) == (
        "visits.reminder", parent.id, "+84912345678"
    )  # fmt: skip
    assert message.text == (
        "An Toan: ban bao vao luc 12:00 va chua bao ra. Neu da ra, nhan RA va gio ra, vi du RA 10:30, hoac mo "
        "http://127.0.0.1:8000/me/visits/"
    )
    assert "Ben Thanh" not in message.text
    assert message.parts == 1


def test_a_family_hears_once(market):
    actor, parent, child = a_family()
    went_in(actor, market.id, parent.id, child.id, now=NOON)
    assert reminded_at(FIRST) == 1


def test_a_child_who_stays_behind_is_a_reason_to_remind(market):
    actor, parent, child = a_family()
    went_in(actor, market.id, parent.id, child.id, now=NOON)
    went_out(actor, market.id, parent.id, now=NOON + 5 * MINUTE)
    assert reminded_at(FIRST) == 1
    assert set(Message.objects.values_list("person_id", flat=True)) == {parent.id}


def test_who_checked_out_is_left_alone(market):
    actor, *_ = a_family()
    went_in(actor, market.id, now=NOON)
    went_out(actor, market.id, now=FIRST - SECOND)
    assert reminded_at(FIRST) == 0
    assert Reminder.objects.get().due_at is None


def test_who_walked_on_is_reminded_of_the_zone_they_are_in(market):
    actor, *_ = a_family()
    yard = add_spot(actor=SYSTEM, place_id=market.id, spot=NewSpot(name="Sân sau", usual_stay_minutes=60))
    went_in(actor, market.id, now=NOON, spot_id=a_spot(market).id)
    went_in(actor, market.id, now=NOON + 10 * MINUTE, spot_id=yard.id)
    assert [reminded_at(now) for now in (FIRST, NOON + 60 * MINUTE)] == [0, 1]


def test_nobody_is_woken_at_night(market):
    actor, *_ = a_family()
    evening = datetime(2026, 11, 22, 21, 29, 59, tzinfo=CITY_ZONE)
    went_in(actor, market.id, now=evening)
    went_in(citizen(a_person("Lê Văn Muộn", phones=("0987654321",)).id), market.id, now=evening + SECOND)
    assert [reminded_at(evening + 30 * MINUTE), reminded_at(evening + 30 * MINUTE + SECOND)] == [1, 1]


def test_one_person_gets_six_messages_a_day_at_most(market):
    actor, *_ = a_family()
    sent = []
    for number in range(5):
        came = NOON + number * timedelta(hours=1, minutes=30)
        went_in(actor, market.id, now=came)
        sent += [reminded_at(came + 30 * MINUTE), reminded_at(came + 60 * MINUTE)]
    assert sent == [1, 2, 3, 4, 5, 6, 6, 6, 6, 6]
    tomorrow = NOON + timedelta(days=1)
    open_days_around(local_date(tomorrow))
    went_in(actor, market.id, now=tomorrow)
    assert reminded_at(tomorrow + 30 * MINUTE) == 7


def test_a_checkpoint_reminds_nobody():
    open_days_around(local_date(NOON))
    actor, *_ = a_family()
    went_in(actor, a_place(kind=PlaceKind.CHECKPOINT).id, now=NOON)
    assert not Reminder.objects.exists()


def test_a_gates_scan_reminds_nobody_and_a_check_sent_twice_reminds_once(market):
    from antoan.kit.ids import uuid7

    actor, *_ = a_family()
    check = uuid7()
    for _ in range(2):
        went_in(actor, market.id, now=NOON, check_id=check)
    assert Reminder.objects.count() == 1


def test_a_worker_that_was_away_sends_nothing_stale(market):
    actor, *_ = a_family()
    went_in(actor, market.id, now=NOON)
    assert reminded_at(FIRST + 31 * MINUTE) == 1  # Of the first nothing; the second is due just now.
    assert Reminder.objects.get().times_told == 2


def test_somebody_without_a_phone_is_not_told_and_nothing_breaks(market):
    went_in(citizen(a_person("Bà Không Máy").id), market.id, now=NOON)
    assert reminded_at(FIRST) == 0


def test_what_is_done_is_forgotten_after_two_days(market):
    actor, *_ = a_family()
    went_in(actor, market.id, now=NOON)
    reminded_at(FIRST)
    reminded_at(SECOND_TIME)
    remind_due(now=NOON + timedelta(days=2))
    assert Reminder.objects.exists()
    remind_due(now=NOON + timedelta(days=2, seconds=1))
    assert not Reminder.objects.exists()


def test_reminders_of_an_erased_person_go_with_them(market):
    actor, parent, _ = a_family()
    went_in(actor, market.id, now=NOON)
    announce(PersonErased(parent.id))
    assert not Reminder.objects.exists()
    assert not Visit.objects.exists()
