"""A unit's staff list, the desk of an area's body and the worker's own page, as a browser without JavaScript uses them."""

import html
import io
import re
import time
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antoan.domains.policy.services import publish_shipped
from antoan.domains.workers import services
from antoan.domains.workers.models import Alert, Cohort, Quota, SubmittedList, Worker
from antoan.domains.workers.queries import attendance
from antoan.entrypoints.web.shared.working import faults
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.events.outbox import deliver_waiting
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.reading.refusing import Why
from antoan.foundation.imports.services import advance
from antoan.foundation.imports.values import Fault
from tests.factories.accounts import a_colleague
from tests.factories.areas import IN_2021, district, ward
from tests.factories.people import a_person
from tests.factories.records import a_case, a_dose
from tests.factories.tables import a_csv, an_xlsx
from tests.factories.workers import (
    HEADER,
    REASON,
    a_cohort,
    a_factory,
    a_list_file,
    a_row,
    a_submitted_list,
    a_worker,
    loaded,
    somebody,
    with_contact,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def autumn_2021(settings, tmp_path):
    cache.clear()
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=True):
        publish_shipped(actor=SYSTEM)
        yield


@pytest.fixture
def home() -> int:
    return ward("26740", IN_2021).id


@pytest.fixture
def unit(home):
    return with_contact(a_factory(ward_id=home))


@pytest.fixture
def an(home):
    person = a_person(ward_id=home)
    a_dose(person.id, date(2021, 9, 1))
    return person


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def admin(unit):
    return signed_in(a_colleague("unit_admin", scope_kind=ScopeKind.UNIT, scope_id=unit.id))


@pytest.fixture
def quan_1():
    return signed_in(
        a_colleague("district_supervisor", scope_kind=ScopeKind.AREA, scope_id=district("760").id)
    )


@pytest.fixture
def ward_desk(home):
    return signed_in(a_colleague("ward_officer", scope_kind=ScopeKind.AREA, scope_id=home))


def phone_of(person) -> Client:
    return signed_in(
        a_colleague("citizen", login=f"dan.{person.id}", scope_kind=ScopeKind.SELF, person_id=person.id)
    )


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def at(unit, path: str = "") -> str:
    return f"/unit/{unit.id}/workers/{path}"


