"""A citizen's rights over their data and the desk that answers, as a browser without JavaScript uses them."""

import json
import re
import time
from datetime import date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4
from zipfile import ZipFile

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.codes.keys import SigningRing
from antoan.domains.people.queries import identity_of
from antoan.domains.people.services import add_dependant
from antoan.domains.privacy import queries
from antoan.domains.privacy.certificates import RECORD_TYPE, verified
from antoan.domains.privacy.models import Consent, RightsRequest
from antoan.domains.privacy.services import deciding
from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.services.erasing import erase_due
from antoan.domains.privacy.services.late import escalate_late
from antoan.domains.privacy.services.retaining import sweep_all
from antoan.domains.privacy.values import RequestKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.sessions import mark_begun_by_message
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.accounts import PASSWORD, a_colleague
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.privacy import ANSWER, WHY, a_consent, a_request, officer
from tests.factories.records import a_case

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def thursday(settings, tmp_path):
    cache.clear()
    settings.DATA = tmp_path
    SigningRing.create_missing(tmp_path, today=date(2026, 1, 1))
    with time_machine.travel(datetime(2026, 11, 19, 9, tzinfo=CITY_ZONE), tick=True) as travelled:
        yield travelled


@pytest.fixture
def an():
    return a_person(ward_id=ward().id, phones=("0912345678",))


@pytest.fixture
def phone(an):
    return phone_of(an)


def phone_of(person, **fields) -> Client:
    login = f"dan.{person.id}"
    own = {"scope_kind": ScopeKind.SELF, "person_id": person.id, "totp_secret": None} | fields
    return signed_in(a_colleague("citizen", login=login, **own))


def desk_of(role: str, login: str = "") -> Client:
    return signed_in(a_colleague(role, login=login or role))


def signed_in(account: Account, *, anew: bool = False) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    session = client.session
    session["account_authentication_methods_user"] = str(account.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()} | ({"reauthenticated": True} if anew else {})
    ]
    session.save()
    return client


def text_of(answer) -> str:
    return answer.content.decode()


def card(page: str, key: str) -> str:
    return page.split(f'id="purpose-{key}"')[1].split("</section>")[0]


def hidden(part: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w]+)" value="([^"]*)"', part)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_every_purpose_stands_in_plain_words_and_none_is_agreed_to(phone):
    page = text_of(phone.get("/me/rights/"))
    for key in ("reminders", "employer", "research"):
        assert "Chưa đồng ý" in card(page, key)
        assert "checked" not in card(page, key)
    assert "Tính màu của bạn ở cổng" in page
    assert "Đồng ý tất cả" not in page


def test_agreeing_withdrawing_and_undoing_are_one_tap_each(phone, an):
    def tap(act: str) -> str:
        fields = hidden(card(text_of(phone.get("/me/rights/")), "research"))
        answer = phone.post("/me/rights/consents/research/", fields | {"act": act}, follow=True)
        assert answer.redirect_chain[-1][0].endswith("said=research#purpose-research")
        return card(text_of(answer), "research")

    agreed = tap("agreed")
    assert "Đã đồng ý" in agreed
    assert "Hoàn tác" in agreed
    assert 'value="withdrawn"' in agreed
    withdrawn = tap("withdrawn")
    assert "Đã rút lại" in withdrawn
    assert "Hoàn tác" in withdrawn
    assert "Đã đồng ý" in tap("agreed")
    assert [line.act for line in queries.record_of(citizen(an.id), an.id)] == [
        "agreed",
        "withdrawn",
        "agreed",
    ]


def test_the_page_sent_twice_is_one_answer(phone):
    fields = hidden(card(text_of(phone.get("/me/rights/")), "research")) | {"act": "agreed"}
    for _ in range(2):
        assert phone.post("/me/rights/consents/research/", fields).status_code == 302
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("purpose", "fields", "status"),
    [
        ("research", {"consent": "x", "version": "1"}, 422),
        ("research", {"version": "1"}, 422),
        ("reminders", {"consent": str(uuid4()), "version": "1"}, 409),
        ("colour", {"consent": str(uuid4()), "version": "1"}, 422),
        ("nothing", {"consent": str(uuid4()), "version": "1"}, 404),
        ("research", {"consent": str(uuid4()), "version": "1", "person": "999999"}, 404),
        ("research", {"consent": str(uuid4()), "version": "x" * 9_000}, 409),
    ],
)
def test_what_cannot_be_agreed_to_is_not(phone, purpose, fields, status):
    answer = phone.post(f"/me/rights/consents/{purpose}/", fields | {"act": "agreed"})
    assert answer.status_code == status
    assert Consent.objects.count() == 0


def test_a_new_version_is_told_and_asked_again(an, phone):
    with time_machine.travel(datetime(2025, 12, 1, tzinfo=CITY_ZONE)):
        a_consent(an.id, "reminders")
    page = text_of(phone.get("/me/rights/"))
    assert "Có nội dung đã đổi" in page
    assert "Thêm: nhắc quét ra." in card(page, "reminders")
    assert 'value="agreed"' in card(page, "reminders")
    assert 'value="withdrawn"' in card(page, "reminders")


def test_the_record_can_be_printed_and_verified(an, phone):
    a_consent(an.id, "reminders")
    page = text_of(phone.get("/me/rights/consents/"))
    assert "Nhắc bạn qua tin nhắn" in page
    assert "bản 2" in page
    signed = phone.get("/me/rights/consents/record.jws")
    document = verified(text_of(signed), kind=RECORD_TYPE)
    [line] = document["consents"]
    assert (line["purpose"], line["version"], line["act"]) == ("reminders", "2", "agreed")
    assert line["text_sha256"] in page


def test_a_guardian_chooses_for_a_child(an, phone):
    child = a_person("Nguyễn Văn Bé", ward_id=ward().id)
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="con")
    page = text_of(phone.get("/me/rights/", {"person": child.id}))
    assert "người bạn giám hộ" in page
    phone.post("/me/rights/consents/research/", hidden(card(page, "research")) | {"act": "agreed"})
    assert queries.has_consent(child.id, "research")
    assert not queries.has_consent(an.id, "research")
    assert phone.get("/me/rights/", {"person": a_person("Lạ").id}).status_code == 404


