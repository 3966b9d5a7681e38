"""The ward's desk for people and cards, as a browser without JavaScript uses it."""

import re
import time
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from uuid import UUID

import openpyxl
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antoan.domains.cards.models import Batch, Card
from antoan.domains.cards.services import advance
from antoan.domains.people.models import Person
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.cards import ROSTER_HEADER, a_roster_row, worked_through
from tests.factories.people import a_person
from tests.factories.records import a_dose
from tests.factories.tables import an_xlsx
from tests.factories.workers import a_factory, a_worker

pytestmark = pytest.mark.django_db
WHY = "Người dân đến xin cấp thẻ"


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def person(home):
    return a_person("Nguyễn Thị Ánh Đào", date(1990, 5, 17), ward_id=home)


def signed_in(role: str, kind: ScopeKind, scope_id: int) -> Client:
    client = Client()
    account = a_colleague(role, scope_kind=kind, scope_id=scope_id)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def desk(home):
    return signed_in("ward_officer", ScopeKind.AREA, home)


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def found(desk, **fields):
    return desk.post("/desk/people/", {"reason": WHY, "kind": "cccd", **fields})


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Ánh Đào", "nguyen thi anh dao", "Đào Nguyễn Thị Ánh", "NGUYEN DAO"]
)
def test_people_are_found_without_marks_in_any_order_and_without_middle_names(desk, person, name):
    answer = found(desk, name=name, birth="17/5/1990")
    assert f'href="/desk/people/{person.id}/"' in text_of(answer)


def test_a_search_says_why_and_the_reason_stands_in_the_trail_of_whom_it_shows(desk, person):
    assert found(desk, reason="", name=person.full_name, birth="1990").status_code == 422
    found(desk, name=person.full_name, birth="17/5/1990")
    assert desk.get(f"/desk/people/{person.id}/").status_code == 200
    kept = TrailEntry.objects.filter(person_id=person.id).values_list("action", "purpose")
    assert ("people.search.shown", WHY) in kept
    assert ("people.identity.read", WHY) in kept


def test_a_number_alone_finds_nobody(desk, person):
    answer = found(desk, number=person.documents[0].number)
    assert answer.status_code == 422
    assert "hai trong ba điều" in text_of(answer)


def test_a_person_is_shown_only_after_a_reason(desk, person):
    path = f"/desk/people/{person.id}/"
    assert person.full_name not in text_of(desk.get(path))
    assert desk.post(path, {"reason": "x"}).status_code == 422
    shown = text_of(desk.post(path, {"reason": WHY}, follow=True))
    assert person.full_name in shown
    assert person.documents[0].number not in shown


def test_somebody_at_the_desk_is_registered_and_gets_a_card(desk, home):
    fields = {
        "full_name": "Hứa Thị Mới", "birth": "1/2/1950", "gender": "female", "kind": "cccd", "number": "", "ward": home,
        "address": "1 Lê Lợi", "phone": "0912 345 678",
    }  # fmt: skip
    page = desk.post("/desk/people/new/", fields, follow=True)
    made = Person.objects.get(full_name="Hứa Thị Mới")
    assert "0912345678" in text_of(page).replace(" ", "")
    card_id = uuid7()
    for _ in range(2):  # Pressed twice.
        answer = desk.post(f"/desk/people/{made.pk}/card", {"form": card_id, "layout": "cr80"})
    assert answer.headers["Location"] == f"/desk/people/cards/{card_id}/"
    assert Card.objects.filter(person=made).count() == 1
    pdf = desk.post(f"/desk/people/cards/{card_id}/")
    assert (pdf.headers["Content-Type"], pdf.content[:4]) == ("application/pdf", b"%PDF")


def test_a_ward_chooses_its_own_ward_from_nobody_elses(desk, home):
    chosen = r'<option value="(\d*)"[^>]* selected'
    assert re.findall(chosen, desk.get("/desk/people/new/").content.decode())[-1] == str(home)
    over_all = signed_in("helper", ScopeKind.CITY, None)
    assert str(home) not in re.findall(chosen, over_all.get("/desk/people/new/").content.decode())


def test_whoever_is_there_already_is_shown_before_a_second_entry_is_made(desk, home, person):
    fields = {
        "full_name": "nguyen thi anh dao", "birth": "17/5/1990", "gender": "female", "kind": "cccd", "number": "", "ward": home,
        "address": "", "phone": "",
    }  # fmt: skip
    answer = desk.post("/desk/people/new/", fields)
    assert (answer.status_code, Person.objects.count()) == (422, 1)
    assert f'<a href="/desk/people/{person.id}/">Nguyễn Thị Ánh Đào</a>' in text_of(answer)
    assert TrailEntry.objects.filter(action="people.search.shown", person_id=person.id).count() == 1
    assert desk.get(f"/desk/people/{person.id}/").status_code == 200  # Why was said by the search.
    desk.post("/desk/people/new/", fields | {"is_new": "yes"})
    assert Person.objects.count() == 2


