"""The tracers' desk, the unit's notices and the citizen's own view, as a browser without JavaScript uses them."""

import re
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.codes.keys import SigningRing
from antoan.domains.gates.models import VisitorNote, VisitorRequest
from antoan.domains.messaging.models import Message
from antoan.domains.people.models import Person
from antoan.domains.places.services import issue_place_code
from antoan.domains.policy.services import publish_shipped
from antoan.domains.tracing.desk_values import ContactView
from antoan.domains.tracing.models import Export, FollowUp, PlaceNotice, TracedContact, TracingCase
from antoan.domains.tracing.rules.exposure import Stay
from antoan.domains.tracing.values import ContactState, FollowUpState
from antoan.domains.units.models import Unit
from antoan.domains.visits.services import open_days_around
from antoan.entrypoints.web.office.tracing.drawing import drawn
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.places import a_gate, a_place, a_spot
from tests.factories.records import a_case
from tests.factories.tracing import Outbreak, a_tracing, add_visits, an_outbreak
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 20, 5, tzinfo=UTC)
NAMES = ("Lê Văn Bạn", "Lê Thị Nhà", "Trần Văn Qua", "Phạm Thị Ca", "0901000002", "901000002")


@pytest.fixture(autouse=True)
def november(settings, tmp_path):
    cache.clear()
    settings.DATA = tmp_path
    with time_machine.travel(NOON, tick=False):
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield


@pytest.fixture
def outbreak() -> Outbreak:
    return an_outbreak(NOON, ward_id=ward("26740", on=NOON.date()).id)


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def desk() -> Client:
    return signed_in(a_colleague("tracer", name="Đỗ Thị Vết"))


@pytest.fixture
def health() -> Client:
    return signed_in(a_colleague("city_health", name="Hồ Văn Sở"))


