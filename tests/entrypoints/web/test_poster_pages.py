"""False posters: the citizen's report, the ward's desk, the unit's own door."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.places import services as places
from antoan.domains.places.models import PosterReport
from antoan.domains.places.poster_values import ReportState
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.pictures import SECRET_PLACE, a_photo_with_place
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
FOREIGN = "https://khaibao.evil.example/p/AAAA?cccd=079087123456"


@pytest.fixture(autouse=True)
def at(settings, tmp_path):
    cache.clear()
    settings.PUBLIC_URL = "http://testserver"
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.fixture
def here():
    return ward("26740")


def signed_in(role: str, kind: ScopeKind = ScopeKind.CITY, scope_id: int | None = None, **more) -> Client:
    client = Client()
    account = a_colleague(role, scope_kind=kind, scope_id=scope_id, **more)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def phone(here):
    return signed_in("citizen", ScopeKind.SELF, person_id=a_person(ward_id=here.id).id)


@pytest.fixture
def desk(here):
    return signed_in("ward_officer", ScopeKind.AREA, here.id)


def text(answer) -> str:
    return answer.content.decode()


def send(phone, here, **more):
    fields = {
        "report": str(uuid4()), "code": FOREIGN, "ward": here.id, "words": "Dán ở cột điện trước chợ", **more
    }  # fmt: skip
    return phone.post("/me/posters/", fields, follow=True)


def test_a_ward_sees_all_its_desks_and_a_tracer_none(desk):
    page = text(desk.get("/desk/posters/"))
    assert re.findall(r'<a href="(/desk/[a-z]+/)"( aria-current="page")?', page) == [
        ("/desk/tasks/", ""),
        ("/desk/cases/", ""),
        ("/desk/outbreaks/", ""),
        ("/desk/isolation/", ""),
        ("/desk/statistics/", ""),
        ("/desk/care/", ""),
        ("/desk/people/", ""),
        ("/desk/field/", ""),
        ("/desk/cards/", ""),
        ("/desk/corrections/", ""),
        ("/desk/identities/", ""),
        ("/desk/registrations/", ""),
        ("/desk/units/", ""),
        ("/desk/workers/", ""),
        ("/desk/code/", ""),
        ("/desk/posters/", ' aria-current="page"'),
        ("/desk/safety/", ""),
        ("/desk/silence/", ""),
    ]
    for address in ("/desk/tasks/", "/desk/corrections/"):
        assert f'<a href="{address}" aria-current="page"' in text(desk.get(address))
    assert signed_in("tracer").get("/desk/posters/").status_code == 403


def test_a_report_names_the_site_and_goes_to_the_ward(phone, desk, here):
    form = text(phone.get("/me/posters/", {"code": FOREIGN}))
    assert "Dẫn sang trang của người khác</strong>: khaibao.evil.example" in form
    sent = text(send(phone, here, photos=BytesIO(a_photo_with_place())))
    assert "Đã gửi tới phường, xã" in sent
    assert "<strong>Mới</strong> · Dẫn sang trang của người khác · khaibao.evil.example" in sent
    row = PosterReport.objects.get()
    listed = text(desk.get("/desk/posters/"))
    assert f"/desk/posters/{row.pk}/" in listed
    assert '12:00</span> <span class="at-time">23/11/2026' in listed
    page = text(desk.get(f"/desk/posters/{row.pk}/"))
    assert "Dán ở cột điện trước chợ" in page
    for secret in ("079087123456", "N.V. An", "Nguyễn"):
        assert secret not in listed + page
    photo = desk.get(page.partition('<img src="')[2].partition('"')[0])
    assert photo.headers["Cache-Control"] == "private, no-store"
    assert SECRET_PLACE not in photo.content


def test_a_report_is_taken_closed_and_seen_by_who_sent_it(phone, desk, here, at):
    send(phone, here)
    address = f"/desk/posters/{PosterReport.objects.get().pk}/"
    assert "Đã nhận việc" in text(desk.post(address, {"do": "take"}, follow=True))
    at.shift(timedelta(hours=24))
    desk.force_login(
        a_colleague("ward_officer", login="khac", scope_kind=ScopeKind.AREA, scope_id=here.id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert "Quá hạn" in text(desk.get("/desk/posters/"))
    assert "Đã ghi kết quả" in text(desk.post(address, {"do": "removed"}, follow=True))
    assert "xong từ trước" in text(desk.post(address, {"do": "harmless"}, follow=True))
    assert PosterReport.objects.get().state == ReportState.REMOVED
    assert "Không có tờ mã nào bị báo" in text(desk.get("/desk/posters/"))
    assert "Đã gỡ" in text(desk.get("/desk/posters/?state=removed"))
    assert desk.post(address, {"do": "burn"}, follow=True).status_code == 200


def test_other_wards_and_other_roles_see_nothing(phone, here):
    send(phone, here)
    address = f"/desk/posters/{PosterReport.objects.get().pk}/"
    elsewhere = signed_in("ward_officer", ScopeKind.AREA, ward("25747").id)
    assert "Không có tờ mã nào bị báo" in text(elsewhere.get("/desk/posters/"))
    for client in (elsewhere, phone, signed_in("city_health")):
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "removed"}).status_code == 404
    assert phone.get("/desk/posters/").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "nhsuk-error-summary"),
        ({"words": "x" * 501}, "nhsuk-error-summary"),
        ({"ward": "987654"}, "nhsuk-error-summary"),
        ({"ward": ""}, "nhsuk-error-summary"),
        ({"report": "x"}, "Hãy nói rõ"),
        ({"photos": BytesIO(b"%PDF-1.7")}, "Không nhận tệp PDF"),
        ({"photos": [BytesIO(b"a"), BytesIO(b"b"), BytesIO(b"c"), BytesIO(b"d")]}, "nhiều nhất 3 ảnh"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_page_and_nothing_is_lost(phone, here, wrong, said):
    answer = send(phone, here, **wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert FOREIGN.replace("&", "&amp;") in text(answer)
    assert not PosterReport.objects.exists()


def test_the_sixth_report_of_a_day_is_sent_to_the_hotline(phone, here):
    for _ in range(5):
        send(phone, here)
    assert "Hãy gọi 1022" in text(send(phone, here))
    assert PosterReport.objects.count() == 5


def test_the_same_form_sent_twice_is_one_report(phone, here):
    again = {"report": str(uuid4())}
    for _ in range(2):
        assert "Đã gửi tới" in text(send(phone, here, **again))
    assert PosterReport.objects.count() == 1


def test_an_old_poster_is_shown_to_its_unit_which_takes_it_down(phone, here):
    unit = a_unit("Bến Thành", ward_id=here.id)
    place = a_place_of(unit, "Cửa hàng 1", ward_id=here.id)
    old, new = (places.issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now()) for _ in range(2))
    form = text(phone.get("/me/posters/", {"code": old.url}))
    assert f'<option value="{here.id}" selected>' in form  # The ward of the place.
    send(phone, here, code=old.url)
    admin = signed_in("unit_admin", ScopeKind.UNIT, unit.id)
    page = text(admin.get(f"/unit/places/{place.id}/"))
    assert new.serial in page
    assert f"Mã cũ, đã được thay</strong> · số {old.serial}" in page
    assert "Dán ở cột điện" not in page
    down = f"/unit/places/{place.id}/posters/{PosterReport.objects.get().pk}/removed"
    assert "tờ mã cũ đã gỡ" in text(admin.post(down, follow=True))
    assert "Mã cũ" not in text(admin.get(f"/unit/places/{place.id}/"))
    guard = signed_in("gate_operator", ScopeKind.UNIT, unit.id)
    assert guard.post(down).status_code == 403
    assert "Đã gỡ" in text(phone.get("/me/posters/"))


def test_a_place_without_a_code_says_so(here):
    unit = a_unit("Bến Thành", ward_id=here.id)
    place = a_place_of(unit, "Cửa hàng 1")
    page = text(signed_in("unit_admin", ScopeKind.UNIT, unit.id).get(f"/unit/places/{place.id}/"))
    assert "Chưa có mã địa điểm nào được cấp" in page
