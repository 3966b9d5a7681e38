"""Messages go through a real Kannel to its own fake operator, and reports and answers come back through our doors."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from antoan.domains.codes import short
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.declarations.models import Declaration
from antoan.domains.messaging.doors import incoming_url, report_url
from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways.address import read_address
from antoan.domains.messaging.gateways.kannel import KannelGateway
from antoan.domains.messaging.models import Incoming, Message
from antoan.domains.messaging.services import queue_message, send_waiting
from antoan.domains.messaging.values import Kind, MessageState, OutcomeKind, Sms, Trace
from antoan.domains.people.heads import head_of
from antoan.domains.policy.services import publish_shipped
from antoan.domains.textline.models import Application
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from antoan.kit.ids import uuid7
from bench import kannel as running
from tests.factories.sms import somebody_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
ROOT = Path(__file__).resolve().parents[3]
NUMBER = "+84912345678"
SECONDS_MAX = 120  # No test here measures time; a busy machine is not a fault.


@pytest.fixture(autouse=True)
def doors(settings, live_server):
    settings.SMS_CALLBACK_URL = live_server.url
    settings.SMS_QUIET = "00:00-00:00"


@pytest.fixture
def kannel(tmp_path, doors):
    with running.kannel(tmp_path / "kannel", incoming_url=incoming_url()) as started:
        yield started


@pytest.fixture
def way_of():
    """Make gateways, and close them after the test."""
    made: list[KannelGateway] = []

    def make(kannel, url: str = "", reports=report_url) -> KannelGateway:
        made.append(KannelGateway(read_address(url or kannel.url), sender="", report_url=reports))
        return made[-1]

    yield make
    for one in made:
        one.close()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def a_message(key: str, number: str = NUMBER, **known) -> None:
    values = {"time": key}
    queue_message(number=number, template="messages.test", values=values, key=key, **known)


def states() -> list[str]:
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_a_message_reaches_the_operator_and_its_report_reaches_us(kannel, way_of):
    kannel.connect_operator()
    a_message("k1")
    assert send_waiting(way_of(kannel)) == 1
    until(lambda: states() == [MessageState.DELIVERED])
    assert kannel.delivered() == [(NUMBER, "An Toan: day la tin nhan thu luc k1. Ban khong can lam gi.")]
    row = Message.objects.get()
    assert row.sent_at <= row.reported_at


def test_marks_arrive_when_the_city_pays_for_them(kannel, way_of, settings):
    settings.SMS_WITH_MARKS = True
    kannel.connect_operator()
    a_message("k1")
    send_waiting(way_of(kannel))
    until(lambda: states() == [MessageState.DELIVERED])
    assert kannel.delivered() == [(NUMBER, "An Toàn: đây là tin nhắn thử lúc k1. Bạn không cần làm gì.")]


def test_what_kannel_holds_for_an_absent_operator_is_not_sent_again(kannel, way_of):
    way = way_of(kannel)
    sms = Sms(uuid7(), NUMBER, "x")
    assert way.trace([sms]) == [Trace.SILENT]
    with pytest.raises(GatewayUnusable, match="no connection to an operator"):
        way.check()
    (outcome,) = way.send([sms])
    assert outcome.kind is OutcomeKind.TAKEN
    assert way.trace([sms]) == [Trace.UNKNOWN]
    kannel.stop("bearerbox", kill=True)
    assert way.trace([sms]) == [Trace.UNKNOWN]  # Nobody to ask.
    kannel.start("bearerbox")
    assert way.trace([sms]) == [Trace.UNKNOWN]  # Its store survived.
    kannel.connect_operator()
    until(lambda: way.trace([sms]) == [Trace.SILENT])
    assert kannel.delivered() == [(NUMBER, "x")]
    assert "1 connections online" in way.check()


def test_a_kannel_that_is_down_is_tried_again(kannel, way_of):
    kannel.stop("smsbox")
    a_message("k1")
    send_waiting(way_of(kannel))
    row = Message.objects.get()
    assert (row.state, row.spent_on) == (MessageState.WAITING, None)
    assert row.last_error.startswith("Kannel does not answer")
    kannel.start("smsbox")
    kannel.connect_operator()
    Message.objects.update(due_at=clock.now())
    send_waiting(way_of(kannel))
    until(lambda: states() == [MessageState.DELIVERED])


def test_a_wrong_password_fails_no_message(kannel, way_of):
    way = way_of(kannel, kannel.url.replace("mat-khau-gui", "khac"))
    (outcome,) = way.send([Sms(uuid7(), NUMBER, "x")])
    assert (outcome.kind, "403" in outcome.error) == (OutcomeKind.AWAY, True)
    wrong = way_of(kannel, kannel.url.replace("mat-khau-xem", "khac"))
    assert wrong.trace([Sms(uuid7(), NUMBER, "x")]) == [Trace.UNKNOWN]
    with pytest.raises(GatewayUnusable, match="status password"):
        wrong.check()


def test_without_the_status_password_nothing_in_doubt_is_ever_sent_again(kannel, way_of):
    way = way_of(kannel, kannel.url.replace("&status-password=mat-khau-xem", ""))
    assert way.trace([Sms(uuid7(), NUMBER, "x")]) == [Trace.UNKNOWN]
    assert "stay uncertain" in way.check()


def test_a_sender_that_was_held_up_leaves_the_message_to_others(kannel, way_of):
    sms = Sms(uuid7(), NUMBER, "x", Kind.NOTICE, None, clock.now() - timedelta(seconds=1))
    (outcome,) = way_of(kannel).send([sms])
    assert (outcome.kind, outcome.error) == (OutcomeKind.AWAY, "we were too slow")


def test_a_gateway_that_falls_silent_leaves_the_message_in_doubt(kannel, way_of):
    class Silent(BaseHTTPRequestHandler):
        def do_GET(self):
            self.close_connection = True

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Silent) as server:
        Thread(target=server.handle_request, daemon=True).start()
        url = f"kannel://a:b@127.0.0.1:{server.server_port}/"
        (outcome,) = way_of(kannel, url).send([Sms(uuid7(), NUMBER, "x")])
    assert outcome.kind is OutcomeKind.SILENT


def test_a_report_that_finds_our_door_closed_comes_again(kannel, way_of):
    """What decision 0009 rests on: Kannel keeps trying its reports."""
    came: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            came.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    port = running.free_port()
    way = way_of(kannel, reports=lambda ref: f"http://127.0.0.1:{port}/{ref}?kind=%d")
    kannel.connect_operator()
    sms = Sms(uuid7(), NUMBER, "x")
    way.send([sms])
    until(lambda: kannel.delivered() == [(NUMBER, "x")])
    time.sleep(1.5)
    with HTTPServer(("127.0.0.1", port), Door) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        until(lambda: {f"/{sms.ref}?kind=8", f"/{sms.ref}?kind=1"} <= set(came))
        server.shutdown()


def test_what_people_send_comes_in_with_its_marks(kannel):
    marks = "KB sốt, ho"
    coded = "".join(f"%{byte:02X}" for byte in marks.encode("utf-16-be"))
    kannel.connect_operator("+84900000001 1022 text mau", f"+84900000002 1022 ucs2 {coded}")
    until(lambda: Incoming.objects.count() == 2)
    came = {row.number: row.text for row in Incoming.objects.all()}
    assert came == {"+84900000001": "mau", "+84900000002": marks}


def test_a_plain_telephone_asks_declares_and_registers_without_the_internet(kannel, way_of):
    publish_shipped(actor=SYSTEM)
    granny = somebody_on("+84900000001", "Trần Thị Bảy")
    code = short.show(issue_personal_code(actor=SYSTEM, subject=head_of(granny)).short_code)
    said = ("ma", "mau", "kb+ok", "dung", "tg")
    kannel.connect_operator(
        *(f"+84900000001 1022 text {words}" for words in said),
        "+84900000002 1022 text dk+Vo+Thi+Sau,+1950,+Ben+Thanh",
    )
    way = way_of(kannel)

    def told() -> dict[str, str]:
        """What the operator got for each number and template so far, as the worker would have sent it."""
        deliver_waiting()
        send_waiting(way)
        return {text[:14]: number for number, text in kannel.delivered()}

    until(lambda: len(told()) == len(said) + 1)
    assert told() == {
        f"Ma ngan: T.T. Bay {code}"[:14]: "+84900000001",
        "T.T. Bay: mau ": "+84900000001",
        "Da ghi T.T. Ba": "+84900000001",
        "So nay khong n": "+84900000001",
        "An Toan: MA la": "+84900000001",
        "Da nhan dang k": "+84900000002",
    }
    assert any(code in text for _, text in kannel.delivered())
    assert (Declaration.objects.get().person_id, Application.objects.get().number) == (
        granny.id,
        "+84900000002",
    )


def test_senders_killed_in_the_middle_leave_nothing_twice_and_nothing_behind(kannel, live_server):
    """The short form of `antoan bench sms`."""
    kannel.connect_operator()
    numbers = [f"+8491{number:07}" for number in range(600)]
    for place, number in enumerate(numbers):
        a_message(f"k{place}", number)
    assert killed_senders(kannel, live_server.url, kills=12)["kills"] == 12
    mine = Message.objects.filter(key__startswith="k")
    until(lambda: set(mine.values_list("state", flat=True)) == {MessageState.DELIVERED})
    assert sorted(number for number, _ in kannel.delivered() if number.startswith("+8491")) == numbers


def killed_senders(kannel, url: str, *, kills: int) -> dict[str, float]:
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
        "ANTOAN_DATABASE_URL": "postgresql://{USER}:{PASSWORD}@/{NAME}?host={HOST}".format(**database),
        "ANTOAN_SMS": kannel.url,
        "ANTOAN_SMS_CALLBACK": url,
        "ANTOAN_SMS_QUIET": "00:00-00:00",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.sms_sender", str(kills), str(SECONDS_MAX)],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
