"""A reception as a browser without JavaScript uses it: one scan, the form for who has not declared, numbers called."""

import re
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.declarations.models import Declaration
from antoan.domains.policy.services import publish_shipped
from antoan.domains.reception.models import Desk, Ticket
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.declarations import ALL_NO, FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_gate, a_spot
from tests.factories.reception import a_desk
from tests.factories.units import a_place_of, a_unit
from tests.factories.vaccination import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    cache.clear()
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=True):
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield


@pytest.fixture
def unit():
    return a_unit("Bệnh viện")


@pytest.fixture
def gate(unit):
    return a_gate(a_spot(a_place_of(unit)))


@pytest.fixture
def address(unit, gate):
    return f"/clinic/reception/{a_desk(unit.id, gate.id).id}/"


@pytest.fixture
def clerk(unit):
    account = a_colleague("clinic_staff", scope_kind=ScopeKind.UNIT, scope_id=unit.id)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def who_declared(answers=ALL_NO, name="Nguyễn Văn An"):
    person = a_person(name)
    a_declaration(person.id, answers, actor=citizen(person.id))
    return person


def page(answer, status=200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_reception_is_set_up_at_a_gate_of_its_unit(clerk, gate):
    fields = {"do": "open", "gate_id": gate.id, "name": "Cổng A", "room": "Phòng 1", "room_apart": "Lều số 2"}
    assert clerk.post("/clinic/reception/", fields).status_code == 302
    assert Desk.objects.get().room_apart == "Lều số 2"
    page(clerk.post("/clinic/reception/", fields | {"room_apart": "Phòng 1"}), 422)
    foreign = a_gate(a_spot(a_place_of(a_unit("Khác"))))
    page(clerk.post("/clinic/reception/", fields | {"gate_id": foreign.id}), 422)


def test_one_scan_gives_a_number(clerk, address):
    text = page(clerk.post(address, {"code": code_of(who_declared())}))
    assert "A001" in text
    assert "Hàng thường (1)" in text


def test_whoever_may_infect_others_is_sent_apart_with_the_reason_for_staff_only(clerk, address):
    text = page(clerk.post(address, {"code": code_of(who_declared(FEVER))}))
    assert "B001" in text
    assert "Lều số 2 · tờ khai có yếu tố nguy cơ" in text
    clerk.post(address, {"do": "call", "flow": "apart"})
    board = page(clerk.get(f"{address}board"))
    assert "B001" in board
    assert "Lều số 2" in board
    assert "N.V. An" not in board
    assert "yếu tố nguy cơ" not in board


def test_who_has_not_declared_is_asked_and_then_gets_a_number(clerk, address):
    code = code_of(a_person())
    asked = page(clerk.post(address, {"code": code}))
    assert "Người này chưa khai báo y tế gần đây" in asked
    number = re.search(r'name="declaration" value="([0-9a-f-]{36})"', asked)[1]
    sent = {"code": code, "step": "declare", "declaration": number, "q-signs": "false"}
    assert "Còn câu chưa trả lời đúng" in page(clerk.post(address, sent), 422)
    sent |= {"q-reason": "care", "q-contact": "false", "q-outbreakArea": "false"}
    assert "A001" in page(clerk.post(address, sent))
    assert str(Declaration.objects.get().pk) == number
    assert "A001" in page(clerk.post(address, sent))
    assert Ticket.objects.count() == 1


def test_the_kiosk_shows_nobody_but_who_scans(clerk, address):
    clerk.post(address, {"code": code_of(who_declared(name="Trần Thị Bình"))})
    text = page(clerk.post(f"{address}kiosk", {"code": code_of(who_declared(FEVER))}))
    assert "B001" in text
    assert "Lều số 2" in text
    assert "T.T. Bình" not in text
    assert "N.V. An" not in text
    assert "yếu tố nguy cơ" not in text
    assert "Bạn chưa khai báo y tế" in page(clerk.post(f"{address}kiosk", {"code": code_of(a_person())}))
    assert "Mã này không của ai" in page(clerk.post(f"{address}kiosk", {"code": "x"}), 422)


def test_numbers_are_called_and_let_go(clerk, address):
    clerk.post(address, {"code": code_of(who_declared())})
    assert clerk.post(address, {"do": "call", "flow": "usual"}).status_code == 302
    text = page(clerk.get(address))
    assert "Mời số A001, N.V. An, đến Phòng 1." in text
    ticket = Ticket.objects.get()
    assert clerk.post(address, {"do": "done", "ticket": ticket.pk}).status_code == 302
    assert "Đã gọi" not in page(clerk.get(address))
    clerk.post(address, {"do": "call", "flow": "usual"})
    assert "Hàng này không còn ai chờ" in page(clerk.get(address))
    assert clerk.post(address, {"do": "done", "ticket": "x"}).status_code == 404


def test_another_units_reception_is_not_there(clerk):
    other = a_unit("Khác")
    desk = a_desk(other.id, a_gate(a_spot(a_place_of(other))).id)
    for path in ("", "kiosk", "board", "board/rows"):
        assert clerk.get(f"/clinic/reception/{desk.id}/{path}").status_code == 404
