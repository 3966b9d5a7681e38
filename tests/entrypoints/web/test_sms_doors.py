"""Only the gateway comes in at the SMS doors; whatever it sends twice is once, and nothing it sends breaks them."""

import base64

import pytest
from django.test import Client

from antoan.domains.messaging.doors import GATEWAY_USER, incoming_url, report_url
from antoan.domains.messaging.gateways import NullGateway
from antoan.domains.messaging.models import Incoming, Message
from antoan.domains.messaging.services import queue_message, send_waiting
from antoan.kit.ids import uuid7

pytestmark = pytest.mark.django_db
FROM = "+84912345678"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def knock(
    client, text: bytes = b"MAU", *, secret: str | None = None, number: str = FROM, id_: str = "m1", **more
):
    from django.conf import settings

    said = f"{GATEWAY_USER}:{settings.SMS_SECRET if secret is None else secret}"
    headers = {"Authorization": "Basic " + base64.b64encode(said.encode()).decode(), "X-Kannel-From": number}
    more.setdefault("content_type", 'text/plain; charset="UTF-8"')
    return client.post(f"/sms/incoming?id={id_}", text, headers=headers | more.pop("headers", {}), **more)


def test_a_message_is_kept_once_and_nothing_is_said_back(client):
    for _ in range(2):
        answer = knock(client, "KB sốt".encode())
        assert (answer.status_code, answer.content) == (200, b"")
    row = Incoming.objects.get()
    assert (row.number, row.text, row.gateway, row.reference) == (FROM, "KB sốt", "kannel", "m1")


def test_vietnamese_letters_come_in_as_kannel_writes_them(client):
    knock(client, "Mã".encode("utf-16-be"), content_type='text/plain; charset="UTF-16BE"')
    assert Incoming.objects.get().text == "Mã"


@pytest.mark.parametrize("secret", ["", "x", "x" * 43])
def test_without_the_secret_there_is_nothing_here(client, secret):
    assert knock(client, secret=secret).status_code == 404
    assert client.post("/sms/incoming?id=1").status_code == 404
    assert client.get("/sms/incoming?id=1").status_code == 404
    assert not Incoming.objects.exists()


@pytest.mark.parametrize(
    "authorization", ["Basic", "Basic !", "Basic " + base64.b64encode(b"\xff:\xff").decode(), "Bearer x", ""]
)
def test_a_broken_authorization_is_none(client, authorization):
    assert knock(client, headers={"Authorization": authorization}).status_code == 404


@pytest.mark.parametrize(
    ("number", "id_"),
    [("VIETTEL", "m1"), ("", "m1"), (FROM, ""), (FROM, "x" * 81), ("+", "m1"), ("1" * 40, "m1")],
)
def test_what_nobody_can_answer_is_refused_and_not_kept(client, number, id_):
    assert knock(client, number=number, id_=id_).status_code == 422
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", b"x" * 100_000, b"a\0b", b"\r\n" * 50])
def test_odd_texts_are_kept_cut_and_harmless(client, text):
    assert knock(client, text).status_code == 200
    assert len(Incoming.objects.get().text) <= 500


def test_numbers_come_in_one_form(client):
    for place, number in enumerate(("84912345678", "0912345678", "+84912345678")):
        knock(client, number=number, id_=f"m{place}")
    assert {row.number for row in Incoming.objects.all()} == {FROM}


def test_a_report_opens_only_its_own_door(client):
    for key in ("k1", "k2"):
        queue_message(number=FROM, template="messages.test", values={"time": key}, key=key)
    send_waiting(NullGateway())
    one, two = Message.objects.order_by("id")
    path = report_url(one.ref).partition("/sms/")[2].partition("?")[0]
    proof = path.rpartition("/")[2]
    assert client.get(f"/sms/{path}?kind=1").status_code == 200
    assert client.get(f"/sms/reports/{two.ref}/{proof}?kind=1").status_code == 404
    assert client.get(f"/sms/reports/{one.ref}/{proof[:-1]}?kind=1").status_code == 404
    assert dict(Message.objects.values_list("key", "state")) == {"k1": "delivered", "k2": "sent"}


def test_a_report_of_an_erased_message_is_taken_so_that_it_does_not_come_for_a_day(client):
    path = report_url(uuid7()).partition("/sms/")[2].partition("?")[0]
    assert client.get(f"/sms/{path}?kind=1").status_code == 200


@pytest.mark.parametrize("kind", ["", "0", "3", "x", "99999", "-1", "１"])
def test_a_report_of_no_kind_is_no_page(client, kind):
    path = report_url(uuid7()).partition("/sms/")[2].partition("?")[0]
    assert client.get(f"/sms/{path}?kind={kind}").status_code == 404


def test_the_incoming_address_carries_the_secret_for_kannel_alone(settings):
    settings.SMS_CALLBACK_URL = "https://antoan.example"
    assert incoming_url() == f"https://{GATEWAY_USER}:{settings.SMS_SECRET}@antoan.example/sms/incoming?id=%I"
