"""Operators, wards and citizens use their message pages, as a browser without JavaScript does."""

import time
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.codes import short
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.codes.spoken import WRONG_PER_ACCOUNT_HOUR_MAX
from antoan.domains.messaging.gateways import NullGateway
from antoan.domains.messaging.models import DaySpending, Message
from antoan.domains.messaging.services import queue_message, send_waiting, stop_person
from antoan.domains.messaging.services.testing import TESTS_A_DAY_MAX
from antoan.domains.messaging.values import Outcome, OutcomeKind
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import register_person
from antoan.domains.people.values import Birth, DocumentKind, NewPerson, Paper
from antoan.domains.textline.models import Application
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.sms import GRANNYS, answered, answers, send_us

pytestmark = pytest.mark.django_db
PERSON = {
    "do": "complete", "full_name": "Trần Thị Bảy", "birth": "1950", "gender": "female", "kind": "cccd",
    "number": "079150001234",
}  # fmt: skip


@pytest.fixture(autouse=True)
def autumn():
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 22, 5, tzinfo=UTC), tick=True):
        yield


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def desk_of(role: str, ward_id: int | None = None) -> Client:
    kind = ScopeKind.AREA if ward_id else ScopeKind.CITY
    return signed_in(a_colleague(role, scope_kind=kind, scope_id=ward_id))


def phone_of(person) -> Client:
    return signed_in(a_colleague("citizen", scope_kind=ScopeKind.SELF, person_id=person.id))


def text_of(answer) -> str:
    return answer.content.decode()


class Refusing(NullGateway):
    def send_one(self, sms):
        return Outcome(OutcomeKind.REFUSED, error="no such number")


def a_message(key: str, number: str = GRANNYS, **known) -> None:
    values = {"number": "AB12-CD3"}
    queue_message(number=number, template="corrections.refused", values=values, key=key, **known)


def test_the_operator_sees_counts_cost_and_trouble_but_no_number_and_no_text():
    a_message("k1")
    send_waiting(Refusing())
    a_message("k2", "+84987654321")
    send_waiting(NullGateway())
    page = text_of(desk_of("operator").get("/desk/messages/"))
    assert "*******678" in page
    assert "no such number" in page
    assert "corrections.refused" in page
    assert "12345678" not in page
    assert "AB12-CD3" not in page
    assert DaySpending.objects.get().cost == 350
    assert ">350<" in page


def test_a_spent_budget_is_an_alarm_on_the_desk(settings):
    settings.SMS_PARTS_PER_DAY = 0
    desk = desk_of("operator")
    a_message("k1", campaign="f1-2026-11-22")
    assert "đã hết" not in text_of(desk.get("/desk/messages/"))
    send_waiting(NullGateway())
    assert "Ngân sách tin nhắn hôm nay đã hết." in text_of(desk.get("/desk/messages/"))


def test_a_test_message_is_sent_and_how_many_is_bounded():
    desk = desk_of("operator")
    assert "không phải số điện thoại" in text_of(desk.post("/desk/messages/", {"number": "12"}))
    for _ in range(TESTS_A_DAY_MAX):
        assert desk.post("/desk/messages/", {"number": "0912 345 678"}).status_code == 302
    late = desk.post("/desk/messages/", {"number": "0912 345 678"})
    assert (late.status_code, "đủ tin thử" in text_of(late)) == (409, True)
    assert Message.objects.count() == TESTS_A_DAY_MAX
    trail = TrailEntry.objects.filter(action="messaging.test")
    assert {entry.object_id for entry in trail} == {"*******678"}


def test_a_citizen_reads_what_was_sent_and_switches_it_off_and_on():
    person = a_person()
    phone = phone_of(person)
    a_message("k1", person_id=person.id)
    a_message("other", person_id=person.id + 1)
    page = text_of(phone.get("/me/records/messages"))
    assert page.count("AB12-CD3") == 1
    assert "Bạn đang nhận tin báo" in page
    phone.post("/me/records/messages", {"do": "stop"})
    assert "Bạn đang không nhận tin báo" in text_of(phone.get("/me/records/messages"))
    a_message("k2", person_id=person.id)
    assert Message.objects.get(key="k2").state == "muted"
    phone.post("/me/records/messages", {"do": "start"})
    assert "Bạn đang nhận tin báo" in text_of(phone.get("/me/records/messages"))
    assert phone.post("/me/records/messages", {"do": "nonsense"}).status_code == 302


