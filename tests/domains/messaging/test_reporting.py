"""Reports come late, twice, in any order, and end doubts. Silence ends one only where it is a sign."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.messaging.errors import ReportNotFound
from antoan.domains.messaging.gateways import NullGateway
from antoan.domains.messaging.models import DaySpending, Message
from antoan.domains.messaging.rules import DOUBT_MAX
from antoan.domains.messaging.services import record_report, send_waiting
from antoan.domains.messaging.services.settling import LOOK_AGAIN_AFTER
from antoan.domains.messaging.values import Kind, MessageState, Outcome, OutcomeKind, ReportKind, Trace
from tests.factories.messages import a_message_of, states, with_templates_of_each_kind

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
OTHER = "+84900000009"


@pytest.fixture(autouse=True)
def at(monkeypatch):
    with_templates_of_each_kind(monkeypatch)
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


class Silent(NullGateway):
    """Gives no answer, and can show nothing of what it was given."""

    says = Trace.SILENT

    def send_one(self, sms):
        super().send_one(sms)
        return (
            Outcome(OutcomeKind.SILENT, error="no answer")
            if sms.number != OTHER
            else Outcome(OutcomeKind.TAKEN)
        )

    def trace(self, messages):
        return [self.says] * len(messages)


def sent(key: str = "k") -> Message:
    a_message_of(Kind.NOTICE, key)
    send_waiting(NullGateway())
    return Message.objects.get(key=key)


@pytest.mark.parametrize(
    "order",
    list(
        permutations((ReportKind.ACCEPTED, ReportKind.BUFFERED, ReportKind.DELIVERED, ReportKind.UNDELIVERED))
    ),
)
def test_in_whatever_order_reports_come_delivered_stays(order):
    row = sent()
    for kind in (*order, *order):
        record_report(ref=row.ref, kind=kind)
    assert states() == {"k": "delivered"}


@pytest.mark.parametrize(
    ("kind", "state"),
    [(ReportKind.UNDELIVERED, "undelivered"), (ReportKind.REFUSED, "failed"), (ReportKind.ACCEPTED, "sent")],
)
def test_what_a_report_means(kind, state):
    row = sent()
    record_report(ref=row.ref, kind=kind, said="id:1 stat:" + "x" * 300)
    assert states() == {"k": state}
    row.refresh_from_db()
    assert row.reported_at == NOW
    assert len(row.last_error) == (0 if state == "sent" else 200)


def test_a_report_of_nothing_of_ours_is_said_so():
    with pytest.raises(ReportNotFound):
        record_report(ref=uuid4(), kind=ReportKind.DELIVERED)


def in_doubt(way: Silent) -> Message:
    a_message_of(Kind.NOTICE, "k")
    send_waiting(way)
    assert states() == {"k": "sending"}
    return Message.objects.get()


def test_a_report_ends_a_doubt_even_when_we_were_about_to_send_again():
    row = in_doubt(Silent())
    Message.objects.update(state=MessageState.WAITING)
    record_report(ref=row.ref, kind=ReportKind.ACCEPTED)
    assert states() == {"k": "sent"}
    assert send_waiting(NullGateway()) == 0


def test_silence_is_a_sign_once_others_are_reported_and_not_before(at):
    way = Silent()
    in_doubt(way)
    at.shift(way.settles_after)
    send_waiting(way)
    assert states() == {"k": "uncertain"}
    at.shift(timedelta(hours=1))
    send_waiting(way)
    assert states() == {"k": "uncertain"}  # No report came since: perhaps our door is closed.
    a_message_of(Kind.NOTICE, "later", OTHER)
    send_waiting(way)
    record_report(ref=Message.objects.get(key="later").ref, kind=ReportKind.ACCEPTED)
    send_waiting(way)
    assert states()["k"] == "uncertain"  # One that found the door closed before has not been tried again yet.
    at.shift(way.reports_again_after + LOOK_AGAIN_AFTER)
    send_waiting(NullGateway())
    assert states() == {"k": "sent", "later": "sent"}


def test_while_a_neighbours_report_is_awaited_silence_is_no_sign(at):
    way = Silent()
    in_doubt(way)
    a_message_of(Kind.NOTICE, "neighbour", OTHER)
    send_waiting(way)
    at.shift(way.settles_after)
    send_waiting(way)
    at.shift(timedelta(hours=1))
    a_message_of(Kind.NOTICE, "later", OTHER)
    send_waiting(way)
    record_report(ref=Message.objects.get(key="later").ref, kind=ReportKind.ACCEPTED)
    at.shift(way.reports_again_after + LOOK_AGAIN_AFTER)
    send_waiting(way)
    assert states()["k"] == "uncertain"
    record_report(ref=Message.objects.get(key="neighbour").ref, kind=ReportKind.ACCEPTED)
    at.shift(way.reports_again_after + LOOK_AGAIN_AFTER)
    send_waiting(NullGateway())
    assert states()["k"] == "sent"


def test_a_gateway_that_holds_it_again_starts_the_wait_anew(at):
    way = Silent()
    row = in_doubt(way)
    at.shift(way.settles_after)
    send_waiting(way)
    row.refresh_from_db()
    assert row.silent_since is not None
    way.says = Trace.UNKNOWN
    at.shift(LOOK_AGAIN_AFTER)
    send_waiting(way)
    row.refresh_from_db()
    assert row.silent_since is None


def test_what_was_not_taken_is_paid_for_once():
    row = in_doubt(Silent())
    assert DaySpending.objects.get().messages == 1
    Message.objects.update(taken_at=NOW - timedelta(minutes=1))
    send_waiting(NullGateway())  # It knows that it never had it: sent again in the same breath.
    row.refresh_from_db()
    assert (row.state, row.attempts, DaySpending.objects.get().messages) == ("sent", 2, 1)


def test_after_three_days_a_doubt_stays_one(at):
    way = Silent()
    in_doubt(way)
    at.shift(way.settles_after)
    send_waiting(way)
    at.shift(DOUBT_MAX)
    send_waiting(NullGateway())
    assert states() == {"k": "uncertain"}