def test_staff_who_are_nobody_are_told_so():
    answer = desk_of("tracer").get("/me/rights/")
    assert "không gắn với một người dân" in text_of(answer)


def test_looks_are_grouped_by_office_and_told_without_names(an, phone):
    account = a_colleague("ward_officer", name="Ngô Thị Xem", scope_kind=ScopeKind.AREA, scope_id=ward().id)
    for _ in range(3):
        identity_of(actor_for(account), an.id, purpose="correction")
    page = text_of(phone.get("/me/rights/looks/"))
    assert page.count("Xem họ tên, giấy tờ, số điện thoại</strong>") == 1
    assert "3 lần" in page
    assert "Cán bộ phường, xã · Phường Sài Gòn" in page
    assert "để giải quyết yêu cầu sửa dữ liệu" in page
    assert "Ngô Thị Xem" not in page


def test_a_mark_that_is_none_begins_anew(phone):
    for mark in ("x", "-1", "9" * 40, "1 OR 1"):
        assert phone.get("/me/rights/looks/", {"before": mark}).status_code == 200


def test_a_look_that_was_not_right_goes_to_the_auditor(an, phone):
    identity_of(actor_for(a_colleague("ward_officer")), an.id)
    entry = TrailEntry.objects.get(person_id=an.id, action="people.identity.read")
    form = phone.get(f"/me/rights/looks/{entry.pk}/")
    assert "Gửi cho kiểm toán" in text_of(form)
    assert phone.post(f"/me/rights/looks/{entry.pk}/", hidden(text_of(form))).status_code == 422
    sent = phone.post(f"/me/rights/looks/{entry.pk}/", hidden(text_of(form)) | {"words": WHY}, follow=True)
    request = RightsRequest.objects.get()
    assert f"{request.number[:4]}-{request.number[4:]}" in text_of(sent)
    again = phone.post(
        f"/me/rights/looks/{entry.pk}/", {"request": str(uuid4()), "person": an.id, "words": WHY}
    )
    assert again.headers["Location"] == f"/me/rights/requests/{request.number}/"  # Asked already.
    desk = desk_of("auditor")
    assert request.number in text_of(desk.get("/desk/privacy/"))
    page = text_of(desk.get(f"/desk/privacy/{request.number}/"))
    assert f"Dòng {entry.pk} của nhật ký" in page
    assert WHY in page
    desk.post(f"/desk/privacy/{request.number}/", {"do": "grant", "words": ANSWER})
    assert ANSWER in text_of(phone.get(f"/me/rights/requests/{request.number}/"))
    assert phone.get("/me/rights/looks/999999/").status_code == 404


