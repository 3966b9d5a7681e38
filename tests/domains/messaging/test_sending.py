"""A message is sent once, or it is known why not."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways import FileGateway, NullGateway
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.rules import ATTEMPTS_MAX
from antoan.domains.messaging.services import queue_message, send_waiting, stop_number
from antoan.domains.messaging.values import MessageState, Outcome, OutcomeKind, Sms, Trace
from antoan.kit import clock
from antoan.kit.ids import uuid7

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
    def send_one(self, sms: Sms) -> Outcome:
        return Outcome(OutcomeKind.AWAY, error="no answer")


class RefusingGateway(NullGateway):
    def send_one(self, sms: Sms) -> Outcome:
        return Outcome(OutcomeKind.REFUSED, error="no such number")


class DyingGateway(NullGateway):
    """Takes the message, or not, and then the whole process falls."""

    def __init__(self, *, takes: bool, says: Trace | None = None) -> None:
        super().__init__()
        self.takes, self.says = takes, says

    def send_one(self, sms: Sms) -> Outcome:
        if self.takes:
            super().send_one(sms)
        raise KeyboardInterrupt

    def trace(self, messages: Sequence[Sms]) -> list[Trace]:
        return [self.says] * len(messages) if self.says else super().trace(messages)


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


def test_messages_of_one_window_wait_each_by_its_own_attempts_and_only_the_worn_out_one_ends():
    for key, attempts in (("new", 0), ("old", 3), ("worn", ATTEMPTS_MAX - 1)):
        a_message(key)
        Message.objects.filter(key=key).update(attempts=attempts)
    assert send_waiting(AwayGateway()) == 3
    rows = {row.key: row for row in Message.objects.all()}
    waits = {key: rows[key].due_at - clock.now() for key in ("new", "old")}
    assert waits == {"new": timedelta(seconds=30), "old": timedelta(minutes=4)}
    assert [state(key) for key in ("new", "old", "worn")] == [
        MessageState.WAITING, MessageState.WAITING, MessageState.FAILED,
    ]  # fmt: skip
    assert {row.last_error for row in rows.values()} == {"no answer"}


def test_a_refused_message_is_not_tried_again():
    a_message()
    send_waiting(RefusingGateway())
    assert state() is MessageState.FAILED
    assert Message.objects.get().last_error == "no such number"


@pytest.mark.parametrize(
    ("takes", "says", "then", "sent_again"),
    [
        (True, None, MessageState.SENT, 0),
        (False, None, MessageState.SENT, 1),
        (True, Trace.UNKNOWN, MessageState.UNCERTAIN, 0),
        (False, Trace.UNKNOWN, MessageState.UNCERTAIN, 0),
        (True, Trace.SILENT, MessageState.UNCERTAIN, 0),
        (False, Trace.SILENT, MessageState.UNCERTAIN, 0),
    ],
)
def test_a_sender_that_falls_leaves_no_message_twice(at, takes, says, then, sent_again):
    a_message()
    way = DyingGateway(takes=takes, says=says)
    with pytest.raises(KeyboardInterrupt):
        send_waiting(way)
    assert state() is MessageState.SENDING
    at.shift(way.settles_after + timedelta(seconds=1))
    survivor = NullGateway()
    survivor.taken = list(way.taken)
    survivor.trace = way.trace  # type: ignore[method-assign]
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


def test_a_secret_that_would_come_too_late_is_forgotten(at):
    queue_message(
        number=NUMBER, template="identity.code", values={"code": "123456"}, key="late",
        expires_at=clock.now() + timedelta(minutes=5),
    )  # fmt: skip
    at.shift(timedelta(minutes=5))
    send_waiting(NullGateway())
    row = Message.objects.get(key="late")
    assert (row.state, row.text) == (MessageState.EXPIRED, "")


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
    one, other = (Sms(uuid7(), NUMBER, "Xin chào\nbạn") for _ in range(2))
    assert way.trace([one]) == [Trace.NOT_TAKEN]
    (outcome,) = way.send([one])
    assert outcome.kind is OutcomeKind.TAKEN
    (line,) = (tmp_path / "messages" / "sent.txt").read_text().splitlines()
    assert line.split("\t")[1:] == [str(one.ref), NUMBER, "Xin chào bạn"]
    assert (tmp_path / "messages" / "sent.txt").stat().st_mode & 0o777 == 0o600
    assert way.trace([one, other]) == [Trace.TAKEN, Trace.NOT_TAKEN]
    assert "sent.txt" in way.check()


def test_a_file_that_cannot_be_written_is_a_gateway_that_is_away(tmp_path):
    (tmp_path / "file").write_text("")
    way = FileGateway(tmp_path / "file" / "sent.txt")
    (outcome,) = way.send([Sms(uuid7(), NUMBER, "x")])
    assert outcome.kind is OutcomeKind.AWAY
    assert "cannot be written" in outcome.error
    with pytest.raises(GatewayUnusable, match="cannot be written"):
        way.check()
