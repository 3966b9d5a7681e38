"""The desks of cases, outbreaks, isolation and sites, as a browser without JavaScript uses them."""

import re
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.cases.models import CaseFile, Outbreak
from antoan.domains.codes.keys import SigningRing
from antoan.domains.isolation.models import Order, Site, SiteStay
from antoan.domains.isolation.values import OrderState
from antoan.domains.passes.queries import facts_of
from antoan.domains.policy.services import publish_shipped
from antoan.domains.records.values import TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.records import a_case, a_test

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(settings, tmp_path):
    cache.clear()
    settings.DATA = tmp_path
    SigningRing.create_missing(tmp_path, today=date(2026, 1, 1))
    with time_machine.travel(NOON, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        yield travelled


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def officer(login: str) -> Client:
    area = ward("26740").id
    return signed_in(a_colleague("ward_officer", login=login, scope_kind=ScopeKind.AREA, scope_id=area))


@pytest.fixture
def desk() -> Client:
    return officer("phuong.mot")


@pytest.fixture
def colleague() -> Client:
    return officer("phuong.hai")


@pytest.fixture
def patient():
    return a_person("Lê Thị Ca", ward_id=ward("26740").id, phones=("0912345678",))


def text_of(answer) -> str:
    """Return the words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_positive_test_is_in_the_list_and_its_report_is_filed(desk, patient):
    a_test(patient.id, clock.now() - timedelta(hours=2), TestOutcome.POSITIVE)
    listed = text_of(desk.get("/desk/cases/"))
    assert "L.T. Ca" in listed
    assert "Chưa báo cáo" in listed
    path = f"/desk/cases/{CaseFile.objects.get().pk}/"
    assert "Xét nghiệm dương tính đã xác minh" in text_of(desk.get(path))
    refused = desk.post(f"{path}report/", {"job": "Thợ may"})
    assert refused.status_code == 422
    assert "Hãy điền ô này." in text_of(refused)
    assert 'value="Thợ may"' in refused.content.decode()
    sent = {"subject": "ill", "diagnosis": "laboratory", "treatment": "outpatient", "reporter": "Trạm y tế"}
    page = desk.post(f"{path}report/", sent, follow=True)
    assert "Đã lập phiếu báo cáo." in text_of(page)
    [paper] = re.findall(r'href="(/desk/cases/\d+/reports/\d+\.pdf)"', page.content.decode())
    assert desk.get(paper).content.startswith(b"%PDF")
    assert desk.get(paper.replace("reports/", "reports/9")).status_code == 404


def test_what_is_overdue_stands_first_and_is_filtered(patient, november):
    a_case(patient.id, clock.today())
    november.shift(timedelta(hours=49))
    desk = officer("phuong.mot")
    assert "1 ca quá hạn báo cáo" in text_of(desk.get("/desk/cases/"))
    assert "L.T. Ca" in text_of(desk.get("/desk/cases/?report=overdue"))
    assert "Không có ca nào." in text_of(desk.get("/desk/cases/?report=reported"))


@pytest.mark.parametrize(
    "query",
    ["ward=x", "ward=999999999999999999999", "state=%00", "since=31/12/2026", "after=|||", "report=late"],
)
def test_a_list_is_shown_whatever_stands_in_its_address(desk, query):
    assert desk.get(f"/desk/cases/?{query}").status_code == 200


def test_an_authority_confirms_a_case_with_its_number_only(desk, patient):
    path = f"/desk/cases/people/{patient.id}/"
    for wrong in (
        {},
        {"confirmed_on": "2026-11-20", "authority": "HCDC"},
        {"confirmed_on": "2026-11-20", "reference": "7"},
    ):
        answer = desk.post(path, wrong)
        assert answer.status_code == 422
        assert "Tờ khai hay que thử tự làm không đủ" in text_of(answer)
    sent = {"confirmed_on": "2026-11-20", "authority": "HCDC", "reference": "CA-771"}
    assert "Đã xác nhận ca mắc." in text_of(desk.post(path, sent, follow=True))
    assert CaseFile.objects.get().basis == "authority"


def test_a_case_recovers_with_a_proof_and_its_isolation_ends(desk, patient):
    a_case(patient.id, date(2026, 11, 13))
    path = f"/desk/cases/{CaseFile.objects.get().pk}/"
    preview = desk.get(f"/desk/isolation/people/{patient.id}/?kind=case")
    assert "20/11/2026 · tại nhà" in text_of(preview)
    assert not Order.objects.exists()
    given = desk.post(f"/desk/isolation/people/{patient.id}/", {"kind": "case", "do": "give"}, follow=True)
    assert "Đã ra lệnh cách ly." in text_of(given)
    [paper] = re.findall(r'href="([^"]+order\.pdf)"', given.content.decode())
    assert desk.get(paper).content.startswith(b"%PDF")
    assert desk.get(paper.replace("order.pdf", "release.pdf")).status_code == 404
    assert "Hãy chọn giấy tờ" in text_of(desk.post(path, {"do": "recover"}, follow=True))
    early = {"do": "recover", "proof": "discharge", "recovered_on": "2026-11-19"}
    assert "sớm nhất là ngày thứ bảy" in text_of(desk.post(path, early, follow=True))
    done = desk.post(path, early | {"recovered_on": "2026-11-20"}, follow=True)
    assert "Đã khỏi" in text_of(done)
    assert Order.objects.get().state == OrderState.ENDED
    assert desk.get(paper.replace("order.pdf", "release.pdf")).content.startswith(b"%PDF")


def test_a_red_by_hand_takes_two_officers(desk, colleague, patient):
    path = f"/desk/isolation/people/{patient.id}/"
    asked = {"kind": "contact", "anchor_on": "2026-11-18"}
    assert "Cần một người thứ hai quyết định" in text_of(desk.get(path, asked))
    refused = desk.post(
        path, asked | {"do": "give", "reason": "debt", "evidence": "document", "reference": "77"}
    )
    assert refused.status_code == 422
    sent = asked | {"do": "give", "reason": "household", "evidence": "document", "reference": "DS-77"}
    own = desk.post(path, sent, follow=True)
    assert "đồng nghiệp khác phải quyết định" in text_of(own)
    order = f"/desk/isolation/orders/{Order.objects.get().number}/"
    assert "Không ai tự quyết định" in text_of(desk.post(order, {"do": "grant"}, follow=True))
    assert desk.get(f"{order}order.pdf").status_code == 404
    assert facts_of(SYSTEM, patient.id)["isolation_until"] is None
    assert "1 đề nghị chờ" in text_of(colleague.get("/desk/isolation/"))
    assert "Đang có hiệu lực" in text_of(colleague.post(order, {"do": "grant"}, follow=True))
    assert facts_of(SYSTEM, patient.id)["isolation_until"] is not None
    counted = signed_in(a_colleague("auditor")).get("/desk/isolation/manual/")
    assert "11/2026 Ở cùng nhà với người mắc 1 1 0 1" in text_of(counted)
    assert "Ca" not in re.findall(r"L\.T\. (\w+)", text_of(counted))


def test_an_order_is_ended_with_a_reason(desk, patient):
    a_case(patient.id, clock.today())
    desk.post(f"/desk/isolation/people/{patient.id}/", {"kind": "case", "do": "give"})
    path = f"/desk/isolation/orders/{Order.objects.get().number}/"
    assert "từ 5 đến 200 chữ cái" in text_of(desk.post(path, {"do": "end"}, follow=True))
    ended = desk.post(path, {"do": "end", "because": "Kết quả nhầm ống"}, follow=True)
    assert "Kết quả nhầm ống" in text_of(ended)
    assert "Kết thúc sớm" not in text_of(ended)


def test_an_outbreak_is_opened_gathers_cases_and_closes(desk, patient, november):
    a_case(patient.id, clock.today())
    form = {"name": "Hẻm 7", "ward": ward("26740").id, "where": "Hẻm 7 Lê Lợi", "began_on": "2026-11-15"}
    assert desk.post("/desk/outbreaks/new/", form | {"began_on": "2026-11-21"}).status_code == 422
    assert "Đã mở ổ dịch." in text_of(desk.post("/desk/outbreaks/new/", form, follow=True))
    opened = Outbreak.objects.get()
    case = f"/desk/cases/{CaseFile.objects.get().pk}/"
    assert "Đã ghi ổ dịch" in text_of(
        desk.post(case, {"do": "link", "outbreak": str(opened.pk)}, follow=True)
    )
    path = f"/desk/outbreaks/{opened.pk}/"
    shown = desk.get(path)
    assert "20/11/2026 1 1" in text_of(shown)
    assert "<rect" in shown.content.decode()
    assert "Chưa đủ số ngày" in text_of(desk.post(path, {"do": "close"}, follow=True))
    november.shift(timedelta(days=29))
    later = officer("phuong.ba")  # The session of a month ago has ended.
    assert "Đã đóng ổ dịch." in text_of(later.post(path, {"do": "close"}, follow=True))


def test_a_site_takes_somebody_in_and_lets_them_out(desk, patient):
    a_case(patient.id, clock.today())
    desk.post(f"/desk/isolation/people/{patient.id}/", {"kind": "case", "do": "give"})
    form = {
        "name": "Ký túc xá",
        "kind": "site",
        "ward": ward("26740").id,
        "address": "1 Võ Văn Ngân",
        "beds": "2",
    }
    assert "Hãy ghi tên" in text_of(desk.post("/desk/isolation/sites/", form | {"beds": "0"}, follow=True))
    assert "Đang ở: 0 trên 2 giường." in text_of(desk.post("/desk/isolation/sites/", form, follow=True))
    path = f"/desk/isolation/sites/{Site.objects.get().pk}/"
    assert "camera" not in text_of(desk.get(path))
    refused = desk.post("/desk/isolation/sites/", form | {"camera_url": "javascript:alert(1)"}, follow=True)
    assert "Đường dẫn camera phải bắt đầu bằng https://" in text_of(refused)
    desk.post("/desk/isolation/sites/", form | {"camera_url": "https://cam.example.vn/a"})
    link = 'href="https://cam.example.vn/a" target="_blank" rel="noopener noreferrer"'
    assert link in desk.get(path).content.decode()
    assert "Không có lệnh" in text_of(
        desk.post(path, {"do": "admit", "order": "K7M2-9QX", "bed": "A1"}, follow=True)
    )
    number = Order.objects.get().number
    inside = desk.post(path, {"do": "admit", "order": f"{number[:4]}-{number[4:]}", "bed": "A1"}, follow=True)
    assert "Đang ở: 1 trên 2 giường, còn trống 1." in text_of(inside)
    leave = {"do": "release", "stay": SiteStay.objects.get().pk, "leaving": "hospital"}
    assert "còn trống 2" in text_of(desk.post(path, leave, follow=True))


def test_a_short_code_leads_to_whom_one_may_reach_and_to_nobody_else(desk, patient):
    from antoan.domains.codes.services import issue_personal_code
    from antoan.domains.people.heads import head_of

    elsewhere = a_person("Trần Văn Xa", ward_id=ward("25747").id)
    own, other = (issue_personal_code(actor=SYSTEM, subject=head_of(one)) for one in (patient, elsewhere))
    found = desk.post("/desk/cases/find/", {"code": own.short_code, "do": "isolate"})
    assert found.url == f"/desk/isolation/people/{patient.id}/"
    missed = desk.post("/desk/cases/find/", {"code": other.short_code})
    nobody = desk.post("/desk/cases/find/", {"code": "ABCD-EFGH"})
    assert (missed.status_code, nobody.status_code) == (422, 422)
    assert "Trần Văn Xa" not in text_of(missed)