def test_a_copy_is_asked_for_made_and_fetched_after_proving_it_is_you(an, phone):
    form = text_of(phone.get("/me/rights/requests/new/copy/"))
    phone.post("/me/rights/requests/new/copy/", hidden(form))
    number = RightsRequest.objects.get().number
    assert "hx-get" in text_of(phone.get(f"/me/rights/requests/{number}/"))
    make_waiting_copies()
    page = text_of(phone.get(f"/me/rights/requests/{number}/"))
    assert "Tải bản sao" in page
    assert "hx-get" not in page
    asked = phone.get(f"/me/rights/requests/{number}/copy")
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    wrong = phone.post(asked.headers["Location"], {"password": "sai"})
    assert wrong.status_code == 200
    proven = phone.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert proven.headers["Content-Type"] == "application/zip"
    assert "no-store" in proven.headers["Cache-Control"]
    assert "manifest.json" in ZipFile(BytesIO(proven.content)).namelist()


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_who_came_with_a_code_signs_in_again_before_something_grave(an, thursday, password):
    """Somebody who signed in with a one-time code has nothing else to be asked for, whatever the account has."""
    phone = phone_of(an, password=password)
    session = phone.session
    mark_begun_by_message(SimpleNamespace(session=session), clock.now().timestamp())
    session.save()
    assert phone.get("/me/rights/erase/confirm/").status_code == 200
    thursday.shift(timedelta(minutes=6))
    refused = phone.get("/me/rights/erase/confirm/")
    assert refused.status_code == 403
    assert "Hãy đăng nhập lại" in text_of(refused)
    assert "/accounts/phone/?next=/me/rights/erase/confirm/" in text_of(refused)


@pytest.mark.parametrize("kind", ["view", "copy", "restrict", "object"])
def test_each_kind_has_its_form(phone, kind):
    page = phone.get(f"/me/rights/requests/new/{kind}/")
    assert page.status_code == 200
    assert ('name="purpose"' in text_of(page)) is (kind in {"restrict", "object"})


@pytest.mark.parametrize("kind", ["delete", "look", "everything", "x" * 500])
def test_other_kinds_are_not_asked_here(phone, kind):
    assert phone.get(f"/me/rights/requests/new/{kind}/").status_code == 404


def test_an_objection_needs_a_reason_and_a_restriction_none(phone):
    def send(kind: str, **fields: str):
        form = text_of(phone.get(f"/me/rights/requests/new/{kind}/"))
        return phone.post(f"/me/rights/requests/new/{kind}/", hidden(form) | fields)

    assert send("object", purpose="statistics").status_code == 422
    assert send("object", purpose="nothing", words=WHY).status_code == 422
    assert send("object", purpose="statistics", words=WHY).status_code == 302
    assert send("restrict", purpose="research").status_code == 302
    assert send("view", words="x" * 1_001).status_code == 422


def test_somebody_follows_a_request_and_takes_it_back(an, phone):
    number = a_request(an.id).number
    assert "03/12/2026" in text_of(phone.get(f"/me/rights/requests/{number}/"))
    assert number in text_of(phone.get("/me/rights/requests/"))
    asked = text_of(phone.get(f"/me/rights/requests/{number}/withdraw"))
    assert "Rút yêu cầu" in asked
    back = phone.post(f"/me/rights/requests/{number}/withdraw", follow=True)
    assert "Đã rút" in text_of(back)


def test_a_granted_limit_is_shown_and_lifted(an, phone):
    a_consent(an.id)
    number = a_request(an.id, RequestKind.RESTRICT, purpose="research").number
    deciding.grant(actor=officer(), number=number, words=ANSWER)
    part = card(text_of(phone.get("/me/rights/")), "research")
    assert "đang tạm dừng" in part
    phone.post("/me/rights/limits/research/lift", hidden(part))
    assert queries.has_consent(an.id, "research")


def test_an_erasure_is_confirmed_twice_with_proof_between(an, phone, thursday):
    a_case(an.id, date(2026, 11, 18))
    first = text_of(phone.get("/me/rights/erase/"))
    assert "Lúc này chưa xóa được: Bạn đang là ca bệnh" in first
    assert "Nhật ký ai đã xem" in first
    asked = phone.get("/me/rights/erase/confirm/")
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    second = phone.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert "Xác nhận lần thứ hai" in text_of(second)
    assert phone.post("/me/rights/erase/confirm/", hidden(text_of(second))).status_code == 422
    sent = phone.post("/me/rights/erase/confirm/", hidden(text_of(second)) | {"sure": "yes"}, follow=True)
    number = RightsRequest.objects.get().number
    assert "số giấy chứng nhận xóa" in text_of(sent)
    assert "Không xóa gì trước 09:00 26/11/2026" in text_of(sent)
    assert phone.get(f"/certificates/{number}/").status_code == 404
    back = phone.post(f"/me/rights/requests/{number}/withdraw", follow=True)
    assert "Đã rút" in text_of(back)