def test_whoever_may_not_search_learns_of_nobody_by_registering(home, person):
    helper = signed_in("helper", ScopeKind.AREA, home)
    fields = {
        "full_name": person.full_name,
        "birth": "17/5/1990",
        "gender": "female",
        "kind": "cccd",
        "ward": home,
    }
    assert "Ánh Đào</a>" not in text_of(helper.post("/desk/people/new/", fields))
    assert Person.objects.count() == 2


def test_an_unreadable_registration_says_what_to_mend(desk, home):
    answer = desk.post("/desk/people/new/", {"full_name": "", "birth": "gì đó", "phone": "12"})
    assert answer.status_code == 422
    assert "Hãy nhập họ và tên" in text_of(answer)


def test_a_batch_is_ordered_watched_printed_and_taken_back(desk, home, person):
    fields = {"form": uuid7(), "ward": home, "layout": "large", "age_from": "18", "age_until": "60"}
    path = desk.post("/desk/cards/", fields).headers["Location"]
    batch_id = UUID(path.strip("/").rpartition("/")[2])
    assert "Đang lập danh sách" in text_of(desk.get(f"{path}progress"))
    while advance(batch_id):
        continue
    assert desk.get(f"{path}progress").headers["HX-Refresh"] == "true"
    assert "Thẻ 1 đến 1" in text_of(desk.get(path))
    assert desk.post(f"{path}part", {"part": "0"}).content[:4] == b"%PDF"
    for part in ("1", "-1", "x", ""):
        assert desk.post(f"{path}part", {"part": part}).headers["Location"] == path
    assert "đã in lúc" in text_of(desk.get(path))
    assert desk.post(f"{path}revoke/", {"because": ""}).status_code == 422
    assert desk.post(f"{path}revoke/", {"because": "In nhầm phường"}).headers["Location"] == path
    while advance(batch_id):
        continue
    assert "Đã thu hồi cả loạt" in text_of(desk.get(path))


@pytest.mark.parametrize("wrong", [{"ward": ""}, {"age_from": "x"}, {"age_from": "60", "age_until": "20"}])
def test_an_order_that_cannot_be_read_is_refused_in_words(desk, home, wrong):
    answer = desk.post("/desk/cards/", {"form": uuid7(), "ward": home, "layout": "a4", **wrong})
    assert answer.status_code == 422
    assert "Hãy chọn nơi ở" in text_of(answer)
    assert not Batch.objects.exists()


def test_a_unit_prints_cards_for_its_list(person):
    unit = a_factory()
    a_worker(unit, person)
    manager = signed_in("unit_admin", ScopeKind.UNIT, unit.id)
    assert "In thẻ mã QR" in text_of(manager.get(f"/unit/{unit.id}/"))
    path = manager.post(f"/unit/{unit.id}/cards/", {"form": uuid7(), "layout": "a4"}).headers["Location"]
    while advance(UUID(path.strip("/").rpartition("/")[2])):
        continue
    assert "Sẵn sàng in" in text_of(manager.get(path))


def test_exactly_two_entries_are_compared(desk, person, home):
    for query in (
        "",
        f"?person={person.id}",
        f"?person={person.id}&person={person.id}",
        "?person=x&person=1",
    ):
        assert desk.get(f"/desk/people/merge/{query}").headers["Location"] == "/desk/people/"
    other = a_person("Nguyen Thi Anh Dao", date(1990, 5, 17), ward_id=home)
    fields = {"person": [person.id, other.id], "keep": other.id, "because": "x", "form": uuid7()}
    assert desk.post("/desk/people/merge/", fields).status_code == 422
    assert Person.objects.filter(pk__in=[person.id, other.id], full_name="–").count() == 0


def test_a_volunteer_is_let_help_and_ended(desk, home):
    a_colleague("citizen", login="tnv.lan", name="Lê Lan", scope_kind=ScopeKind.CITY)
    fields = {"do": "add", "ward": home, "login": "tnv.lan", "last_day": "2000-01-01"}
    assert desk.post("/desk/people/team/", fields).status_code == 422
    fields["last_day"] = (clock.today() + timedelta(days=3)).isoformat()
    assert "Lê Lan" in text_of(desk.post("/desk/people/team/", fields, follow=True))
    ended = text_of(desk.post("/desk/people/team/", {"do": "end_all", "ward": home}, follow=True))
    assert "Chưa có tình nguyện viên nào" in ended


