"""What a citizen does on a phone, done at the ward's desk with the person, as a browser without JavaScript uses it."""

import re
import time
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.services import ask_for_more
from antoan.domains.corrections.values import Opener
from antoan.domains.policy.services import publish_shipped
from antoan.domains.privacy.models import Consent, RightsRequest
from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.values import ConsentAct, ConsentChannel, RequestKind
from antoan.domains.visits.services import open_days_around
from antoan.domains.workers.models import Worker
from antoan.entrypoints.web.office.assisting.presence import PRESENT_FOR
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.corrections import a_ticket, clinic
from tests.factories.people import a_person, citizen
from tests.factories.pictures import a_picture
from tests.factories.privacy import a_consent, a_request
from tests.factories.records import a_case, a_dose
from tests.factories.units import a_place_of, a_unit
from tests.factories.visits import went_in
from tests.factories.workers import a_factory, a_worker

pytestmark = pytest.mark.django_db
WHY = "Người dân đến nhờ làm giúp"


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def person(home):
    return a_person("Lò Thị Mây", date(1949, 5, 17), ward_id=home, phones=("0912345678",))


def signed_in(role: str, scope_id: int) -> Client:
    client = Client()
    account = a_colleague(role, scope_kind=ScopeKind.AREA, scope_id=scope_id)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def desk(home):
    return signed_in("ward_officer", home)


def together(desk, person, way="desk") -> str:
    """Say why, and how the person is there; return the address below which all is done."""
    desk.post(f"/desk/people/{person.id}/", {"reason": WHY})
    desk.post(f"/desk/people/{person.id}/with/", {"way": way})
    return f"/desk/people/{person.id}/with/"


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def trail(person, action: str) -> list[tuple[str, dict]]:
    kept = TrailEntry.objects.filter(person_id=person.id, action=action).order_by("id")
    return list(kept.values_list("purpose", "detail"))


AT_THE_DESK = (WHY, {"presence": "desk"})
ON_THE_LINE = (WHY, {"presence": "phone"})


def test_first_is_said_why_and_how_the_person_is_there(desk, person):
    path = f"/desk/people/{person.id}/with/"
    assert desk.get(path)["Location"] == f"/desk/people/{person.id}/"
    desk.post(f"/desk/people/{person.id}/", {"reason": WHY})
    assert "có mặt, hay đang nghe máy" in text_of(desk.get(path))
    assert desk.get(f"{path}visits/")["Location"] == path
    assert desk.post(path, {"way": "by letter"})["Location"] == path
    assert desk.get(f"{path}visits/")["Location"] == path
    together(desk, person)
    assert f'href="{path}visits/"' in text_of(desk.get(path))


def test_presence_ends_after_half_an_hour_with_a_button_or_with_the_next_person(desk, person, home):
    path = together(desk, person)
    with time_machine.travel(clock.now() + PRESENT_FOR - timedelta(seconds=30)):
        assert desk.get(f"{path}visits/").status_code == 200
    with time_machine.travel(clock.now() + PRESENT_FOR + timedelta(seconds=30)):
        assert desk.get(f"{path}visits/")["Location"] == path
    together(desk, person)
    desk.post(path, {"way": "gone"})
    assert desk.get(f"{path}visits/")["Location"] == path
    together(desk, person)
    together(desk, a_person("Hồ Văn Sau", ward_id=home))
    assert desk.get(f"{path}visits/")["Location"] == path


def test_who_left_no_number_is_not_helped_by_telephone(desk, home):
    path = together(desk, a_person("Không Số", ward_id=home), way="phone")
    assert "không làm qua điện thoại được" in text_of(desk.get(path))
    assert desk.get(f"{path}visits/")["Location"] == path


@pytest.mark.parametrize("below", ["", "visits/", "work/", "corrections/", "rights/"])
def test_another_wards_officer_and_a_volunteer_are_kept_out(person, home, below):
    path = f"/desk/people/{person.id}/with/{below}"
    assert signed_in("ward_officer", ward("25750").id).get(path).status_code == 404
    assert signed_in("helper", home).get(path).status_code == 403


def test_visits_are_shown_with_the_person_and_the_reading_is_theirs_to_read(desk, person):
    open_days_around(clock.today())
    went_in(citizen(person.id), a_place_of(a_unit(), "Chợ Bà Chiểu").id, now=clock.now())
    shown = text_of(desk.get(f"{together(desk, person)}visits/"))
    assert "Chợ Bà Chiểu" in shown
    assert "data-print" in shown
    assert trail(person, "visits:read") == [AT_THE_DESK]


def test_a_wrong_entry_of_a_unit_is_contested_with_the_person(desk, person):
    a_worker(a_factory("May Bình Minh"), person)
    path = f"{together(desk, person, 'phone')}work/"
    assert "May Bình Minh" in text_of(desk.get(path))
    job = Worker.objects.get(person=person.id)
    assert "Báo sai và rút tên" in text_of(desk.get(f"{path}{job.pk}/leave/"))
    for _ in range(2):  # Pressed twice.
        assert desk.post(f"{path}{job.pk}/leave/", {"because": "contested"})["Location"] == path
    assert Worker.objects.get(pk=job.pk).ended_because == "contested"
    assert trail(person, "workers.left_together") == [ON_THE_LINE]