def test_the_ward_completes_a_registration_by_sms_and_the_code_goes_out():
    home = ward("26740").id
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    desk = desk_of("ward_officer", home)
    page = text_of(desk.get("/desk/registrations/"))
    assert "Trần Thị Bảy, 1950, Sài Gòn" in page
    assert "*******678" in page
    path = f"/desk/registrations/{Application.objects.get().pk}/"
    assert "0912345678" in text_of(desk.get(path))
    assert desk.post(path, PERSON | {"ward": home}).status_code == 302
    assert answers()[-1].startswith("Dang ky xong cho T.T. Bay. Ma ngan: ")
    assert "Không có ai đang chờ." in text_of(desk.get("/desk/registrations/"))
    assert desk.get(path).status_code == 409


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"full_name": ""}, "Hãy điền: Họ và tên, như trên giấy tờ"), ({"full_name": "12"}, "Tên chưa đúng"), ({"birth": "31/02/1950"}, "Ngày sinh chưa đúng"),
        ({"number": "12"}, "không đúng với loại giấy tờ"), ({"kind": "x"}, "Chưa xong"), ({"ward": "987654"}, "Chưa xong"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_beside_its_field_and_nothing_is_registered(change, said):
    home = ward("26740").id
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    desk = desk_of("ward_officer", home)
    answer = desk.post(
        f"/desk/registrations/{Application.objects.get().pk}/", PERSON | {"ward": home} | change
    )
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert Application.objects.get().state == "open"


def test_a_paper_of_somebody_else_is_told_and_registers_nobody():
    home = ward("26740").id
    register_person(
        actor=SYSTEM,
        person=NewPerson(
            "Lê Văn Tám", Birth(date(1948, 1, 2)), documents=(Paper(DocumentKind.CCCD, "079150001234"),)
        ),
    )
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    answer = desk_of("ward_officer", home).post(
        f"/desk/registrations/{Application.objects.get().pk}/", PERSON | {"ward": home}
    )
    assert "đã thuộc về người khác" in text_of(answer)


def test_another_wards_home_cannot_be_chosen_past_ones_right():
    home, elsewhere = ward("26740").id, ward("25747").id
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    answer = desk_of("ward_officer", home).post(
        f"/desk/registrations/{Application.objects.get().pk}/", PERSON | {"ward": elsewhere}
    )
    assert "chỉ đăng ký được người ở địa bàn của mình" in text_of(answer)
    assert Application.objects.get().state == "open"


def test_the_city_hands_on_what_names_no_ward():
    home = ward("26740").id
    send_us("DK Trần Thị Bảy, 1950")
    city = desk_of("city_health")
    path = f"/desk/registrations/{Application.objects.get().pk}/"
    page = text_of(city.get(path))
    assert "Chuyển về phường, xã" in page
    assert "Đăng ký và nhắn mã" not in page
    assert city.post(path, {"do": "assign", "ward": home}).status_code == 302
    assert city.post(path, {"do": "assign", "ward": "x"}).status_code == 404
    assert Application.objects.get().ward_id == home


def test_a_registration_that_leads_nowhere_is_closed_with_a_reason():
    home = ward("26740").id
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    desk = desk_of("ward_officer", home)
    path = f"/desk/registrations/{Application.objects.get().pk}/"
    assert "Hãy ghi lý do" in text_of(desk.post(path, {"do": "close", "because": ""}))
    assert desk.post(path, {"do": "close", "because": "không ai nghe máy"}).status_code == 302
    assert Application.objects.get().state == "closed"


def test_a_spoken_code_shows_as_much_as_a_gate_does():
    person = a_person("Nguyễn Văn An", date(1990, 2, 1))
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person)).short_code
    desk = desk_of("helper")
    page = text_of(desk.post("/desk/code/", {"code": short.show(code)}))
    assert "N.V. An" in page
    assert "1990" in page
    assert "Nguyễn Văn" not in page
    assert person.documents[0].number not in page
    assert TrailEntry.objects.filter(action="people.glimpse.read", person_id=person.id).count() == 1


def test_wrong_codes_at_a_desk_are_told_apart_only_by_their_check_symbol_and_bounded():
    desk = desk_of("helper")
    assert "Mã gõ sai" in text_of(desk.post("/desk/code/", {"code": "0000-0000-1"}))
    for _ in range(WRONG_PER_ACCOUNT_HOUR_MAX):
        assert "không của ai" in text_of(desk.post("/desk/code/", {"code": short.new()}))
    stopped = desk.post("/desk/code/", {"code": short.new()})
    assert (stopped.status_code, "quá nhiều mã sai" in text_of(stopped)) == (429, True)


def test_a_stop_by_sms_shows_on_the_operators_desk_as_a_count():
    answered("DUNG")
    stop_person(actor=SYSTEM, person_id=a_person().id)
    page = text_of(desk_of("operator").get("/desk/messages/"))
    assert page.count("<dd>1</dd>") >= 3  # A number, a person, and what came in today.