def text_of(answer) -> str:
    """Return the words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


class TestOpening:
    """From a new infection to its contacts in one step."""

    def test_a_new_infection_is_offered_opened_and_traced(self, desk, outbreak):
        assert "P.T. Ca" in text_of(desk.get("/desk/tracing/"))
        path = f"/desk/tracing/new/{outbreak.infection_id}/"
        assert "Ngày có triệu chứng đầu tiên" in text_of(desk.get(path))
        page = desk.post(path, {"reason": "Truy vết F0", "onset_on": "2021-11-18"}, follow=True)
        assert "Tìm thấy 3 người tiếp xúc." in text_of(page)
        assert "Văn phòng Sông Xanh" in text_of(page)
        case = TracingCase.objects.get()
        assert (case.reason, case.onset_on.isoformat(), case.found) == ("Truy vết F0", "2021-11-18", 3)
        listed = text_of(desk.get("/desk/tracing/"))
        assert "chưa ai truy vết" not in listed
        assert f"{case.number[:4]}-{case.number[4:]}" in listed

    @pytest.mark.parametrize(
        ("reason", "onset_on", "words"),
        [("", "", "từ 5 đến 200 chữ cái"), ("Truy vết F0", "2021-10-01", "nhiều nhất 14 ngày")],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, desk, outbreak, reason, onset_on, words):
        path = f"/desk/tracing/new/{outbreak.infection_id}/"
        answer = desk.post(path, {"reason": reason, "onset_on": onset_on})
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert f'value="{onset_on}"' in answer.content.decode()
        assert not TracingCase.objects.exists()

    def test_an_infection_traced_already_leads_to_its_case(self, desk, outbreak):
        case = a_tracing(outbreak)
        answer = desk.post(f"/desk/tracing/new/{outbreak.infection_id}/", {"reason": "Truy vết F0"})
        assert (answer.status_code, answer.url) == (302, f"/desk/tracing/{case.number}/")
        assert TracingCase.objects.count() == 1

    def test_sent_twice_it_is_opened_once(self, desk, outbreak):
        path = f"/desk/tracing/new/{outbreak.infection_id}/"
        form = {
            "reason": "Truy vết F0",
            "id": re.search(r'name="id" value="([^"]+)"', desk.get(path).content.decode())[1],
        }
        assert desk.post(path, form).url == desk.post(path, form).url
        assert TracingCase.objects.count() == 1

    def test_a_closed_case_offers_nothing_more(self, desk, outbreak):
        case = a_tracing(outbreak)
        desk.post(f"/desk/tracing/{case.number}/", {"do": "close"})
        page = desk.get(f"/desk/tracing/{case.number}/")
        assert "đã đóng" in text_of(page)
        assert "Mở tên" not in text_of(page)
        assert case.number not in desk.get("/desk/tracing/").content.decode()
        assert case.number in desk.get("/desk/tracing/?closed=1").content.decode()

    def test_a_deeper_trace_is_asked_for(self, desk, outbreak):
        case = a_tracing(outbreak)
        answer = desk.post(f"/desk/tracing/{case.number}/", {"do": "find", "depth": "2"}, follow=True)
        assert "Tìm thấy 3 người tiếp xúc." in text_of(answer)
        assert TracingCase.objects.get().depth == 2


class TestContacts:
    """Masked in every list; told and followed by those ticked."""

    def test_no_page_of_a_case_shows_a_name_or_a_number(self, desk, outbreak):
        case = a_tracing(outbreak)
        base = f"/desk/tracing/{case.number}/"
        for path in (
            base, f"{base}contacts/", f"{base}contacts/{outbreak.colleague.id}/", f"{base}calls/?count=5", f"{base}chain/",
            f"{base}people/{outbreak.case.id}/script", f"{base}people/{outbreak.colleague.id}/script", f"{base}exports/",
            f"{base}spots/{outbreak.cafe.id}/",
        ):  # fmt: skip
            text = desk.get(path).content.decode()
            assert [name for name in NAMES if name in text] == [], path

    def test_those_whose_call_averts_most_come_first(self, desk, outbreak):
        case = a_tracing(outbreak)
        text = text_of(desk.get(f"/desk/tracing/{case.number}/contacts/"))
        assert text.index("L.V. Bạn") < text.index("L.T. Nhà") < text.index("T.V. Qua")

    def test_one_call_reaches_a_household(self, desk, outbreak):
        case = a_tracing(outbreak)
        text = text_of(desk.get(f"/desk/tracing/{case.number}/calls/?count=1"))
        assert ("L.V. Bạn" in text, "L.T. Nhà" in text, "T.V. Qua" in text) == (True, True, False)

    def test_the_text_is_read_before_it_is_sent(self, desk, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/contacts/"
        ticked = [outbreak.colleague.id, outbreak.passer_by.id]
        asked = text_of(desk.post(path, {"do": "tell", "text": "exposed", "person": ticked}))
        assert "Gửi tin cho 2 người?" in asked
        assert "bạn có thể đã tiếp xúc gần" in asked
        assert not Message.objects.exists()
        sent = text_of(desk.post(path, {"do": "send", "text": "exposed", "person": ticked}, follow=True))
        assert "Đã gửi 1 tin. 0 người đã nhận tin này trước đó, 1 người không có số điện thoại." in sent
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        "form",
        [
            {"do": "send", "text": "exposed"},
            {"do": "send", "text": "exposed", "person": ["x", "", "-1", "9" * 400]},
            {"do": "send", "text": "welcome", "person": ["1"]},
            {"do": "dance", "person": ["1"]},
        ],
    )
    def test_a_form_nobody_could_have_meant_sends_nothing(self, desk, outbreak, form):
        case = a_tracing(outbreak)
        assert desk.post(f"/desk/tracing/{case.number}/contacts/", form).status_code == 302
        assert not Message.objects.exists()

    @pytest.mark.parametrize(
        "query", ["level=9", "level=x", "after=99999999999999999999", "after=-1", "count=0"]
    )
    def test_a_list_takes_any_question(self, desk, outbreak, query):
        case = a_tracing(outbreak)
        for page in ("contacts", "calls"):
            assert desk.get(f"/desk/tracing/{case.number}/{page}/?{query}").status_code == 200

    def test_more_than_a_page_goes_on(self, desk, outbreak, monkeypatch):
        monkeypatch.setattr("antoan.domains.tracing.queries.contacts.PAGE_CONTACTS_MAX", 2)
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/contacts/"
        following = re.search(r'href="(\?[^"]+after=2)"', desk.get(path).content.decode())[1].replace(
            "&amp;", "&"
        )
        text = text_of(desk.get(path + following))
        assert ("T.V. Qua" in text, "L.V. Bạn" in text) == (True, False)

    def test_a_contact_is_marked_as_reached(self, desk, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/contacts/{outbreak.colleague.id}/"
        assert "Đã nói chuyện" in text_of(desk.post(path, {"state": "reached"}, follow=True))
        assert TracedContact.objects.get(person=outbreak.colleague.id).state == ContactState.REACHED

    def test_who_met_nobody_has_no_page(self, desk, outbreak):
        case = a_tracing(outbreak)
        for path in (f"contacts/{outbreak.stranger.id}/", f"people/{outbreak.stranger.id}/script"):
            assert desk.get(f"/desk/tracing/{case.number}/{path}").status_code == 404

    def test_who_only_reads_is_offered_no_deed(self, health, outbreak):
        case = a_tracing(outbreak)
        for path in ("", "contacts/", f"contacts/{outbreak.colleague.id}/", f"spots/{outbreak.cafe.id}/"):
            page = health.get(f"/desk/tracing/{case.number}/{path}").content.decode()
            assert page.count('name="do"') == 0, path
            assert "unmask-reason" not in page

    def test_an_interview_of_a_contact_names_places_and_never_the_case(self, desk, outbreak):
        case = a_tracing(outbreak)
        page = desk.get(f"/desk/tracing/{case.number}/people/{outbreak.colleague.id}/script")
        read_aloud = " ".join(re.findall(r'<p class="at-say">(.*?)</p>', page.content.decode(), re.S))
        assert "Văn phòng Sông Xanh" in text_of(page)
        assert "Ca" not in read_aloud.split()
        assert "năm sinh" in read_aloud


class TestUnmasking:
    """With a reason, for half an hour, for one account, and the person reads it."""

    def test_a_name_is_shown_after_a_reason_and_its_person_reads_why(self, desk, health, outbreak):
        case = a_tracing(outbreak)
        base = f"/desk/tracing/{case.number}/"
        sent = {"reason": "Gọi hướng dẫn cách ly"}
        page = desk.post(f"{base}people/{outbreak.colleague.id}/unmask", sent, follow=True)
        assert "Lê Văn Bạn" in text_of(page)
        assert 'href="tel:+84901000002"' in page.content.decode()
        assert "Lê Văn Bạn" not in text_of(health.get(f"{base}contacts/{outbreak.colleague.id}/"))
        mine = signed_in(
            a_colleague("citizen", login="dan", scope_kind=ScopeKind.SELF, person_id=outbreak.colleague.id)
        )
        read = text_of(mine.get("/me/rights/looks/"))
        assert "Gọi hướng dẫn cách ly" in read
        assert ("Đỗ Thị Vết" in read, case.number in read) == (False, False)
        with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
            assert "Lê Văn Bạn" not in text_of(desk.get(f"{base}contacts/{outbreak.colleague.id}/"))

    def test_the_case_itself_is_unmasked_on_its_own_page(self, desk, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/people/{outbreak.case.id}/unmask"
        page = desk.post(path, {"reason": "Phỏng vấn F0"}, follow=True)
        assert page.request["PATH_INFO"] == f"/desk/tracing/{case.number}/"
        assert "Phạm Thị Ca" in text_of(page)

    def test_without_a_reason_nothing_is_shown_and_nothing_is_read_later(self, desk, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/people/{outbreak.colleague.id}/unmask"
        page = desk.post(path, {"reason": "x"}, follow=True)
        assert "từ 5 đến 200 chữ cái" in text_of(page)
        assert "Lê Văn Bạn" not in text_of(page)


class TestPlaces:
    """A place is told a day; its unit reads it; a room is described."""

    def test_a_unit_reads_that_a_case_came_and_on_which_day_and_nothing_else(self, desk):
        unit = a_unit()
        spot = a_spot(a_place_of(unit, "Cửa hàng Hoa Sen"))
        person = a_person("Phạm Thị Ca")
        yesterday = clock.day_start(clock.today() - timedelta(days=1))
        add_visits([Stay(person.id, spot.id, 8 * 3_600, 9 * 3_600)], start=yesterday)
        infection = a_case(person.id, clock.today())
        desk.post(f"/desk/tracing/new/{infection.id}/", {"reason": "Truy vết F0"})
        case = TracingCase.objects.get()
        path = f"/desk/tracing/{case.number}/spots/{spot.id}/"
        on, notice_id = re.search(
            r'name="on" value="([^"]+)"><input type="hidden" name="id" value="([^"]+)"',
            desk.get(path).content.decode(),
        ).groups()
        told = desk.post(path, {"do": "tell", "on": on, "id": notice_id}, follow=True)
        assert ("Đã báo cho địa điểm." in text_of(told), "Đã báo" in text_of(told)) == (True, True)
        assert PlaceNotice.objects.count() == 1
        admin = signed_in(
            a_colleague("unit_admin", login="don.vi", scope_kind=ScopeKind.UNIT, scope_id=unit.id)
        )
        assert "1 mới" in text_of(admin.get(f"/unit/places/{spot.place_id}/"))
        read = text_of(admin.get(f"/unit/places/{spot.place_id}/notices"))
        assert "Có ca mắc đã đến đây ngày 19/11/2021" in read
        assert [word for word in ("P.T. Ca", "Phạm", "08:00", case.number) if word in read] == []
        assert "mới" not in text_of(admin.get(f"/unit/places/{spot.place_id}/"))

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"on": "2021-11-17"}, "Ngày đó ca mắc không có mặt ở nơi này."),
            ({"on": "hôm qua"}, ""),
            ({"id": "x"}, ""),
        ],
    )
    def test_a_place_is_told_only_of_days_the_case_was_there(self, desk, outbreak, sent, words):
        case = a_tracing(outbreak)
        form = {"do": "tell", "on": "2021-11-19", "id": "01945e6e-0000-7000-8000-000000000001"} | sent
        answer = desk.post(f"/desk/tracing/{case.number}/spots/{outbreak.cafe.id}/", form, follow=True)
        assert words in text_of(answer)
        assert not PlaceNotice.objects.exists()

    @pytest.mark.parametrize(
        ("area", "words"),
        [
            ("15,5", "Tìm lại người tiếp xúc"),
            ("0", "Diện tích từ 1"),
            ("rộng", "Diện tích từ 1"),
            ("1e400", "Diện tích"),
        ],
    )
    def test_a_room_is_described_with_a_comma_or_refused(self, desk, outbreak, area, words):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/spots/{outbreak.cafe.id}/"
        answer = desk.post(path, {"do": "describe", "area": area, "ventilation": "closed"}, follow=True)
        assert words in text_of(answer)


class TestVisitors:
    """Who was at a place on a day: asked by the tracer, confirmed by the unit, then read by whoever asked."""

    @pytest.fixture
    def place(self):
        """The office of the case, a place of a unit."""
        return a_place_of(a_unit("Sông Xanh"), "Văn phòng Sông Xanh")

    @pytest.fixture
    def unit(self, place) -> Client:
        """Who answers for that unit."""
        owner = Unit.objects.get(name="Sông Xanh")
        return signed_in(
            a_colleague("unit_admin", login="don.vi", scope_kind=ScopeKind.UNIT, scope_id=owner.id)
        )

    def case_at(self, place) -> TracingCase:
        return a_tracing(an_outbreak(NOON, ward_id=ward("26740", on=NOON.date()).id, office=a_spot(place)))

    def ask(self, desk, place, *, on="2021-11-19") -> VisitorRequest:
        case = self.case_at(place)
        sent = {"id": uuid7(), "place": place.id, "on": on, "hours": 6, "reason": "Tìm người ngồi gần"}
        desk.post(f"/desk/tracing/{case.number}/visitors/", sent)
        return VisitorRequest.objects.get()

    def confirm(self, unit, asked, *, unscanned="") -> None:
        address = f"/unit/places/{asked.place_id}/notices/{asked.id}/confirm"
        unit.post(address, {"unscanned": unscanned})

    def read(self, desk, asked):
        return desk.get(f"/desk/tracing/visitors/{asked.id}/", follow=True)

    def test_a_list_is_closed_until_the_unit_has_confirmed_it(self, desk, place):
        page = text_of(self.read(desk, self.ask(desk, place)))
        assert "Đơn vị chưa xác nhận." in page
        assert "Lê Văn Bạn" not in page

    def test_a_confirmed_list_names_everybody_with_time_number_and_purpose(self, desk, unit, place):
        asked = self.ask(desk, place)
        VisitorNote.objects.create(
            id=uuid7(), place_id=place.id, gate_id=a_gate(a_spot(place)).id, device_id=1, kind="delivery",
            person_id=Person.objects.get(full_name="Đỗ Văn Xa").id, purpose="giao gạo", host="Cô Ba",
            at=clock.day_start(asked.on) + timedelta(hours=15),
        )  # fmt: skip
        self.confirm(unit, asked, unscanned="3")
        answer = self.read(desk, asked)
        page = text_of(answer)
        assert "khoảng 3 người vào mà không quét mã" in page
        assert "08:00 – 12:00" in page
        assert re.search(r"15:00 – 16:00 .*Đỗ Văn Xa 0901000005 Giao hàng: giao gạo \(Cô Ba\)", page)
        assert 'href="tel:0901000002"' in answer.content.decode()
        assert "Trần Văn Qua" not in page  # Was elsewhere.

    @pytest.mark.parametrize(
        ("wrong", "field", "words"),
        [
            ({"on": "2021-10-01"}, "on", "Chỉ hỏi về ngày ca này có thể lây"),
            ({"on": ""}, "on", "Hãy chọn ngày"),
            ({"on": "hôm qua"}, "on", "Hãy chọn ngày"),
            ({"place": ""}, "place", "Hãy chọn nơi"),
            ({"place": "999999999999999999999"}, "place", "999999999999999999999"),
            ({"serial": "ABCDE12345"}, "serial", "Không có số tờ mã này."),
            ({"serial": "không phải số\x00"}, "serial", "Ô này có ký tự không dùng được"),
            ({"reason": "gần"}, "reason", "Hãy ghi rõ lý do"),
            ({"reason": "x" * 201}, "reason", "201"),
            ({"hours": "1000000"}, "hours", "1000000"),
        ],
    )
    def test_what_was_typed_stays_and_what_is_wrong_is_said_at_its_field(
        self, desk, place, wrong, field, words
    ):
        sent = {
            "id": uuid7(),
            "place": place.id,
            "on": "2021-11-19",
            "hours": 24,
            "reason": "Ngồi gần",
        } | wrong
        answer = desk.post(f"/desk/tracing/{self.case_at(place).number}/visitors/", sent)
        form = answer.context["form"]
        assert answer.status_code == 422
        assert [*form.errors] == [field]
        assert words in form.errors[field][0]
        page = answer.content.decode()
        assert f'id="id_{field}_error"' in page
        assert f'value="{sent["id"]}"' in page
        if field != "reason":
            assert 'value="Ngồi gần"' in page
        assert not VisitorRequest.objects.exists()

    def test_a_poster_nobody_answers_for_is_told_at_its_number(self, desk, place, settings):
        lonely = a_place()
        SigningRing.create_missing(settings.DATA, today=NOON.date())
        serial = issue_place_code(actor=SYSTEM, place_id=lonely.id, at=NOON).serial
        sent = {"id": uuid7(), "serial": serial, "on": "2021-11-19", "hours": 6, "reason": "Ngồi gần"}
        answer = desk.post(f"/desk/tracing/{self.case_at(place).number}/visitors/", sent)
        assert answer.context["form"].errors["serial"] == [
            "Nơi này không có đơn vị nào quản lý: không ai xác nhận được."
        ]

    def test_a_place_is_asked_by_the_number_on_its_poster(self, desk, place, settings):
        SigningRing.create_missing(settings.DATA, today=NOON.date())
        serial = issue_place_code(actor=SYSTEM, place_id=place.id, at=NOON).serial
        sent = {"id": uuid7(), "serial": serial.lower(), "on": "2021-11-19", "hours": 6, "reason": "Ngồi gần"}
        answer = desk.post(f"/desk/tracing/{self.case_at(place).number}/visitors/", sent)
        assert answer.status_code == 302
        assert VisitorRequest.objects.get().place_id == place.id

    def test_a_list_of_a_day_without_visitors_says_so(self, desk, unit, place):
        asked = self.ask(desk, place, on="2021-11-18")
        self.confirm(unit, asked)
        page = text_of(self.read(desk, asked))
        assert "Ngày này không có lượt nào." in page
        assert "không quét mã." not in page


class TestFollowing:
    """Asked every day, answered with one press."""

    def test_a_contact_is_followed_asked_and_answered(self, desk, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/contacts/"
        added = desk.post(path, {"do": "follow", "person": outbreak.colleague.id}, follow=True)
        assert "Đã thêm 14 lần hỏi thăm." in text_of(added)
        due = text_of(desk.get("/desk/tracing/follow-ups/"))
        assert "Ngày 1 trên 14" in due
        assert "ngày xét nghiệm" in due
        first = FollowUp.objects.order_by("day").first()
        answer = desk.post(f"/desk/tracing/follow-ups/{first.pk}/", {"state": "sick"}, follow=True)
        assert "báo trạm y tế để xét nghiệm ngay" in text_of(answer)
        assert "Hôm nay không còn ai cần hỏi thăm." in text_of(answer)
        first.refresh_from_db()
        assert first.state == FollowUpState.SICK

    def test_a_question_past_its_day_is_late(self, desk, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/contacts/{outbreak.colleague.id}/"
        desk.post(path, {"do": "follow"})
        with time_machine.travel(NOON + timedelta(days=1), tick=False):
            tomorrow = signed_in(Account.objects.get(login="tracer"))
            assert "Quá hạn" in text_of(tomorrow.get("/desk/tracing/follow-ups/"))

    def test_an_answer_must_be_one(self, desk, outbreak):
        case = a_tracing(outbreak)
        desk.post(f"/desk/tracing/{case.number}/contacts/{outbreak.colleague.id}/", {"do": "follow"})
        first = FollowUp.objects.order_by("day").first()
        for state in ("waiting", "", "dead"):
            assert desk.post(f"/desk/tracing/follow-ups/{first.pk}/", {"state": state}).status_code == 404


class TestExporting:
    """Asked by one, allowed by another, taken as a file that says whose it is."""

    def test_a_list_leaves_after_a_second_person_allowed_it(self, desk, health, outbreak):
        case = a_tracing(outbreak)
        path = f"/desk/tracing/{case.number}/exports/"
        asked = desk.post(path, {"purpose": "Giao cho phường"}, follow=True)
        assert "Đang chờ một người khác cho phép." in text_of(asked)
        address = f"/desk/tracing/exports/{Export.objects.get().pk}/"
        assert "Chưa ai cho phép" in text_of(desk.post(address, {"form": "xlsx"}, follow=True))
        assert "Giao cho phường" in text_of(health.get("/desk/tracing/exports/"))
        assert "Đã cho phép" in text_of(health.post(address, {"do": "allow"}, follow=True))
        assert health.post(address, {"form": "xlsx"}).status_code in {403, 404}
        file = desk.post(address, {"form": "xlsx"})
        page = openpyxl.load_workbook(BytesIO(file.content)).active
        cells = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
        assert "Người xuất: Đỗ Thị Vết" in cells
        assert "Lê Văn Bạn" in cells
        assert file["Content-Disposition"] == f'attachment; filename="truy-vet-{case.number}.xlsx"'
        assert desk.post(address, {"form": "csv"})["Content-Type"] == "text/csv; charset=utf-8"

    def test_nobody_allows_their_own_wish(self, desk, outbreak):
        case = a_tracing(outbreak)
        desk.post(f"/desk/tracing/{case.number}/exports/", {"purpose": "Giao cho phường"})
        address = f"/desk/tracing/exports/{Export.objects.get().pk}/"
        assert desk.post(address, {"do": "allow"}).status_code == 403
        assert Export.objects.get().allowed_at is None

    def test_a_wish_needs_a_purpose(self, desk, outbreak):
        case = a_tracing(outbreak)
        answer = desk.post(f"/desk/tracing/{case.number}/exports/", {"purpose": "x"}, follow=True)
        assert "từ 5 đến 200 chữ cái" in text_of(answer)
        assert not Export.objects.exists()


class TestClusters:
    """Places named by counts; nobody is."""

    def test_a_place_many_cases_shared_is_named(self, health):
        spot = a_spot(a_place_of(a_unit(), "Quán Karaoke"))
        crowd = [a_person(f"Nguyễn Văn Số{n}") for n in range(12)]
        yesterday = clock.day_start(clock.today() - timedelta(days=1))
        add_visits([Stay(p.id, spot.id, 20 * 3_600, 22 * 3_600) for p in crowd], start=yesterday)
        elsewhere = a_spot(a_place_of(a_unit("Khác"), "Chợ"))
        others = [a_person(f"Trần Văn Khác{n}") for n in range(60)]
        add_visits([Stay(p.id, elsewhere.id, 8 * 3_600, 9 * 3_600) for p in others], start=yesterday)
        for person in crowd[:8]:
            a_case(person.id, clock.today())
        text = text_of(health.get("/desk/tracing/clusters/?days=7"))
        assert "Từ 8 ca." in text
        assert "Quán Karaoke" in text
        assert "Chợ" not in text.split("Có thể nhầm")[1]
        assert health.get("/desk/tracing/clusters/?days=x").status_code == 200

    def test_without_cases_no_place_is_named(self, desk):
        assert "Không có nơi nào nổi bật hơn ngẫu nhiên." in text_of(desk.get("/desk/tracing/clusters/"))


def somebody(person_id: int, via: int, level: int, score: float) -> ContactView:
    return ContactView(
        person_id, f"N.{person_id}", level, via, "", 1, 60, NOON, NOON, score, score, score, 0.0, 0.0, 0.1, 1,
        ContactState.FOUND, None,
    )  # fmt: skip


class TestDrawing:
    """One column a level, nobody on top of another, a line for everybody."""

    def test_a_chain_is_laid_out_in_columns(self):
        chain = [somebody(2, 1, 1, 60), somebody(3, 1, 1, 30), somebody(4, 3, 2, 20), somebody(5, 2, 2, 10)]
        drawing = drawn(1, "Ca", chain)
        boxes = {box.person_id: box for box in drawing.boxes}
        assert [boxes[n].x for n in (1, 2, 3, 4, 5)] == [8, 248, 248, 488, 488]
        assert boxes[2].y < boxes[3].y
        assert boxes[5].y < boxes[4].y  # Beside whom they were exposed through: no lines cross.
        assert [line.weight for line in drawing.lines] == [4, 3, 2, 1]
        assert all(box.y >= 0 and box.y + 44 <= drawing.height for box in drawing.boxes)

    def test_a_case_without_contacts_is_drawn_alone(self):
        drawing = drawn(1, "Ca", [])
        assert [(box.label, box.level) for box in drawing.boxes] == [("Ca", 0)]
        assert drawing.lines == ()

    def test_no_two_boxes_of_thirty_overlap(self):
        drawing = drawn(1, "Ca", [somebody(n, 1, 1, n) for n in range(2, 32)])
        tops = sorted(box.y for box in drawing.boxes if box.level == 1)
        assert all(below - above >= 44 for above, below in pairwise(tops))


def test_a_place_outside_the_case_has_no_page(desk, outbreak):
    case = a_tracing(outbreak)
    other = a_spot(a_place_of(a_unit(), "Nơi khác"))
    assert desk.get(f"/desk/tracing/{case.number}/spots/{other.id}/").status_code == 404
