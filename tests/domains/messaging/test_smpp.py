"""Messages leave over SMPP to an operator's centre in a process of its own, and what it sends us is kept once."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways.address import read_address
from antoan.domains.messaging.gateways.smpp import SmppGateway
from antoan.domains.messaging.models import Incoming, Message
from antoan.domains.messaging.services import queue_message, send_waiting
from antoan.domains.messaging.services.hearing import hear
from antoan.domains.messaging.values import Kind, MessageState, OutcomeKind, Sms, Trace
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.smpp_centre import an_smpp_centre

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
NUMBER = "+84912345678"


@pytest.fixture(scope="module")
def shared():
    with an_smpp_centre() as started:
        yield started


@pytest.fixture
def centre(shared):
    shared.said.clear()
    return shared


@pytest.fixture
def way(centre, settings):
    settings.SMS_QUIET = "00:00-00:00"
    gateway = a_way(centre.url)
    yield gateway
    gateway.close()


def a_way(url: str, hears=hear) -> SmppGateway:
    return SmppGateway(read_address(url), sender="1022", hear=hears)


def a_message(key: str = "k1", number: str = NUMBER) -> None:
    queue_message(number=number, template="messages.test", values={"time": key}, key=key)


def state() -> MessageState:
    return MessageState(Message.objects.get().state)


def heard(way, is_so) -> None:
    for _ in range(200):
        if is_so():
            return
        way.listen(0.1)
    raise AssertionError("nothing came")


def test_a_message_reaches_the_centre_and_its_report_reaches_us(centre, way):
    a_message()
    assert send_waiting(way) == 1
    assert centre.delivered() == [
        ("84912345678", "An Toan: day la tin nhan thu luc k1. Ban khong can lam gi.")
    ]
    row = Message.objects.get()
    assert (row.state, row.gateway, row.reference[0]) == (MessageState.SENT, "smpp", "m")
    centre.ask(report="84912345678", stat="DELIVRD")
    heard(way, lambda: state() is MessageState.DELIVERED)
    centre.until(lambda: centre.acknowledged() == ["ESME_ROK"])


def test_a_whole_window_leaves_over_one_line_in_marks_and_in_parts(centre, way, settings):
    long = "Chúc bà khỏe. " * 12
    messages = [
        Sms(uuid7(), f"+8491000{number:04}", text)
        for number, text in enumerate(("Xin chao", "Khoẻ ạ?", long), 1)
    ]
    assert [one.kind for one in way.send(messages)] == [OutcomeKind.TAKEN] * 3
    centre.until(lambda: len(centre.delivered()) >= 5)
    texts = {}
    for to, text in centre.delivered():
        texts[to] = texts.get(to, "") + text
    assert list(texts.values()) == ["Xin chao", "Khoẻ ạ?", long]
    asked = [one["reports"] for one in centre.said if one.get("to") == "84910000003"]
    assert asked[-1] == 1
    assert set(asked[:-1]) == {0}


@pytest.mark.parametrize(("end", "kind"), [("404", OutcomeKind.REFUSED), ("503", OutcomeKind.AWAY)])
def test_what_the_centre_refuses_and_what_it_puts_off(way, end, kind):
    (outcome,) = way.send([Sms(uuid7(), f"+84912345{end}", "x")])
    assert (outcome.kind, "answered 0x" in outcome.error) == (kind, True)


def test_a_centre_that_gives_no_answer_leaves_the_message_in_doubt_until_its_report(centre, way, monkeypatch):
    monkeypatch.setattr("antoan.domains.messaging.gateways.smpp.ANSWER_SECONDS_MAX", 0.3)
    a_message(number="+84912345000")
    send_waiting(way)
    assert state() is MessageState.SENDING
    assert Message.objects.get().last_error == "the operator's centre gave no answer"


@pytest.mark.parametrize("with_ref", [True, False])
def test_a_report_ends_the_doubt_about_a_message_whose_name_we_never_learned(centre, way, with_ref):
    a_message()
    send_waiting(way)
    Message.objects.update(state=MessageState.SENDING, reference="", gateway="")  # As if we had fallen then.
    centre.ask(report="84912345678", stat="DELIVRD", ref=with_ref)
    heard(way, lambda: state() is MessageState.DELIVERED)


def test_silence_is_no_sign_before_the_operator_must_have_given_up(way):
    assert way.trace([Sms(uuid7(), NUMBER, "x")]) == [Trace.SILENT]
    assert way.settles_after > timedelta(hours=12)


def test_what_people_write_comes_in_once_with_its_marks(centre, way):
    way.listen(0)
    centre.ask(**{"from": "84900000001", "text": "MAU"})
    centre.ask(**{"from": "84900000001", "text": "MAU"})
    centre.ask(**{"from": "84900000002", "text": "KB sốt, ho", "marks": True})
    heard(way, lambda: Incoming.objects.count() == 2)
    centre.until(lambda: centre.acknowledged() == ["ESME_ROK"] * 3)
    assert {row.number: row.text for row in Incoming.objects.all()} == {
        "+84900000001": "MAU",
        "+84900000002": "KB sốt, ho",
    }


def test_what_cannot_be_kept_now_is_not_acknowledged_so_that_it_comes_again(centre, monkeypatch):
    def fail(*_, **__):
        raise OperationalError

    monkeypatch.setattr("antoan.domains.messaging.services.hearing.receive_sms", fail)
    way = a_way(centre.url)
    way.listen(0)
    centre.ask(**{"from": "84900000001", "text": "MAU"})
    heard(way, lambda: centre.acknowledged() == ["ESME_RX_T_APPN"])
    way.close()


def test_a_line_that_breaks_is_taken_up_again(centre, way):
    way.listen(0)
    centre.ask(hang_up=True)
    for _ in range(20):
        way.listen(0.05)
    (outcome,) = way.send([Sms(uuid7(), NUMBER, "x")])
    assert outcome.kind is OutcomeKind.TAKEN


def test_a_wrong_password_and_a_centre_that_is_down_are_said_plainly(centre):
    wrong = a_way(centre.url.replace("bimat", "khac"))
    with pytest.raises(GatewayUnusable, match="does not let us in"):
        wrong.check()
    away = a_way("smpp://antoan:bimat@127.0.0.1:1/")
    assert away.send([Sms(uuid7(), NUMBER, "x")])[0].kind is OutcomeKind.AWAY
    away.listen(0)
    assert "lets us in" in a_way(centre.url).check()


def test_a_sender_that_was_held_up_submits_nothing(centre, way):
    (outcome,) = way.send([Sms(uuid7(), NUMBER, "x", Kind.NOTICE, None, clock.now() - timedelta(seconds=1))])
    assert (outcome.kind, centre.delivered()) == (OutcomeKind.AWAY, [])
