"""The ward's desk of people at home and one's own page, as a browser without JavaScript uses them."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.care.models import Call, Episode
from antoan.domains.care.queries import certificate_of
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.services import escalate_late
from antoan.domains.people.services import add_dependant
from antoan.domains.policy.services import publish_shipped
from antoan.domains.records.values import TestKind, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.entrypoints.web.test_correcting_pages import desk_of, phone_of
from tests.factories.areas import ward
from tests.factories.care import FIT, LOW_OXYGEN, WELL, somebody_at_home, told
from tests.factories.people import a_person
from tests.factories.records import a_case, a_test

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)
FORM = {f"q-{name}": str(answer).lower() for name, answer in WELL.items()}


@pytest.fixture(autouse=True)
def spring_2026():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as travel:
        publish_shipped(actor=SYSTEM)
        yield travel


@pytest.fixture
def desk() -> Client:
    return desk_of("ward_officer", ward().id)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_from_the_list_of_cases_to_the_list_of_people_at_home(desk):
    case = a_case(a_person("Nguyễn Văn An", ward_id=ward().id).id, clock.today())
    assert "N.V. An" in text_of(desk.get("/desk/care/waiting/"))
    address = f"/desk/care/cases/{case.id}/"
    assert "SpO2 (%) khi thở không khí thường" in text_of(desk.get(address))
    refused = desk.post(address, FIT | {"spo2": "93"})
    assert refused.status_code == 409
    assert "SpO2 từ 96 % trở xuống" in text_of(refused)
    assert 'value="93"' in refused.content.decode()
    assert desk.post(address, {}).status_code == 422
    impossible = desk.post(address, FIT | {"spo2": "101", "mild": ""})
    assert re.findall(r'error-message" id="fault-(\w+)">([^<]+)', impossible.content.decode()) == [
        ("mild", "Hãy chọn có hoặc không."),
        ("spo2", "Hãy ghi số từ 50 đến 100."),
    ]
    opened = desk.post(address, FIT | {"team": "Đội 2"})
    assert opened.headers["Location"] == f"/desk/care/{Episode.objects.get().pk}/"
    page = text_of(desk.get("/desk/care/"))
    assert "N.V. An" in page
    assert "Đội 2" in page
    assert "Không có ca nào." in text_of(desk.get("/desk/care/waiting/"))


def test_an_alarm_is_acknowledged_called_and_closed_on_the_person_s_page(desk):
    person, episode = somebody_at_home(ward_id=ward().id, phones=("+84912777555",))
    told(person.id, LOW_OXYGEN)
    page, number = f"/desk/care/{episode.id}/", Task.objects.get().pk
    shown = desk.get(page)
    assert "Chưa ai nhận. Nhận trước 10:15 10/03." in text_of(shown)
    assert "SpO2 từ 96 % trở xuống" in text_of(shown)
    assert 'href="tel:0912777555"' in shown.content.decode()
    assert shown.content.decode().count("at-chart__sign") == 1
    assert desk.post(page, {"do": "take", "task": number}).status_code == 302
    assert "Đã nhận. Ghi kết quả trước 10:30 10/03." in text_of(desk.get(page))
    assert desk.post(page, {"do": "outcome", "task": number}).status_code == 422
    desk.post(page, {"do": "outcome", "task": number, "outcome": "watch", "words": "Đo lại 98"})
    assert Task.objects.get().state == "closed"
    assert "Đo lại 98" in text_of(desk.get(page))


def test_a_task_of_somebody_else_is_not_worked_on_here(desk):
    person, _ = somebody_at_home(ward_id=ward().id)
    _, other = somebody_at_home("Trần Thị Bé", ward_id=ward().id)
    told(person.id, LOW_OXYGEN)
    answer = desk.post(f"/desk/care/{other.id}/", {"do": "take", "task": Task.objects.get().pk})
    assert answer.status_code == 404
    assert Task.objects.get().state == "open"


def test_a_reading_told_by_telephone_and_one_that_was_told_wrongly(desk):
    _, episode = somebody_at_home(ward_id=ward().id)
    page = f"/desk/care/{episode.id}/reading/"
    number = re.search(r'name="declaration" value="([\w-]+)"', desk.get(page).content.decode())[1]
    wrong = desk.post(page, {"declaration": number, **FORM, "q-spo2": "999", "q-mild": ""})
    assert wrong.status_code == 422
    assert number in wrong.content.decode()
    for _ in range(2):
        assert desk.post(page, {"declaration": number, **FORM}).status_code == 302
    assert text_of(desk.get(f"/desk/care/{episode.id}/")).count("cán bộ khai giúp") == 1


def test_a_call_is_noted_once_and_the_log_tells_it(desk):
    _, episode = somebody_at_home(ward_id=ward().id)
    sent = {"do": "call", "call": str(uuid4()), "reached": "no", "words": "Máy bận"}
    for _ in range(2):
        desk.post(f"/desk/care/{episode.id}/", sent)
    assert Call.objects.count() == 1
    assert "Máy bận" in text_of(desk.get(f"/desk/care/{episode.id}/"))


def test_release_has_a_page_of_its_own_and_leaves_a_certificate(desk, client, spring_2026):
    person, episode = somebody_at_home(ward_id=ward().id)
    end = f"/desk/care/{episode.id}/end/"
    assert "Sớm nhất ngày 17/03/2026" in text_of(desk.get(end))
    early = desk.post(end, {"do": "release"})
    assert early.status_code == 409
    assert "17/03/2026" in text_of(early)
    spring_2026.move_to(NOW + timedelta(days=7))
    a_test(person.id, clock.now(), TestOutcome.NEGATIVE, TestKind.RAPID)
    desk = desk_of("ward_officer", ward().id, login="truc.sau")  # The session of a week ago ended.
    assert desk.post(end, {"do": "release"}).status_code == 302
    paper = desk.get(f"/desk/care/{episode.id}/certificate.pdf")
    assert paper.content.startswith(b"%PDF")
    own = phone_of(person)
    assert "Đã hoàn thành cách ly" in text_of(own.get("/me/care/"))
    assert own.get(f"/me/care/{episode.id}/certificate.pdf").content.startswith(b"%PDF")
    address = certificate_of(SYSTEM, episode.id, today=clock.today()).address
    checked = text_of(client.post("/verify", {"code": address}))
    assert "Giấy xác nhận thật" in checked
    assert "NGUYEN VAN AN" in checked
    assert "17/03/2026" in checked
    Episode.objects.update(ending="mistaken")
    withdrawn = text_of(client.post("/verify", {"code": address}))
    assert "Giấy này không còn giá trị" in withdrawn
    assert "NGUYEN VAN AN" not in withdrawn


def test_a_note_goes_along_to_the_hospital(desk):
    person, episode = somebody_at_home(ward_id=ward().id)
    told(person.id, LOW_OXYGEN)
    end = f"/desk/care/{episode.id}/end/"
    assert desk.post(end, {"do": "refer", "words": ""}).status_code == 422
    assert desk.post(end, {"do": "refer", "words": "SpO2 95 %"}).status_code == 302
    assert desk.get(f"/desk/care/{episode.id}/referral.pdf").content.startswith(b"%PDF")
    assert desk.get(f"/desk/care/{episode.id}/certificate.pdf").status_code == 404


def test_the_rapid_team_opens_what_went_up_with_name_and_number_and_nothing_else(spring_2026):
    person, episode = somebody_at_home(ward_id=ward().id, phones=("+84912777555",))
    told(person.id, LOW_OXYGEN)
    team, address = desk_of("rapid_team"), f"/desk/tasks/{Task.objects.get().pk}/"
    assert team.get(address).status_code == 404
    spring_2026.move_to(NOW + timedelta(minutes=15))
    escalate_late(now=clock.now())
    shown = team.get(address)
    assert "Nguyễn Văn An" in text_of(shown)
    assert "tel:0912777555" in shown.content.decode()
    assert "95" in text_of(shown)
    assert team.get(f"/desk/care/{episode.id}/").status_code == 404
    assert team.get("/desk/care/").status_code == 403


def test_one_s_own_page_tells_what_to_do_whom_to_call_and_when_it_ends(desk):
    person, _ = somebody_at_home(ward_id=ward().id)
    child = a_person("Bé Na", datetime(2018, 5, 5, tzinfo=UTC).date(), ward_id=ward().id)
    add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=child.id, kinship="con")
    desk.post("/desk/care/duty/", {"do": "line", "area": ward().id, "level": "1", "number": "028 3822 1234"})
    desk.post("/desk/care/duty/", {"do": "watch", "area": ward().id, "basis": "QĐ 12/2026"})
    own = phone_of(person)
    page = own.get("/me/care/")
    text = text_of(page)
    for said in (
        "Hôm nay, Sáng",
        "Cấp cứu 115",
        "02838221234",
        "Sớm nhất ngày 17/03/2026",
        "Khó thở",
        "Bé Na",
    ):
        assert said in text, said
    assert "/declare/forms/home/" in page.content.decode()
    told(person.id, LOW_OXYGEN)
    assert "Sẽ có người gọi trước 10:15 10/03" in text_of(own.get("/me/care/"))
    assert "Khai sức khỏe tại nhà sáng và chiều" in text_of(own.get("/me/"))
    of_child = own.get(f"/me/care/?person={child.id}")
    assert f"/declare/forms/home/?for={child.id}" in of_child.content.decode()
    assert own.get(f"/me/care/?person={a_person().id}").status_code == 404


def test_who_is_not_looked_after_is_told_so_and_staff_have_no_page(desk):
    own = phone_of(a_person(ward_id=ward().id))
    assert "Không ai theo dõi bạn tại nhà lúc này." in text_of(own.get("/me/care/"))
    assert desk.get("/me/care/").status_code == 200


def test_wrong_numbers_and_areas_out_of_reach_set_no_duty_line(desk):
    far = ward("25747").id
    send = {"do": "line", "level": "1", "number": "0912345678"}
    assert desk.post("/desk/care/duty/", send | {"area": ward().id, "number": "12"}).status_code == 422
    assert desk.post("/desk/care/duty/", send | {"area": ward().id, "level": "9"}).status_code == 422
    assert desk.post("/desk/care/duty/", send | {"area": far}).status_code == 403
    assert desk.post("/desk/care/duty/", {"do": "watch", "area": ward().id, "basis": ""}).status_code == 422