def a_file(data: bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def sent(admin, unit, data: bytes, name: str = "danh-sach.xlsx") -> str:
    """Send a file as the form does, let the worker check it, and return the page's address."""
    answer = admin.post(at(unit, "import/"), {"id": str(uuid4()), "file": a_file(data, name)})
    assert answer.status_code == 302, answer.content.decode()
    run = ImportRun.objects.order_by("-created_at")[0]
    while advance(run.pk):
        continue
    return answer.headers["Location"]


def sheet_of(answer) -> list[list[object]]:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


# The list


def test_the_first_page_tells_how_the_list_stands(admin, unit, an):
    a_worker(unit, an)
    a_worker(unit, somebody())
    page = text_of(admin.get(at(unit)))
    assert "2 người" in page
    assert "Xanh" in page
    assert "Cần kiểm tra" in page
    assert "Chưa nộp danh sách nào" in page
    assert f'href="/unit/{unit.id}/workers/"' in text_of(admin.get(f"/unit/{unit.id}/"))


def test_an_empty_list_says_how_to_begin(admin, unit):
    assert "Chưa có ai" in text_of(admin.get(at(unit)))


def test_somebody_is_added_with_the_words_of_the_file_reader(admin, unit):
    form = {
        "name": "Lê Thị Bé",
        "birth": "25/12/1991",
        "gender": "nu",
        "paper": "079191000002",
        "cohort": "Tổ A",
    }
    wrong = text_of(admin.post(at(unit, "people/new/"), form | {"paper": "123", "birth": "13/25/1991"}), 422)
    assert "cần đủ 12 số" in wrong.lower()
    assert "hãy viết như 25/12/1990" in wrong
    added = admin.post(at(unit, "people/new/"), form, follow=True)
    assert "Đã thêm Lê Thị Bé vào danh sách" in text_of(added)
    assert "******000002" in text_of(added)
    assert "079191000002" not in text_of(added)
    again = text_of(admin.post(at(unit, "people/new/"), form), 409)
    assert "đã có trong danh sách" in again


def test_somebody_is_mended_moved_and_removed(admin, unit, an):
    worker, group = a_worker(unit, an), a_cohort(unit, "Tổ B")
    form = text_of(admin.get(at(unit, f"people/{worker.id}/edit/")))
    assert an.documents[0].number in form
    fields = {
        "name": "Nguyễn Văn An",
        "birth": "01/02/1990",
        "gender": "nam",
        "paper": an.documents[0].number,
        "job": "Thủ kho",
    }
    assert "Đã sửa" in text_of(admin.post(at(unit, f"people/{worker.id}/edit/"), fields, follow=True))
    assert Worker.objects.get(pk=worker.id).job == "Thủ kho"
    admin.post(at(unit, f"people/{worker.id}/move"), {"group": group.id})
    assert Worker.objects.get(pk=worker.id).cohort_id == group.id
    assert "Bỏ tên Nguyễn Văn An khỏi danh sách?" in text_of(
        admin.get(at(unit, f"people/{worker.id}/remove/"))
    )
    assert "Đã bỏ tên" in text_of(admin.post(at(unit, f"people/{worker.id}/remove/"), follow=True))
    assert admin.get(at(unit, f"people/{worker.id}/")).status_code == 404


def test_the_list_is_searched_and_paged(admin, unit):
    for number in range(51):
        a_worker(unit, somebody(f"Trần Thị {'ABCDEGHIKLMN'[number % 12]}{'abcde'[number // 12]}"))
    first = text_of(admin.get(at(unit, "people/")))
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first)[1].replace("&amp;", "&")
    assert text_of(admin.get(at(unit, "people/") + following)).count("<tr>") == 2
    assert "Không có ai" in text_of(admin.get(at(unit, "people/"), {"q": "khong co"}))
    assert (
        text_of(admin.get(at(unit, "people/"), {"q": "tran thi Aa", "show": "rác", "group": "x"})).count(
            "<tr>"
        )
        == 2
    )


# Files


def test_a_file_goes_from_upload_to_the_list_and_back(admin, unit, an):
    page = sent(admin, unit, a_list_file(a_row(an), a_row(), a_row(paper="79x"), a_row(phone="91")))
    checked = text_of(admin.get(page))
    assert "Nạp 3 dòng đúng" in checked
    assert "1 dòng cần sửa" in checked
    assert "cần đủ 12 số" in checked
    assert "không phải số điện thoại" in checked
    assert "Nguyễn Văn An" in checked
    admin.post(page, {"do": "load"})
    working = text_of(admin.get(page))
    assert "hx-get" in working
    assert 'http-equiv="refresh"' in working
    assert "<progress" in text_of(admin.get(f"{page}progress"))
    run = ImportRun.objects.get()
    while advance(run.pk):
        continue
    assert admin.get(f"{page}progress").headers["HX-Refresh"] == "true"
    done = text_of(admin.get(page))
    assert "Đã nạp" in done
    assert run.file_digest.hex() in done
    assert "Bỏ 3 người đã nạp" in text_of(admin.get(f"{page}undo/"))
    admin.post(f"{page}undo/")
    while advance(run.pk):
        continue
    assert "Đã bỏ cả tệp" in text_of(admin.get(page))
    assert not Worker.objects.exists()