def test_the_certificate_is_read_by_whoever_has_its_number_and_names_nobody(an, phone, thursday):
    number = a_request(an.id, RequestKind.DELETE).number
    deciding.grant(actor=officer(), number=number, words=ANSWER)
    thursday.shift(timedelta(days=7))
    assert erase_due(now=clock.now()) == 1
    shown = f"{number[:4]}-{number[4:]}"
    page = Client().get(f"/certificates/{shown}/")
    assert page.status_code == 200
    assert "Bạn là ai" in text_of(page)  # The table of persons, in plain words.
    assert "lịch sử thay đổi" in text_of(page)
    assert an.full_name not in text_of(page)
    told = json.loads(Client().get(f"/certificates/{number}.json").content)
    assert verified(told["signed"]) == told["certificate"]
    assert Client().get("/certificates/K7M2-9QX/").status_code == 404
    assert phone.get("/me/rights/").status_code == 302  # The account is gone as well.


def test_the_desk_lists_by_deadline_decides_and_opens_a_name_for_a_while(an):
    number = a_request(an.id, RequestKind.OBJECT, purpose="visits", words=WHY).number
    desk = desk_of("privacy_officer")
    listed = text_of(desk.get("/desk/privacy/"))
    assert number in listed
    assert an.full_name not in listed
    assert "N.V. An" in listed
    page = text_of(desk.get(f"/desk/privacy/{number}/"))
    assert an.full_name not in page
    assert "không dừng được việc này cho riêng một người" in page
    assert 'value="grant"' not in page
    opened = desk.post(f"/desk/privacy/{number}/", {"do": "unmask", "reason": "compare_paper"}, follow=True)
    assert an.full_name in text_of(opened)
    assert an.documents[0].number in text_of(opened)
    desk.post(f"/desk/privacy/{number}/", {"do": "take"})
    without = desk.post(f"/desk/privacy/{number}/", {"do": "refuse", "words": ANSWER})
    assert without.status_code == 422
    assert "phải chọn một căn cứ pháp luật" in text_of(without)
    assert ANSWER in text_of(without)  # What was typed stays.
    done = desk.post(
        f"/desk/privacy/{number}/", {"do": "refuse", "words": ANSWER, "ground": "urgent_health"}, follow=True
    )
    assert "Đã từ chối" in text_of(done)
    assert "bảo vệ tính mạng" in text_of(phone_of(an).get(f"/me/rights/requests/{number}/"))


def test_the_desk_filters_and_shrugs_at_nonsense(an):
    desk = desk_of("privacy_officer")
    number = a_request(an.id).number
    assert number in text_of(desk.get("/desk/privacy/", {"kind": "view", "state": "open"}))
    assert number not in text_of(desk.get("/desk/privacy/", {"kind": "delete"}))
    assert number in text_of(desk.get("/desk/privacy/", {"kind": "x", "state": "y", "after": "z|"}))
    assert desk.post(f"/desk/privacy/{number}/", {"do": "nothing"}).status_code == 302
    assert desk.post(f"/desk/privacy/{number}/", {"do": "unmask", "reason": "curious"}).status_code == 302


def test_who_only_oversees_sees_late_ones_and_opens_none(an, thursday):
    late = a_request(an.id).number
    thursday.shift(timedelta(days=6))
    escalate_late(now=clock.now())
    fresh = a_request(an.id, RequestKind.DELETE).number
    page = text_of(desk_of("city_health").get("/desk/privacy/"))
    assert f"{late[:4]}-{late[4:]}" in page
    assert fresh[:4] not in page
    assert f'href="/desk/privacy/{late}/"' not in page


def test_the_retention_report_is_for_auditors_and_the_officer(an):
    sweep_all()
    for role in ("auditor", "privacy_officer"):
        page = desk_of(role).get("/desk/retention/")
        assert "28 ngày, tính từ ngày vào" in text_of(page)
        assert "không có gì đủ cũ" in text_of(page)
    desk = desk_of("auditor", "kiem.toan")
    assert "Chưa có lần chạy nào" in text_of(desk.get("/desk/retention/", {"day": "2020-01-01"}))
    assert desk.get("/desk/retention/", {"day": "nonsense"}).status_code == 200
    assert desk_of("tracer").get("/desk/retention/").status_code == 403


def test_everything_reads_in_english(an, phone):
    number = a_request(an.id, RequestKind.DELETE).number
    phone.cookies["django_language"] = "en"
    paths = ["", "consents/", "looks/", "requests/", f"requests/{number}/", "requests/new/object/", "erase/"]
    for path in paths:
        page = text_of(phone.get(f"/me/rights/{path}"))
        assert '<html lang="en"' in page
        assert "Quyền của tôi" not in page
