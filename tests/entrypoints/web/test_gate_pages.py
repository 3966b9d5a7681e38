import json
import re
from datetime import timedelta

import pytest

from antoan.domains.places import services
from antoan.domains.places.queries import devices_of_gate
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.factories.places import a_gate

pytestmark = pytest.mark.django_db


def ticket_for(gate, *, made=timedelta()):
    return services.make_enrolment_ticket(actor=SYSTEM, gate_id=gate.id, at=clock.now() + made).secret


def redeem(client, body):
    text = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(
        "/gate/enrol/redeem", text, content_type="application/json", headers={"Accept": "application/json"}
    )


def test_ticket_makes_a_device_of_its_gate_and_names_the_gate(client):
    gate = a_gate()
    answer = redeem(client, {"secret": ticket_for(gate), "device_name": "Máy bảo vệ"})
    body = answer.json()
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert body["gate"] == {"id": gate.id, "name": gate.name, "mode": "auto"}
    assert body["place"]["name"] == gate.place_name
    assert len(body["token"]) >= 40
    assert [device.name for device in devices_of_gate(SYSTEM, gate.id)] == ["Máy bảo vệ"]


def test_ticket_works_once(client):
    secret = ticket_for(a_gate())
    assert redeem(client, {"secret": secret, "device_name": "Một"}).status_code == 200
    again = redeem(client, {"secret": secret, "device_name": "Hai"})
    assert (again.status_code, again.json()["code"]) == (404, "places:ticket:refused")


def test_expired_ticket_is_refused_as_an_unknown_one_is(client):
    expired = redeem(
        client, {"secret": ticket_for(a_gate(), made=-timedelta(minutes=10)), "device_name": "x"}
    )
    unknown = redeem(client, {"secret": "khongcomabimat" * 3, "device_name": "x"})
    assert (expired.status_code, expired.json()) == (unknown.status_code, unknown.json())


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "nonsense",
        "{}",
        b"\xff\xfe",
        {"secret": 1, "device_name": "x"},
        {"secret": "x"},
        "9" * 5000,
        "[" * 4000,
        r'{"secret": "\ud800", "device_name": "x"}',
        r'{"secret": "x", "device_name": "\ud800"}',
    ],
)
def test_unreadable_redemption_is_a_clear_400(client, body):
    answer = redeem(client, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "gate:redemption:unreadable")


def test_gate_page_holds_every_word_its_scripts_say(client):
    page = client.get("/gate/").content.decode()
    config = json.loads(re.search(r'id="gate-config" type="application/json">(.*?)</script>', page)[1])
    assert config["texts"]["colour_green"] == "Xanh"
    assert len(config["lines"]["steps_red"]) >= 3
    assert config["addresses"]["reader"].endswith("zxing_reader.wasm")


def test_gate_speaks_the_readers_language(client):
    client.post("/language", {"language": "en", "next": "/gate/"})
    assert '<html lang="en"' in client.get("/gate/").content.decode()


def test_service_worker_keeps_page_scripts_and_reader(client):
    worker = client.get("/gate/worker.js").content.decode()
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", worker)[1])
    assert files[0] == "/gate/"
    for kept in ("gate.js", "gate.css", "zxing_reader.wasm", "be-vietnam-pro-400.woff2"):
        assert any(name.endswith(kept) for name in files), kept


def test_gate_can_be_installed(client):
    manifest = client.get("/gate/manifest.webmanifest")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == manifest.json()["scope"] == "/gate/"
    assert {icon["sizes"] for icon in manifest.json()["icons"]} == {"192x192", "512x512"}