def test_faulty_rows_come_back_as_a_file_to_mend(admin, unit):
    page = sent(
        admin, unit, a_csv([HEADER, a_row(), a_row(name="=HYPERLINK(1)", paper="12"), a_row(birth="")])
    )
    answer = admin.get(f"{page}faulty.xlsx")
    assert answer.headers["Cache-Control"] == "no-store, private"
    rows = sheet_of(answer)
    assert rows[0][-2:] == ["Dòng trong tệp cũ", "Cần sửa"]
    assert [row[-2] for row in rows[1:]] == ["3", "4"]
    assert rows[1][1] == "=HYPERLINK(1)"
    assert "Ngày sinh: ô trống" in rows[2][-1]
    mended = [[*row[:-2]] for row in rows]
    mended[1][1], mended[1][4], mended[2][2] = "Trần Thị Hai", "079192000777", "1992"
    again = sent(
        admin, unit, an_xlsx([[*mended[0], *rows[0][-2:]], *([*row, "x", "y"] for row in mended[1:])])
    )
    assert "Nạp 2 dòng đúng" in text_of(admin.get(again))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Chưa chọn tệp"),
        (b"%PDF-1.7", "không phải là bảng tính"),
        (b"<html>", "trang web"),
        (b"PK\x03\x04 broken", "bị hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_clear_answer(admin, unit, data, words):
    answer = admin.post(
        at(unit, "import/"), {"id": str(uuid4()), "file": a_file(data)} if data else {"id": str(uuid4())}
    )
    if answer.status_code != 302:
        assert words in text_of(answer, 422)
        return
    while advance(ImportRun.objects.get().pk):
        continue
    assert words in text_of(admin.get(answer.headers["Location"]))


def test_a_file_past_the_bound_is_refused_whole(admin, unit):
    answer = admin.post(
        at(unit, "import/"), {"id": str(uuid4()), "file": a_file(bytes(12 * 1024 * 1024 + 1))}
    )
    assert "lớn hơn 12 MB" in text_of(answer, 413)


def test_missing_columns_are_named(admin, unit):
    page = sent(admin, unit, a_csv([["Họ và tên", "Ngày sinh"], ["An", "1990"]]), "a.csv")
    assert "Số CCCD, CMND hoặc hộ chiếu" in text_of(admin.get(page))


def test_the_template_keeps_zeros_and_says_how_to_fill_it(admin, unit):
    answer = admin.get(at(unit, "import/template.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book.worksheets[0][1]][1] == "Họ và tên (*)"
    assert {book.worksheets[0].column_dimensions[letter].number_format for letter in "ABCDEFGHI"} <= {
        "@",
        "General",
    }
    assert book.worksheets[1]["A1"].value == "Cột"
    page = sent(admin, unit, answer.content, "mau.xlsx")
    assert "không có dòng nào" in text_of(admin.get(page))


def test_every_fault_has_words_that_say_how_to_mend_it():
    for why in Why:
        assert len(faults.file_fault(why.value, "x")) > 20
    for code in ("file_lost", "short", "stuck_waiting", "stuck_checking", "stuck_loading", "stuck_undoing"):
        assert faults.file_fault(code, "") != faults.file_fault("damaged", "")
    unknown = faults.said(Fault("name", "khác"))
    from antoan.domains.people import cells as people_cells
    from antoan.foundation.imports import cells

    codes = [
        value
        for module in (people_cells, cells)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    ]
    codes += list(people_cells.DOUBTS.values())
    assert len(codes) > 20
    assert [
        code for code in codes if code not in ("unreadable",) and faults.said(Fault("name", code)) == unknown
    ] == []
    for column in ("name", "birth", "paper", "gender"):
        assert faults.said(Fault(column, "unreadable")) != unknown


# Groups, alerts, attendance, tests


def test_groups_are_kept(admin, unit):
    form = {
        "name": "Ca đêm",
        "shift_starts": "22:00",
        "shift_ends": "06:00",
        "test_every_days": "7",
        "stays_on_site": "yes",
    }
    page = text_of(admin.post(at(unit, "groups/"), form, follow=True))
    assert "22:00–06:00" in page
    assert "3 tại chỗ" in page
    assert "xét nghiệm 7 ngày một lần" in page
    assert "Đã có tổ tên này" in text_of(admin.post(at(unit, "groups/"), form), 409)
    assert text_of(admin.post(at(unit, "groups/"), {"name": "", "test_every_days": "0"}), 422)
    group = Cohort.objects.get()
    admin.post(at(unit, f"groups/{group.pk}/"), {"name": "Ca tối"})
    assert Cohort.objects.get().name == "Ca tối"
    a_worker(unit, somebody(cohort="Ca tối"))
    assert "Trong tổ còn người" in text_of(admin.post(at(unit, f"groups/{group.pk}/remove"), follow=True))


def test_an_alert_says_what_to_do_and_not_why(admin, unit, an):
    a_worker(unit, an, cohort="Tổ A")
    a_case(an.id, TODAY)
    while deliver_waiting():
        continue
    assert "1 cảnh báo chưa xử lý" in text_of(admin.get(at(unit)))
    page = text_of(admin.get(at(unit, "alerts/")))
    assert "Nguyễn Văn An" in page
    assert "trạm y tế" in page
    for word in ("ca bệnh", "F0", "F1", "cách ly", "dương tính", "tiêm"):
        assert word not in page
    alert = Alert.objects.get()
    done = text_of(admin.post(at(unit, f"alerts/{alert.pk}/acknowledge"), follow=True))
    assert "đã nhận lúc" in done
    assert "cảnh báo chưa xử lý" not in text_of(admin.get(at(unit)))


def test_attendance_and_tests_have_their_pages(admin, unit, an):
    group = a_cohort(unit, "Tổ A", test_every_days=7)
    a_worker(unit, an, cohort="Tổ A")
    day = text_of(
        admin.get(at(unit, "attendance/"), {"day": "2021-10-19", "group": group.id, "show": "absent"})
    )
    assert "Vắng" in day
    assert "Nguyễn Văn An" in day
    assert text_of(admin.get(at(unit, "attendance/"), {"day": "rác", "group": "x", "show": "y"}))
    assert "hôm nay" in text_of(admin.get(at(unit, "tests/")))


def test_a_long_day_is_read_page_by_page(admin, unit, monkeypatch):
    monkeypatch.setattr(attendance, "PAGE_ROWS_MAX", 2)
    names = ["Bùi Thị Cuối", "An Thị Đầu", "An Thị Hai"]
    for name in names:
        a_worker(unit, somebody(name))
    first = text_of(admin.get(at(unit, "attendance/"), {"show": "absent"}))
    assert [name in first for name in names] == [False, True, True]
    following = html.unescape(re.search(r'href="(\?day=[^"]*start=2)"', first)[1])
    last = text_of(admin.get(at(unit, f"attendance/{following}")))
    assert [name in last for name in names] == [True, False, False]
    assert "Trang sau" not in last
    assert "An Thị Đầu" in text_of(admin.get(at(unit, "attendance/"), {"start": "-1"}))


# Submission


def test_a_list_is_submitted_refused_and_submitted_again(admin, unit, an, quan_1):
    a_worker(unit, an)
    form = {
        "contact_name": "Cô Hạnh",
        "contact_number": "0908111222",
        "plan_kind": "on_site",
        "plan_note": "Ăn ở tại xưởng.",
    }
    assert "Khu vực chưa đặt số lượng" in text_of(admin.get(at(unit, "submit/")))
    wrong = text_of(admin.post(at(unit, "submit/"), form | {"contact_number": "x"}), 422)
    assert "số điện thoại 10 chữ số" in wrong
    page = text_of(admin.post(at(unit, "submit/"), form, follow=True))
    assert "Đã nộp danh sách số 1" in page
    assert "hết ngày" in page or "23/10/2021" in page
    queue = text_of(quan_1.get("/desk/workers/"))
    assert unit.name in queue
    found = SubmittedList.objects.get()
    desk = text_of(quan_1.get(f"/desk/workers/lists/{found.pk}/"))
    assert "3 tại chỗ" in desk
    assert "Nguyễn Văn An" not in desk
    assert "Hãy nói rõ lý do" in text_of(
        quan_1.post(f"/desk/workers/lists/{found.pk}/", {"do": "refuse"}), 422
    )
    quan_1.post(f"/desk/workers/lists/{found.pk}/", {"do": "refuse", "words": REASON})
    assert REASON in text_of(admin.get(at(unit, "lists/1/")))
    admin.post(at(unit, "submit/"), form)
    again = SubmittedList.objects.get(number=2)
    approved = quan_1.post(
        f"/desk/workers/lists/{again.pk}/", {"do": "approve", "valid_until": "2021-11-03"}, follow=True
    )
    assert "Đã ghi quyết định" in text_of(approved)
    assert "đến hết ngày 03/11/2021" in text_of(admin.get(at(unit)))
    revoked = quan_1.post(f"/desk/workers/lists/{again.pk}/", {"do": "revoke", "words": REASON}, follow=True)
    assert "Đã bị thu hồi" in text_of(revoked)


def test_a_list_is_taken_back(admin, unit):
    a_worker(unit)
    a_submitted_list(unit)
    assert "Danh sách số 1 đang chờ duyệt" in text_of(admin.get(at(unit, "submit/")))
    assert "Đã rút danh sách" in text_of(admin.post(at(unit, "lists/1/"), follow=True))
    assert "Đã rút danh sách" in text_of(admin.post(at(unit, "lists/1/"), follow=True))


def test_quotas_are_set_changed_and_ended_with_their_history(admin, unit, quan_1):
    area = district("760")
    form = {
        "area": area.id, "sector": "factory", "unit_workers_max": "1", "protected_percent_min": "90", "doses_min": "1",
        "dose_days_min": "14", "tested_days_max": "7", "valid_from": "2021-10-20", "basis": "QĐ 12",
    }  # fmt: skip
    page = text_of(quan_1.post("/desk/workers/quotas/new/", form, follow=True))
    assert "1 người" in page
    assert "QĐ 12" in page
    assert "Ít nhất 90% người đã tiêm" in page
    assert "Những lần đặt khác" not in page
    quota = Quota.objects.get()
    for wrong in (
        {"valid_from": "2021-10-19"}, {"unit": "999999"}, {"unit": "x"}, {"area": "1"}, {"unit_workers_max": "-1"},
        {"protected_percent_min": "101"}, {"valid_from": ""},
    ):  # fmt: skip
        assert text_of(quan_1.post("/desk/workers/quotas/new/", form | wrong), 422)
    filled = text_of(quan_1.get("/desk/workers/quotas/new/", {"from": quota.pk}))
    assert 'value="QĐ 12"' in filled
    quan_1.post("/desk/workers/quotas/new/", form | {"unit_workers_max": "5", "valid_from": "2021-10-21"})
    assert Quota.objects.count() == 2
    history = text_of(quan_1.get(f"/desk/workers/quotas/{quota.pk}/"))
    assert "Những lần đặt khác" in history
    assert "5 người" in history
    assert "đến trước 21/10/2021" in history
    for _ in range(2):
        a_worker(unit)
    over = text_of(admin.get(at(unit, "submit/")))
    assert "Số người nhiều hơn số được phép" in over
    assert "ít người nên không hiện số" in over
    ended = text_of(quan_1.post(f"/desk/workers/quotas/{quota.pk}/", follow=True))
    assert "không còn hiệu lực" in ended
    assert "Quận 1" in text_of(quan_1.get("/desk/workers/quotas/"))


def test_a_late_list_is_marked(unit, quan_1):
    a_worker(unit)
    a_submitted_list(unit)
    SubmittedList.objects.update(due_at=NOW - timedelta(seconds=1))
    assert "Quá hạn" in text_of(quan_1.get("/desk/workers/"))


# The ward's desk


def test_a_ward_joins_registers_and_sends_back(unit, ward_desk, home, admin):
    bare = a_person("Phạm Văn Bình", date(1988, 1, 5), documents=(), ward_id=home)
    likely = a_worker(unit, somebody("Phạm Văn Bình", date(1988, 1, 5)))
    stranger, wrong = a_worker(unit, somebody("Đỗ Thị Tư")), a_worker(unit, somebody("Hồ Thị Năm"))
    queue = text_of(ward_desk.get("/desk/workers/awaiting/"))
    assert "Có hồ sơ giống, cần xem" in queue
    one = text_of(ward_desk.get(f"/desk/workers/awaiting/{likely.id}/"))
    assert f'value="{bare.id}"' in one
    ward_desk.post(f"/desk/workers/awaiting/{likely.id}/", {"do": "join", "person": bare.id})
    assert Worker.objects.get(pk=likely.id).person_id == bare.id
    assert "Hãy chọn một việc" in text_of(
        ward_desk.post(f"/desk/workers/awaiting/{stranger.id}/", {"do": "x"}), 422
    )
    done = ward_desk.post(f"/desk/workers/awaiting/{stranger.id}/", {"do": "register"}, follow=True)
    assert "Đã đăng ký người mới" in text_of(done)
    ward_desk.post(f"/desk/workers/awaiting/{wrong.id}/", {"do": "back", "because": "paper"})
    assert "Số giấy tờ không khớp" in text_of(admin.get(at(unit, f"people/{wrong.id}/")))
    assert ward_desk.get(f"/desk/workers/awaiting/{wrong.id}/").status_code == 404


def test_a_paper_of_somebody_else_is_explained_to_the_ward(unit, ward_desk, an):
    row = a_worker(unit, somebody(paper=an.documents[0]))
    answer = ward_desk.post(f"/desk/workers/awaiting/{row.id}/", {"do": "register"})
    assert "trả lại đơn vị" in text_of(answer, 409)


# The worker


def test_a_worker_sees_where_they_are_listed_and_leaves(unit, an, admin):
    worker = a_worker(unit, an, job="May")
    phone = phone_of(an)
    assert "Nơi làm việc" in text_of(phone.get("/me/"))
    page = text_of(phone.get("/me/work/"))
    assert unit.name in page
    asked = text_of(phone.get(f"/me/work/{worker.id}/leave/"))
    assert "Tôi chưa bao giờ làm ở đây" in asked
    left = text_of(phone.post(f"/me/work/{worker.id}/leave/", {"because": "contested"}, follow=True))
    assert "Bạn đã báo không làm ở đây" in left
    assert "Không đơn vị nào" in left
    assert admin.get(at(unit, f"people/{worker.id}/")).status_code == 404
    assert "không còn trong danh sách" in text_of(phone.get(f"/me/work/{worker.id}/leave/"))


def test_staff_have_no_work_page_of_their_own(admin):
    assert "không gắn với một người dân" in text_of(admin.get("/me/work/"))


# Taking the list away


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_taken_with_a_watermark_and_without_colours(admin, unit, an, kind):
    a_worker(unit, an, staff_code="=1+1")
    assert "Không có màu" in text_of(admin.get(at(unit, "export/")))
    assert not TrailEntry.objects.filter(action="workers.export").exists()
    answer = admin.post(at(unit, "export/"), {"format": kind})
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    assert TrailEntry.objects.get(action="workers.export").detail == {"rows": 1}
    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
        assert "'=1+1" in text
        assert "Xanh" not in text
        return
    rows = sheet_of(answer)
    assert rows[1][:2] == ["=1+1", "Nguyễn Văn An"]
    assert rows[1][4] == an.documents[0].number
    about = {
        row[0].value: row[1].value
        for row in openpyxl.load_workbook(io.BytesIO(answer.content))["An Toàn"].iter_rows()
    }
    assert about["Đơn vị"] == unit.name
    assert about["Số dòng"] == "1"
    assert len(about["SHA-256"]) == 64
    assert about["Người tải"]


def test_what_leaves_can_be_brought_back(admin, unit, an):
    a_worker(unit, an, cohort="Tổ A")
    content = admin.post(at(unit, "export/"), {"format": "xlsx"}).content
    services.remove_worker(actor=SYSTEM, unit_id=unit.id, worker_id=Worker.objects.get().pk)
    run = loaded(unit, content)
    assert run.counts.loaded == 1
    assert Worker.objects.get(ended_at__isnull=True).person_id == an.id
