"""Safety assessments on the pages of a unit, of its offices, and behind the code at a door; without JavaScript."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antoan.domains.assessment.models import Answer, Assessment, PlanStep
from antoan.domains.assessment.services import start_assessment
from antoan.domains.places.services import issue_place_code
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.queries import unit_for, unit_of_place
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.files.models import StoredFile
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.assessment import GENERAL, a_draft, all_met, an_assessment, an_assessment_with_photo
from tests.factories.pictures import a_picture
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db

GENERAL_KEYS = ("1", "2", "3", "4", "5", "6")


@pytest.fixture(autouse=True)
def noon():
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 22, 5, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def place():
    here = ward("26740").id
    return a_place_of(a_unit("Bến Thành", ward_id=here), "Cửa hàng Bến Thành", ward_id=here)


@pytest.fixture
def unit_id(place):
    return unit_of_place(place.id)


def signed_in(role, kind, scope_id):
    client = Client()
    account = a_colleague(role, login=f"{role}.{uuid4().hex[:8]}", scope_kind=kind, scope_id=scope_id)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def admin(unit_id):
    return signed_in("unit_admin", ScopeKind.UNIT, unit_id)


@pytest.fixture
def viewer(unit_id):
    return signed_in("unit_viewer", ScopeKind.UNIT, unit_id)


@pytest.fixture
def officer():
    return signed_in("ward_officer", ScopeKind.AREA, ward("26740").id)


def text(answer, status=200):
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def given(keys, value="met"):
    return {f"a-{key}": value for key in keys}


def test_a_place_shows_the_sets_that_apply_and_what_of_them_is_unconfirmed(admin, place):
    page = text(admin.get(f"/unit/places/{place.id}/safety/"))
    assert str(GENERAL.title.vi) in page
    assert "Chưa đánh giá" in page
    assert "chưa đọc được nên không có ở đây" in page
    assert "Chỉ số nguy cơ nơi làm việc" not in page  # A shop is no workplace of that index.


def test_the_place_of_the_unit_leads_there(admin, place):
    assert f"/unit/places/{place.id}/safety/" in admin.get(f"/unit/places/{place.id}/").content.decode()


def test_a_unit_goes_from_beginning_to_result(admin, place):
    begun = admin.post(f"/unit/places/{place.id}/safety/start", {"set": "hcm-general"})
    draft = Assessment.objects.get()
    assert begun.headers["Location"] == f"/unit/safety/{draft.pk}/"
    assert "Đã trả lời 0 trên 7 mục." in text(admin.get(begun.headers["Location"]))
    first = admin.post(f"/unit/safety/{draft.pk}/groups/general/", given(GENERAL_KEYS) | {"a-3": "not_met"})
    assert first.headers["Location"] == f"/unit/safety/{draft.pk}/groups/food/"
    assert (
        admin.post(first.headers["Location"], {"a-f1": "na"}).headers["Location"]
        == f"/unit/safety/{draft.pk}/"
    )
    assert "Đã trả lời 7 trên 7 mục." in text(admin.get(f"/unit/safety/{draft.pk}/"))
    admin.post(f"/unit/safety/{draft.pk}/submit", {"true": "yes"})
    page = text(admin.get(f"/unit/safety/{draft.pk}/"))
    for said in ("Không đạt tiêu chí bắt buộc", "5 trên 6 (83,3 %)", "Khắc phục trước tiên", "Tiêm vắc xin"):
        assert said in page


def test_half_a_part_is_kept_and_nothing_is_sent_yet(admin, place):
    draft_id = a_draft(place.id)
    admin.post(f"/unit/safety/{draft_id}/groups/general/", {"a-1": "met", "n-1": "mỗi ca"})
    page = text(admin.get(f"/unit/safety/{draft_id}/"))
    assert "1 trên 6 mục" in page
    assert "Gửi bản đánh giá" not in page
    admin.post(f"/unit/safety/{draft_id}/submit", {"true": "yes"})
    assert Assessment.objects.get().state == "draft"


def test_nothing_is_sent_without_standing_by_it(admin, place):
    draft_id = a_draft(place.id, all_met())
    answer = admin.post(f"/unit/safety/{draft_id}/submit", follow=True)
    assert "Tôi xác nhận" in text(answer)
    assert Assessment.objects.get().state == "draft"


def test_an_answer_that_does_not_fit_is_told_and_what_was_filled_in_stays(admin, place):
    draft_id = a_draft(place.id)
    answer = admin.post(f"/unit/safety/{draft_id}/groups/general/", {"a-1": "met", "n-1": "x" * 301})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nhiều nhất 300 chữ cái" in page
    assert 'value="met" checked' in page
    assert Answer.objects.count() == 0


def test_points_are_stated_within_their_range(unit_id):
    office = a_place_of(unit_for(SYSTEM, unit_id), "Văn phòng", kind=PlaceKind.OFFICE)
    client = signed_in("unit_admin", ScopeKind.UNIT, unit_id)
    draft = start_assessment(actor=SYSTEM, place_id=office.id, set_id="vn-work-index")
    page = client.get(f"/unit/safety/{draft.id}/groups/read/").content.decode()
    assert 'type="number"' in page
    assert client.post(f"/unit/safety/{draft.id}/groups/read/", {"a-cs3": "31"}).status_code == 422
    assert client.post(f"/unit/safety/{draft.id}/groups/read/", {"a-cs3": "30"}).status_code == 302


def test_photos_are_kept_shown_and_removed(admin, viewer, place):
    draft_id = a_draft(place.id)
    address = f"/unit/safety/{draft_id}/groups/general/"
    for _ in range(2):  # Sent twice it is one photo.
        admin.post(address, {"p-1": SimpleUploadedFile("a.jpg", a_picture()), "stay": "yes"})
    photo = StoredFile.objects.get()
    shown = viewer.get(f"/unit/safety/{draft_id}/photos/{photo.pk}")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert str(photo.pk) in admin.get(address).content.decode()
    assert admin.post(address, {"remove": f"1:{photo.pk}"}).headers["Location"] == address
    assert StoredFile.objects.count() == 0


def test_a_file_that_is_no_picture_is_told_of(admin, place):
    draft_id = a_draft(place.id)
    sent = {"p-1": SimpleUploadedFile("a.jpg", b"%PDF-1.7"), "a-1": "met"}
    answer = admin.post(f"/unit/safety/{draft_id}/groups/general/", sent)
    assert "Không nhận tệp PDF" in text(answer, 422)
    assert Answer.objects.get(item="1").value == "met"  # The answers were fine.


def test_a_draft_is_let_be_only_when_one_is_sure(admin, place):
    draft_id = a_draft(place.id)
    assert "Bỏ bản nháp?" in text(admin.get(f"/unit/safety/{draft_id}/discard"))
    admin.post(f"/unit/safety/{draft_id}/discard")
    assert Assessment.objects.count() == 1
    admin.post(f"/unit/safety/{draft_id}/discard", {"sure": "yes"})
    assert Assessment.objects.count() == 0


def test_what_was_found_is_planned_and_done(admin, place, unit_id):
    view = an_assessment(place.id, "1")
    address = f"/unit/safety/{view.id}/plan/"
    assert "Đeo khẩu trang" in text(admin.get(address))
    late = {"do": "plan", "item": "1", "words": "Mua khẩu trang", "due_on": "2026-11-21"}
    assert "ngày từ hôm nay" in text(admin.post(address, late), 422)
    assert admin.post(address, late | {"due_on": "2026-11-30"}).status_code == 302
    assert "Hạn: 30/11/2026" in text(admin.get(address))
    with time_machine.travel(datetime(2026, 12, 1, 5, tzinfo=UTC)):
        later = signed_in("unit_admin", ScopeKind.UNIT, unit_id)
        assert "Quá hạn từ ngày 30/11/2026" in text(later.get(address))
    admin.post(address, {"do": "done", "item": "1"})
    assert "Đã làm ngày 22/11/2026" in text(admin.get(address))
    assert "hãy đánh giá lại" in text(admin.get(f"/unit/safety/{view.id}/"))
    admin.post(address, {"do": "drop", "item": "1"})
    assert PlanStep.objects.count() == 0


def test_whoever_only_reads_sees_results_and_no_buttons(viewer, place):
    an_assessment(place.id)
    page = text(viewer.get(f"/unit/places/{place.id}/safety/"))
    assert "Được hoạt động" in page
    assert "Đánh giá lại" not in page


def test_an_unknown_part_is_not_there(admin, place):
    assert admin.get(f"/unit/safety/{a_draft(place.id)}/groups/nothing/").status_code == 404


def test_an_office_filters_places_by_level(officer, place):
    view = an_assessment(place.id, "1")
    page = text(officer.get("/desk/safety/?set=hcm-general&level=poor"))
    assert "Cửa hàng Bến Thành" in page
    assert "Cửa hàng Bến Thành" not in text(officer.get("/desk/safety/?set=hcm-general&level=good"))
    assert f"/desk/safety/{view.id}/" in officer.get("/desk/safety/?set=hcm-general").content.decode()
    for odd in ("set=nothing", "level=nothing", "after=x", "after=99999999999999999999"):
        assert officer.get(f"/desk/safety/?{odd}").status_code == 200


def test_an_office_reads_answers_photos_and_plan(officer, place):
    view, photo_id = an_assessment_with_photo(place.id)
    page = text(officer.get(f"/desk/safety/{view.id}/"))
    for said in ("Đeo khẩu trang", "Không đạt", "Đơn vị chưa lập kế hoạch.", "Do đơn vị tự đánh giá"):
        assert said in page
    assert officer.get(f"/desk/safety/{view.id}/photos/{photo_id}").status_code == 200


def test_an_office_sees_no_draft(officer, place):
    assert officer.get(f"/desk/safety/{a_draft(place.id)}/").status_code == 404


def test_the_page_behind_a_code_tells_the_level_and_nothing_else(client, place, settings):
    settings.PUBLIC_URL = "http://testserver"
    code = issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now())
    address = "/p/" + code.url.rpartition("/")[2]
    assert "tự đánh giá an toàn" not in text(client.get(address))
    an_assessment(place.id, "3")
    page = text(client.get(address))
    assert "Đơn vị tự đánh giá an toàn: Không đạt tiêu chí bắt buộc" in page
    assert "22/11/2026" in page
    assert "Tiêm vắc xin" not in page
    with time_machine.travel(clock.now() + timedelta(days=90)):
        assert "Đơn vị tự đánh giá an toàn: Hết hiệu lực" in text(client.get(address))


def test_the_pages_speak_english(admin, place):
    view = an_assessment(place.id, "1")
    page = text(admin.get(f"/unit/safety/{view.id}/", headers={"accept-language": "en"}))
    assert "Does not meet a mandatory criterion" in page
    assert "Mend first" in page


def test_everybody_finds_the_levels_of_a_ward(client, place):
    here, there = ward("26740").id, ward("25747").id
    an_assessment(place.id, "3")
    assert "Cửa hàng Bến Thành" not in text(client.get("/safety/"))  # No ward was chosen.
    page = text(client.get(f"/safety/?ward={here}"))
    for said in ("Cửa hàng Bến Thành", "Không đạt tiêu chí bắt buộc", "22/11/2026"):
        assert said in page
    assert "Tiêm vắc xin" not in page
    assert "chưa có địa điểm nào" in text(client.get(f"/safety/?ward={there}"))
    for odd in ("ward=x", "ward=987654321", f"ward={here}&after=x", "ward=99999999999999999999"):
        assert client.get(f"/safety/?{odd}").status_code == 200
