"""A citizen's home: the colour, what needs attention in order, doors; and the same of the family."""

from datetime import date, timedelta

import pytest

from antoan.domains.people.services import add_dependant, end_dependant
from antoan.domains.policy.documents import load_shipped
from antoan.domains.policy.services import activate, publish_document, publish_shipped
from antoan.entrypoints.web.citizen.home import DOORS
from antoan.entrypoints.web.citizen.own_code import renew
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.entrypoints.web.test_my_code import citizen
from tests.factories.corrections import a_ticket
from tests.factories.declarations import a_declaration
from tests.factories.people import a_person
from tests.factories.people import citizen as acting
from tests.factories.records import SELF, a_dose, a_test, an_isolation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policy():
    publish_shipped(actor=SYSTEM)


@pytest.fixture
def person():
    person = a_person("Nguyễn Văn An", date(1990, 5, 17))
    renew(acting(person.id), person, clock.now())
    return person


def page_of(client, path="/me/", status=200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def notices(page: str) -> str:
    return page.split('id="notices"')[1].split("</section>")[0] if 'id="notices"' in page else ""


def test_nothing_needs_attention_of_whoever_is_in_order(client, person):
    a_dose(person.id, clock.today() - timedelta(days=60))
    page = page_of(citizen(client, person))
    assert 'data-colour="green"' in page
    assert notices(page) == ""
    for door in DOORS:
        assert str(door.name) in page


def test_what_presses_is_told(client):
    person = a_person("Lê Văn Vội")
    a_dose(person.id, clock.today() - timedelta(days=3), origin=SELF)
    an_isolation(person.id, clock.today() - timedelta(days=5), clock.today())
    a_declaration(person.id)
    said = notices(page_of(citizen(client, person)))
    midnight = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
    order = [
        f"Từ 00:00 {midnight}, màu của bạn sẽ là đen",
        "Chưa có mã QR",
        "1 tờ khai do người khác khai",
        "1 mục trong hồ sơ đang chờ xác minh",
    ]
    assert [said.index(text) for text in order] == sorted(said.index(text) for text in order)


def test_a_question_of_the_office_comes_first(client, person):
    from antoan.domains.corrections.models import Ticket

    ticket = a_ticket(person.id)
    Ticket.objects.filter(pk=ticket.id).update(state="needs_more")
    said = notices(page_of(citizen(client, person)))
    assert "Cán bộ đang chờ bạn trả lời" in said
    assert f"/corrections/{ticket.number}/" in said


def test_a_declaration_about_to_run_out_is_told_as_one(client):
    child = a_person("Lê Thị Bé", clock.today().replace(day=1) - timedelta(days=365 * 10))
    renew(acting(child.id), child, clock.now())
    a_declaration(child.id, actor=acting(child.id), at=clock.now() - timedelta(hours=20))
    page = page_of(citizen(client, child))
    assert 'data-colour="green"' in page
    assert "Tờ khai y tế sắp hết hạn" in notices(page)


@pytest.mark.parametrize(("hours", "is_told"), [(47, True), (49, False)])
def test_a_colour_that_ends_later_does_not_press(client, person, hours, is_told):
    last_day = clock.local_date(clock.now() + timedelta(hours=hours)) - timedelta(days=1)
    an_isolation(person.id, clock.today() - timedelta(days=9), last_day)
    until = clock.day_end(last_day) - clock.now()
    said = notices(page_of(citizen(client, person)))
    assert ("màu của bạn sẽ là" in said) is (until <= timedelta(hours=48))


def test_without_a_policy_no_colour_is_said(client, person):
    from antoan.domains.policy.models import PolicyActivation

    PolicyActivation.objects.all().delete()
    page = page_of(citizen(client, person))
    assert 'data-colour="unknown"' in page
    assert "Đây không phải lỗi của bạn" in page


def test_a_guardian_switches_to_a_child_and_stays_there(client, person):
    child = a_person("Nguyễn Thị Con", date(2015, 3, 2))
    add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=child.id, kinship="con")
    client = citizen(client, person)
    page = page_of(client, f"/me/?person={child.id}")
    assert "<h1" in page
    assert page.count(f"?person={child.id}") > len(DOORS)
    for path in ("code", "records/", "records/doses", "paper/"):
        assert "Nguyễn Thị Con" in page_of(client, f"/me/{path}?person={child.id}")
    assert (
        client.post("/me/code/new", {"person": child.id}).headers["Location"] == f"/me/code?person={child.id}"
    )
    assert "<svg" in page_of(client, f"/me/code?person={child.id}").split('id="my-qr"')[1]
    assert len(client.post("/me/code/keys", {"person": child.id}).json()["keys"]) == 3
    end_dependant(actor=SYSTEM, guardian_id=person.id, person_id=child.id)
    for path in ("", "code", "records/", "paper/"):
        page_of(client, f"/me/{path}?person={child.id}", status=404)


@pytest.mark.parametrize("asked", ["1", "0", "-1", "abc", "9" * 30, "１"])
def test_nobody_elses_pages_are_there(client, person, asked):
    client = citizen(client, person)
    for path in ("", "code", "records/", "records/doses", "paper/"):
        page_of(client, f"/me/{path}?person={asked}", status=404)
    for path in ("code/new", "code/keys", "paper/card", "paper/picture", "paper/sheet"):
        assert client.post(f"/me/{path}", {"person": asked}).status_code == 404


def test_records_say_what_a_record_is_worth_and_where_it_comes_from(client, person):
    a_dose(person.id, clock.today() - timedelta(days=60))
    a_dose(person.id, clock.today() + timedelta(days=1), product="spikevax", dose_number=2)
    result = a_test(person.id, clock.now() - timedelta(days=1))
    page = " ".join(page_of(citizen(client, person), "/me/records/").split())
    assert "Mũi 1: Comirnaty (Pfizer)" in page
    assert "Chờ xác minh, có điểm chưa rõ: ngày ở tương lai" in page
    assert f'href="/me/records/tests/{result.id}"' in page
    assert f"?about=test:{result.id}" in page
    assert "Không có lệnh cách ly nào." in page


def test_a_kind_of_records_that_is_none_is_not_found(client, person):
    page_of(citizen(client, person), "/me/records/horoscopes", status=404)


def test_the_dynamic_code_is_offered_only_where_the_policy_asks(client, person):
    client = citizen(client, person)
    assert 'id="dynamic"' not in page_of(client, "/me/code")
    source = dict(load_shipped("hcm-2021-10-01").source)
    for number, (asked, is_first) in enumerate([(["hospital"], "false"), (True, "true")]):
        key = f"dynamic-{number}"
        publish_document(actor=SYSTEM, document=source | {"policy": key, "dynamicCode": asked})
        activate(actor=SYSTEM, key=key, starts_at=clock.now())
        page = page_of(client, "/me/code")
        assert 'id="dynamic"' in page
        assert f'"is_first": {is_first}' in page


def test_worker_of_another_account_is_another_worker(client, person):
    def version() -> str:
        return client.get("/me/worker.js").content.decode().split("VERSION = ")[1][:20]

    nobody = version()
    mine = (citizen(client, person), version())[1]
    assert nobody != mine
    assert (citizen(client, a_person("Trần Văn Khác")), version())[1] not in (nobody, mine)


def test_messages_are_ones_own_alone(client, person):
    assert "Chưa có tin nhắn nào." in page_of(citizen(client, person), "/me/records/messages")
