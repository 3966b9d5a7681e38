"""Whoever watches the machines sees how sending goes; nobody is named."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError

from antoan.domains.messaging.gateways import NullGateway
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.services import queue_message, receive_sms, send_waiting
from antoan.domains.messaging.values import MessageState, NewIncoming
from antoan.entrypoints.web.public import message_metrics

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


def figures(client) -> dict[str, float]:
    """Return the figures of messages, by name and labels."""
    lines = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode().splitlines()
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in lines if line.startswith("antoan_sms"))
    }


def a_message(key: str, **known) -> None:
    queue_message(number="+84912345678", template="messages.test", values={"time": key}, key=key, **known)


def test_nothing_waits_and_nothing_was_spent(client):
    assert set(figures(client).values()) == {0.0}
    assert len(figures(client)) == 8


def test_what_waits_is_late_in_doubt_or_spent_is_counted(client, settings):
    settings.SMS_PARTS_PER_DAY = 1
    a_message("sent")
    send_waiting(NullGateway())
    a_message("late", due_at=NOW - timedelta(seconds=90))
    a_message("tonight", due_at=NOW + timedelta(hours=3))
    send_waiting(NullGateway())
    a_message("doubt")
    Message.objects.filter(key="doubt").update(state=MessageState.UNCERTAIN)
    receive_sms(NewIncoming("kannel", "r1", "+84912345678", "MA"))
    assert figures(client) == {
        "antoan_sms_waiting": 2,
        "antoan_sms_late_seconds": 90,
        "antoan_sms_in_doubt": 1,
        "antoan_sms_unanswered": 1,
        'antoan_sms_parts_today{lane="codes"}': 0,
        'antoan_sms_parts_today{lane="others"}': 1,
        'antoan_sms_capped{lane="codes"}': 0,
        'antoan_sms_capped{lane="others"}': 1,
    }


def test_metrics_answer_while_the_database_is_away(client, monkeypatch):
    def away(_: datetime) -> None:
        raise DatabaseError

    monkeypatch.setattr(message_metrics, "figures", away)
    assert figures(client) == {}