def test_a_list_of_somebody_else_is_not_left_with_this_person(desk, person, home):
    other = a_worker(a_factory(), a_person("Người Khác", ward_id=home))
    path = f"{together(desk, person)}work/{other.id}/leave/"
    assert desk.get(path).status_code == 404
    assert desk.post(path, {"because": "left"}).status_code == 404
    assert Worker.objects.get(pk=other.id).ended_at is None


def test_a_wrong_dose_is_corrected_with_a_photo_of_the_paper(desk, person, settings, tmp_path):
    settings.DATA = tmp_path
    dose = a_dose(person.id, clock.today() - timedelta(days=40))
    path = f"{together(desk, person)}corrections/"
    page = text_of(desk.get(f"{path}new/?subject=vaccination"))
    assert "Cùng L.T. Mây, tại bàn" in page
    [link] = re.findall(rf'href="({path}new/\?subject=vaccination&fault=not_mine[^"]*)"', page)
    details = text_of(desk.get(link))
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', details))
    hidden.pop("csrfmiddlewaretoken", None)
    assert hidden["record"] == str(dose.id)
    fields = {**hidden, "words": "Tôi không tiêm mũi này."}
    checked = desk.post(f"{path}new/", {**fields, "step": "check", "photos": a_photo()})
    assert "Xem lại trước khi gửi" in text_of(checked)
    assert "1 ảnh" in text_of(checked)
    sent = desk.post(f"{path}new/", {**fields, "step": "send"})
    ticket = Ticket.objects.get(person=person.id)
    assert (ticket.opener, ticket.words) == (Opener.HELPER, "Tôi không tiêm mũi này.")
    assert sent["Location"] == f"{path}{ticket.number}/"
    slip = text_of(desk.get(sent["Location"]))
    assert "Tôi không tiêm mũi này." in slip
    assert "cán bộ, cùng với người dân" in slip
    assert "ký, ghi rõ họ tên" in slip
    assert "Tiêm chủng: không phải của tôi" in text_of(desk.get(path))
    assert trail(person, "corrections.ticket.opened_together") == [AT_THE_DESK]
    assert AT_THE_DESK in trail(person, "corrections.records.read")


def a_photo():
    return SimpleUploadedFile("giay.jpg", a_picture(), "image/jpeg")


def test_what_the_office_asks_is_answered_at_the_desk_and_a_request_is_taken_back(desk, person):
    number = a_ticket(person.id).number  # By herself, on a phone she has no more.
    ask_for_more(actor=clinic(), number=number, words="Xin cho biết tiêm ở đâu?")
    path = f"{together(desk, person)}corrections/{number}/"
    assert "Xin cho biết tiêm ở đâu?" in text_of(desk.get(path))
    assert desk.post(path, {"do": "answer", "words": "ở"}).status_code == 422
    assert desk.post(path, {"do": "answer", "words": "Tiêm ở trạm y tế xã."})["Location"] == path
    assert Ticket.objects.get(number=number).state == "in_review"
    assert "Gửi câu trả lời" not in text_of(desk.get(path))
    for _ in range(2):  # Pressed twice.
        desk.post(path, {"do": "withdraw"})
    assert Ticket.objects.get(number=number).state == "withdrawn"
    assert trail(person, "corrections.ticket.answered_together") == [AT_THE_DESK]


def test_whoever_has_no_phone_takes_an_erasure_back_at_the_desk(desk, person):
    number = a_request(person.id, RequestKind.DELETE).number
    path = f"{together(desk, person)}rights/{number}/"
    assert "Người này đổi ý" in text_of(desk.get(path))
    assert desk.post(path)["Location"] == path
    assert RightsRequest.objects.get(number=number).state == "withdrawn"
    assert "Người này đổi ý" not in text_of(desk.get(path))
    assert trail(person, "privacy.request.taken_back_together") == [AT_THE_DESK]


def test_an_appeal_is_written_in_the_persons_words(desk, person):
    publish_shipped(actor=SYSTEM)
    a_case(person.id, clock.today() - timedelta(days=2))
    path = f"{together(desk, person)}appeals/"
    assert "Đỏ" in text_of(desk.get(f"{path}new/"))
    assert desk.post(f"{path}new/", {"form": uuid7(), "words": ""}).status_code == 422
    form = {"form": uuid7(), "words": "Tôi đã khỏi bệnh, có giấy của trạm."}
    addresses = {desk.post(f"{path}new/", form)["Location"] for _ in range(2)}  # Pressed twice.
    appeal = Appeal.objects.get(person=person.id)
    assert addresses == {f"{path}{appeal.number}/"}
    assert "có giấy của trạm" in text_of(desk.get(f"{path}{appeal.number}/"))
    assert "Bạn đã khiếu nại và đang chờ" in text_of(desk.post(f"{path}new/", {**form, "form": uuid7()}))
    assert AT_THE_DESK in trail(person, "corrections.appeal.opened_together")


