"""Sending stays within its bounds: codes first, not at night, not past a budget, not too often to one number."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from structlog.testing import capture_logs

from antoan.domains.messaging.errors import LimitsUnreadable
from antoan.domains.messaging.gateways import NullGateway
from antoan.domains.messaging.limits import PER_NUMBER_DAY_MAX, limits
from antoan.domains.messaging.models import DaySpending, Message
from antoan.domains.messaging.rules import is_quiet, next_morning, retry_at
from antoan.domains.messaging.services import send_waiting
from antoan.domains.messaging.services.taking import WINDOW_MESSAGES
from antoan.domains.messaging.values import Kind, Outcome, OutcomeKind
from antoan.kit.clock import CITY_ZONE, local
from tests.factories.messages import NUMBER, a_message_of, states, with_templates_of_each_kind

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 10, 20, 12, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    with_templates_of_each_kind(monkeypatch)
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def numbered(place: int) -> str:
    return f"+8491{place:07}"


def sent(way: NullGateway | None = None) -> list[str]:
    """Send all that may go now and return the numbers that got something, in order."""
    way = way or NullGateway()
    while send_waiting(way):
        continue
    return [sms.number for sms in way.taken]


def test_a_code_overtakes_every_notice_that_waits():
    for place in range(WINDOW_MESSAGES * 2):
        a_message_of(Kind.NOTICE, f"n{place}", numbered(place))
    way = NullGateway()
    send_waiting(way)
    a_message_of(Kind.URGENT, "u", "+84900000003")
    a_message_of(Kind.ANSWER, "a", "+84900000002")
    a_message_of(Kind.CODE, "c", "+84900000001")
    assert sent(way)[WINDOW_MESSAGES : WINDOW_MESSAGES + 3] == [
        "+84900000001",
        "+84900000002",
        "+84900000003",
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(20, 59, False), (21, 0, True), (0, 0, True), (6, 59, True), (7, 0, False)]
)
def test_the_night_begins_at_nine_and_ends_at_seven(hour, minute, quiet):
    now = datetime(2021, 10, 20, hour, minute, tzinfo=CITY_ZONE)
    assert is_quiet(now.astimezone(UTC), time(21), time(7)) is quiet


def test_quiet_hours_may_lie_within_a_day_and_may_be_none():
    assert is_quiet(NOON, time(11), time(13))
    assert not is_quiet(NOON, time(0), time(0))


def test_at_night_only_notices_wait_and_they_go_in_the_morning(at):
    at.move_to(datetime(2021, 10, 20, 23, tzinfo=CITY_ZONE))
    for place, kind in enumerate(Kind):
        a_message_of(kind, kind, numbered(place))
    assert sent() == [numbered(0), numbered(1), numbered(2)]
    assert states()["notice"] == "waiting"
    at.move_to(datetime(2021, 10, 21, 6, 59, tzinfo=CITY_ZONE))
    assert sent() == []
    at.shift(60)
    assert sent() == [numbered(3)]


def test_the_days_budget_stops_the_run_with_an_alarm_and_goes_on_tomorrow(at, settings):
    settings.SMS_PARTS_PER_DAY, settings.SMS_PART_PRICE = 20, 350
    for place in range(30):
        a_message_of(Kind.NOTICE, f"n{place}", numbered(place))
    with capture_logs() as logs:
        assert len(sent()) == 20
        assert sent() == []
    assert [one["event"] for one in logs if one["log_level"] == "error"] == ["sms.capped"]
    day = DaySpending.objects.get()
    assert (day.messages, day.parts, day.cost, day.capped_at) == (20, 20, 7_000, NOON)
    at.move_to(datetime(2021, 10, 20, 20, 59, tzinfo=CITY_ZONE))
    assert sent() == []
    at.move_to(datetime(2021, 10, 21, 7, tzinfo=CITY_ZONE))
    assert len(sent()) == 10


def test_codes_have_a_budget_of_their_own(settings):
    settings.SMS_PARTS_PER_DAY, settings.SMS_CODE_PARTS_PER_DAY = 2, 3
    for place in range(5):
        a_message_of(Kind.NOTICE, f"n{place}", numbered(place))
    assert len(sent()) == 2
    for place in range(5):
        a_message_of(Kind.CODE, f"c{place}", numbered(place + 100))
    assert len(sent()) == 3
    a_message_of(Kind.ANSWER, "a", numbered(200))
    assert sent() == []


def test_a_campaign_past_its_budget_stops_and_others_go_on(settings):
    settings.SMS_CAMPAIGN_PARTS_PER_DAY = 3
    for place in range(6):
        a_message_of(Kind.NOTICE, f"n{place}", numbered(place), campaign="contacts-2021-10-20")
    for place in range(4):
        a_message_of(Kind.NOTICE, f"m{place}", numbered(place + 100))
    assert len(sent()) == 7
    spent = {row.campaign: row.parts for row in DaySpending.objects.all()}
    assert spent == {"": 7, "contacts-2021-10-20": 3}


def test_a_text_of_several_parts_costs_several():
    a_message_of(Kind.NOTICE, "long", word="x" * 200)
    sent()
    assert DaySpending.objects.get().parts == 2


def test_what_the_gateway_certainly_did_not_take_costs_nothing():
    class Away(NullGateway):
        def send_one(self, sms):
            return Outcome(OutcomeKind.AWAY, error="no answer")

    class Refusing(NullGateway):
        def send_one(self, sms):
            return Outcome(OutcomeKind.REFUSED, error="no such number")

    a_message_of(Kind.NOTICE, "n")
    send_waiting(Away())
    a_message_of(Kind.NOTICE, "m", numbered(1), campaign="c")
    send_waiting(Refusing())
    assert {(row.messages, row.parts, row.cost) for row in DaySpending.objects.all()} == {(0, 0, 0)}


def test_a_number_gets_so_many_notices_a_day_and_the_rest_tomorrow(at):
    bound = PER_NUMBER_DAY_MAX[Kind.NOTICE]
    for place in range(bound + 2):
        a_message_of(Kind.NOTICE, f"n{place}")
    assert len(sent()) == bound
    late = Message.objects.filter(state="waiting")
    assert {local(row.due_at) for row in late} == {datetime(2021, 10, 21, 7, tzinfo=CITY_ZONE)}
    a_message_of(Kind.URGENT, "u")
    assert sent() == [NUMBER]
    at.move_to(datetime(2021, 10, 21, 7, tzinfo=CITY_ZONE))
    assert len(sent()) == 2


def test_codes_past_a_numbers_bound_are_given_up_for_nobody_waits_until_tomorrow():
    for place in range(PER_NUMBER_DAY_MAX[Kind.CODE] + 1):
        a_message_of(Kind.CODE, f"c{place}")
    assert len(sent()) == PER_NUMBER_DAY_MAX[Kind.CODE]
    row = Message.objects.get(state="failed")
    assert row.last_error == "too many to this number today"


def test_the_text_of_a_code_is_forgotten_once_it_is_sent():
    a_message_of(Kind.CODE, "c")
    a_message_of(Kind.NOTICE, "n", numbered(1))
    sent()
    assert {row.key: bool(row.text) for row in Message.objects.all()} == {"c": False, "n": True}


def test_tomorrow_morning_is_after_midnight_of_the_city():
    late = datetime(2021, 10, 20, 23, 59, tzinfo=CITY_ZONE)
    assert next_morning(late, time(7)) == datetime(2021, 10, 21, 7, tzinfo=CITY_ZONE)
    assert next_morning(late + timedelta(minutes=1), time(7)) == datetime(2021, 10, 22, 7, tzinfo=CITY_ZONE)


def test_waits_double_up_to_an_hour():
    waits = [(retry_at(attempts, NOON) - NOON).total_seconds() for attempts in range(1, 10)]
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


@pytest.mark.parametrize("hours", ["", "21", "21:00", "9pm-7am", "21:00-25:00"])
def test_hours_that_cannot_be_read_are_said_plainly(settings, hours):
    settings.SMS_QUIET = hours
    with pytest.raises(LimitsUnreadable, match="ANTOAN_SMS_QUIET"):
        limits()