def test_a_list_is_brought_checked_loaded_printed_in_its_order_and_undone(home):
    officer = signed_in("ward_officer", ScopeKind.AREA, home)
    page = officer.get("/desk/cards/lists/").content.decode()
    roster_id = re.search(r'name="id" value="([0-9a-f-]+)"', page)[1]
    rows = [
        ROSTER_HEADER,
        a_roster_row("Phạm Thị Zin"),
        a_roster_row("An Văn Áo"),
        a_roster_row("Lỗi", "31/02/1950"),
    ]
    sent = {"id": roster_id, "ward": home, "file": SimpleUploadedFile("tổ 3.xlsx", an_xlsx(rows))}
    answer = officer.post("/desk/cards/lists/", sent)
    address = answer["Location"]
    assert address == f"/cards/lists/{roster_id}/"
    assert officer.get(f"{address}progress").status_code == 200
    worked_through(SYSTEM, UUID(roster_id))
    page = unescape(officer.get(address).content.decode())
    assert "Nạp 2 dòng đúng" in page
    assert "Ngày sinh: không phải ngày" in page
    assert officer.get(f"{address}progress")["HX-Refresh"] == "true"
    mend = openpyxl.load_workbook(BytesIO(officer.get(f"{address}faulty.xlsx").content)).active
    assert [cell.value for cell in mend[2]][-2:] == [
        "4",
        "Ngày sinh: không phải ngày: hãy viết như 25/12/1990, hoặc chỉ năm.",
    ]
    officer.post(address, {"do": "load"})
    worked_through(SYSTEM, UUID(roster_id))
    page = unescape(officer.get(address).content.decode())
    assert "Làm thẻ cho 2 người, theo thứ tự của tệp" in page
    batch = officer.post(f"{address}order", {"form": str(uuid7()), "layout": "large"})["Location"]
    batch_id = UUID(batch.rstrip("/").rpartition("/")[2])
    while advance(batch_id):
        continue
    assert "theo danh sách mang đến" in officer.get(batch).content.decode()
    assert officer.post(f"{batch}part", {"part": "0"}).content.startswith(b"%PDF")
    refused = officer.post(f"{address}undo/", follow=True)
    assert "Hãy thu hồi loạt thẻ đó trước" in unescape(refused.content.decode())
    officer.post(f"{batch}revoke/", {"because": "Nhầm danh sách"})
    while advance(batch_id):
        continue
    assert "2 người đăng ký bằng tệp này" in unescape(officer.get(f"{address}undo/").content.decode())
    officer.post(f"{address}undo/")
    worked_through(SYSTEM, UUID(roster_id))
    assert "Đã bỏ cả tệp" in unescape(officer.get(address).content.decode())
    assert Person.objects.count() == 0


def test_a_list_that_is_no_table_says_what_to_do(home):
    officer = signed_in("ward_officer", ScopeKind.AREA, home)
    empty = officer.post("/desk/cards/lists/", {"id": str(uuid7()), "ward": home})
    assert (empty.status_code, "Chưa chọn tệp" in unescape(empty.content.decode())) == (422, True)
    roster_id = uuid7()
    file = SimpleUploadedFile("anh.xlsx", b"%PDF-1.7 no table")
    officer.post("/desk/cards/lists/", {"id": str(roster_id), "ward": home, "file": file})
    worked_through(SYSTEM, roster_id)
    assert "Đây không phải là bảng tính" in unescape(
        officer.get(f"/cards/lists/{roster_id}/").content.decode()
    )
    header = openpyxl.load_workbook(BytesIO(officer.get("/cards/lists/template.xlsx").content)).worksheets[0][
        1
    ]
    assert [cell.value for cell in header][:2] == ["Họ và tên (*)", "Ngày sinh (*)"]


def test_records_are_printed_for_whoever_has_no_smartphone_and_that_is_in_the_trail(home, person):
    a_dose(person.id, clock.today() - timedelta(days=40))
    officer = signed_in("ward_officer", ScopeKind.AREA, home)
    address = f"/desk/people/{person.id}/"
    assert officer.post(f"{address}sheet")["Location"] == address  # Nobody said why yet.
    officer.post(address, {"reason": WHY})
    assert "In tờ A4 (PDF)" in unescape(officer.get(address).content.decode())
    paper = pypdfium2.PdfDocument(officer.post(f"{address}sheet").content)
    words = paper[0].get_textpage().get_text_bounded()
    assert "Nguyễn Thị Ánh Đào" in words
    assert "Tiêm chủng" in words
    read = TrailEntry.objects.filter(action="records.read", person_id=person.id)
    assert [entry.purpose for entry in read] == [WHY]
    helper = signed_in("helper", ScopeKind.AREA, home)
    helper.post(address, {"reason": WHY})
    assert helper.post(f"{address}sheet").status_code == 403