def test_a_green_colour_is_nothing_to_appeal_against(desk, person):
    assert "không có gì để khiếu nại" in text_of(desk.get(f"{together(desk, person)}appeals/new/"))


def test_a_copy_is_asked_for_made_and_opened_to_be_printed(desk, person, settings, tmp_path):
    settings.DATA = tmp_path
    path = f"{together(desk, person)}rights/"
    asked = desk.post(f"{path}new/copy/", {"form": uuid7()})["Location"]
    assert "Đang tạo" in text_of(desk.get(asked))
    early = desk.post(f"{asked}page", follow=True)
    assert "Bản sao chưa có" in text_of(early)
    assert make_waiting_copies() == 1
    assert "Mở bản sao để in" in text_of(desk.get(asked))
    page = desk.post(f"{asked}page")
    assert "Lò Thị Mây" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert page["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert AT_THE_DESK in trail(person, "privacy.copy.printed")
    together(desk, person, "phone")
    assert "chỉ in khi người này có mặt" in text_of(desk.get(asked))
    assert "Mở bản sao để in" not in text_of(desk.post(f"{asked}page", follow=True))
    assert len(trail(person, "privacy.copy.printed")) == 1


def test_an_erasure_is_asked_for_at_the_desk_after_a_second_question_and_waits(desk, person):
    path = f"{together(desk, person)}rights/"
    page = text_of(desk.get(f"{path}new/delete/"))
    assert "không lấy lại được gì" in page
    assert "hỏi lại người dân" in text_of(desk.post(f"{path}new/delete/", {"form": uuid7()}))
    sent = desk.post(f"{path}new/delete/", {"form": uuid7(), "sure": "yes"})
    row = RightsRequest.objects.get(person=person.id)
    assert (row.kind, row.state) == ("delete", "open")
    assert row.erases_at > clock.now() + timedelta(days=1)
    assert "In hai bản" in text_of(desk.get(sent["Location"]))
    assert trail(person, "privacy.request.asked_together") == [AT_THE_DESK]


@pytest.mark.parametrize("kind", ["copy", "delete"])
def test_neither_a_copy_nor_an_erasure_is_asked_for_by_telephone(desk, person, kind):
    path = f"{together(desk, person, 'phone')}rights/"
    assert f"{path}new/{kind}/" not in text_of(desk.get(path))
    answer = desk.post(f"{path}new/{kind}/", {"form": uuid7(), "sure": "yes"})
    assert answer.status_code == 422
    assert "chỉ làm khi người này có mặt" in text_of(answer)
    assert not RightsRequest.objects.exists()


def test_an_objection_is_written_by_telephone(desk, person):
    path = f"{together(desk, person, 'phone')}rights/"
    words = {"purpose": "statistics", "words": "Tôi không muốn bị đếm."}
    assert desk.post(f"{path}new/object/", {"form": uuid7(), **words, "purpose": ""}).status_code == 422
    sent = desk.post(f"{path}new/object/", {"form": uuid7(), **words})
    assert "Tôi không muốn bị đếm." in text_of(desk.get(sent["Location"]))
    again = desk.post(f"{path}new/object/", {"form": uuid7(), **words})
    assert again["Location"] == sent["Location"]
    assert trail(person, "privacy.request.asked_together") == [ON_THE_LINE]


def test_a_consent_is_withdrawn_with_the_person_and_never_given(desk, person):
    a_consent(person.id, "research")
    path = f"{together(desk, person)}rights/"
    assert f"{path}consents/research/" in text_of(desk.get(path))
    assert "Rút lại đồng ý?" in text_of(desk.get(f"{path}consents/research/"))
    assert desk.post(f"{path}consents/research/", {"form": uuid7(), "act": "agreed"})["Location"] == path
    last = Consent.objects.filter(person=person.id).latest("at")
    assert (last.act, last.channel) == (ConsentAct.WITHDRAWN, ConsentChannel.PAPER)
    assert f"{path}consents/research/" not in text_of(desk.get(path))
    assert trail(person, "privacy.consent.withdrawn_together") == [AT_THE_DESK]
    assert desk.get(f"{path}consents/statistics/").status_code == 404


def test_what_belongs_to_another_person_is_not_found_under_this_one(desk, person, home):
    other = a_person("Người Khác", ward_id=home)
    number = desk.post(
        f"{together(desk, other)}rights/new/view/", {"form": uuid7(), "words": "Phường giữ gì về tôi?"}
    )["Location"].split("/")[-2]
    path = together(desk, person)
    for below in (f"rights/{number}/", f"corrections/{number}/", f"appeals/{number}/"):
        assert desk.get(f"{path}{below}").status_code == 404, below
    assert desk.post(f"{path}rights/{number}/page").status_code == 404
