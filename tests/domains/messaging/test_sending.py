"""A message is sent once, or it is known why not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from antoan.domains.messaging.errors import GatewayAway, MessageRefused
from antoan.domains.messaging.gateways import FileGateway, NullGateway
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.services import queue_message, send_waiting, stop_number
from antoan.domains.messaging.services.sending import ATTEMPTS_MAX, TAKEN_FOR_MAX
from antoan.domains.messaging.values import MessageState, Sms
from antoan.kit import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
NUMBER = "+84912345678"


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


def a_message(key: str = "k1", **known) -> bool:
    fields = {
        "number": NUMBER,
        "template": "corrections.refused",
        "values": {"number": "AB12-CD3"},
        "key": key,
    }
    return queue_message(**(fields | known))


def state(key: str = "k1") -> MessageState:
    return MessageState(Message.objects.get(key=key).state)


class AwayGateway(NullGateway):
    def send(self, sms: Sms) -> str:
        raise GatewayAway("no answer")


class RefusingGateway(NullGateway):
    def send(self, sms: Sms) -> str:
        raise MessageRefused("no such number")


class DyingGateway(NullGateway):
    """Takes the message, or not, and then the whole process falls."""

    def __init__(self, *, takes: bool, knows: bool = True) -> None:
        super().__init__()
        self.takes, self.knows = takes, knows

    def send(self, sms: Sms) -> str:
        if self.takes:
            super().send(sms)
        raise KeyboardInterrupt

    def was_taken(self, key: str) -> bool | None:
        return super().was_taken(key) if self.knows else None


def test_a_message_goes_out_once_however_often_it_is_queued_or_sent():
    assert a_message() is True
    assert a_message() is False
    way = NullGateway()
    assert [send_waiting(way), send_waiting(way)] == [1, 0]
    assert [sms.number for sms in way.taken] == [NUMBER]
    assert state() is MessageState.SENT


def test_nothing_is_queued_when_the_cause_is_rolled_back(transactional_db):
    with transaction.atomic():
        a_message()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_gateway_that_is_away_is_tried_again_later_and_less_and_less_often(at):
    a_message()
    started = clock.now()
    waits = []
    for _ in range(ATTEMPTS_MAX):
        assert send_waiting(AwayGateway()) == 1
        row = Message.objects.get()
        waits.append(row.due_at - clock.now())
        at.move_to(row.due_at)
    assert state() is MessageState.FAILED
    assert waits[:-1] == sorted(waits[:-1])
    assert clock.now() - started > timedelta(hours=1)
    assert send_waiting(NullGateway()) == 0


def test_a_refused_message_is_not_tried_again():
    a_message()
    send_waiting(RefusingGateway())
    assert state() is MessageState.FAILED
    assert Message.objects.get().last_error == "no such number"


@pytest.mark.parametrize(
    ("takes", "knows", "then", "sent_again"),
    [
        (True, True, MessageState.SENT, 0),
        (False, True, MessageState.SENT, 1),
        (True, False, MessageState.UNCERTAIN, 0),
        (False, False, MessageState.UNCERTAIN, 0),
    ],
)
def test_a_sender_that_falls_leaves_no_message_twice(at, takes, knows, then, sent_again):
    a_message()
    way = DyingGateway(takes=takes, knows=knows)
    with pytest.raises(KeyboardInterrupt):
        send_waiting(way)
    assert state() is MessageState.SENDING
    at.shift(TAKEN_FOR_MAX + timedelta(seconds=1))
    survivor = NullGateway()
    survivor.taken = list(way.taken)
    survivor.was_taken = way.was_taken  # type: ignore[method-assign]
    send_waiting(survivor)
    at.shift(timedelta(minutes=1))
    send_waiting(survivor)
    assert len(survivor.taken) - len(way.taken) == sent_again
    assert state() is then


def test_a_message_that_would_come_too_late_is_not_sent(at):
    a_message(expires_at=clock.now() + timedelta(minutes=5))
    at.shift(timedelta(minutes=5))
    way = NullGateway()
    send_waiting(way)
    assert way.taken == []
    assert state() is MessageState.EXPIRED


def test_a_message_for_later_waits(at):
    a_message(due_at=clock.now() + timedelta(hours=1))
    assert send_waiting(NullGateway()) == 0
    at.shift(timedelta(hours=1))
    assert send_waiting(NullGateway()) == 1


def test_whoever_said_stop_is_left_alone():
    stop_number(NUMBER)
    stop_number(NUMBER)
    a_message()
    way = NullGateway()
    assert send_waiting(way) == 0
    assert state() is MessageState.MUTED


def test_the_number_and_the_text_are_sealed_in_the_table():
    a_message()
    with connection.cursor() as cursor:
        cursor.execute("SELECT messaging_message::text FROM messaging_message")
        row = cursor.fetchone()[0]
    assert "912345678" not in row
    assert "yeu cau" not in row


def test_the_file_gateway_writes_one_private_line_a_message(tmp_path):
    way = FileGateway(tmp_path / "messages" / "sent.txt")
    assert way.was_taken("k1") is False
    way.send(Sms("k1", NUMBER, "Xin chào\nbạn"))
    (line,) = (tmp_path / "messages" / "sent.txt").read_text().splitlines()
    assert line.split("\t")[1:] == ["k1", NUMBER, "Xin chào bạn"]
    assert (tmp_path / "messages" / "sent.txt").stat().st_mode & 0o777 == 0o600
    assert way.was_taken("k1") is True
    assert way.was_taken("k") is False


def test_a_file_that_cannot_be_written_is_a_gateway_that_is_away(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GatewayAway, match="cannot be written"):
        FileGateway(tmp_path / "file" / "sent.txt").send(Sms("k", NUMBER, "x"))
