"""The citizen's correction pages and the offices' desk, as a browser without JavaScript uses them."""

import re
import time
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from PIL import Image

from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.values import Fault, Subject
from antoan.domains.passes.queries import verdict_of
from antoan.domains.people.services import add_dependant
from antoan.domains.policy.services import publish_shipped
from antoan.domains.records.values import Origin
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.files.models import StoredFile
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.corrections import DOSE, REASON, a_ticket
from tests.factories.people import a_person
from tests.factories.pictures import SECRET_PLACE, a_photo_with_place, a_picture, a_png_bomb
from tests.factories.records import a_case, a_dose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn_2021(settings, tmp_path):
    cache.clear()
    settings.DATA = tmp_path
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=True):
        publish_shipped(actor=SYSTEM)
        yield


@pytest.fixture
def home() -> int:
    return ward("26740").id


@pytest.fixture
def an(home):
    return a_person(ward_id=home)


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def phone_of(person) -> Client:
    return signed_in(
        a_colleague("citizen", login=f"dan.{person.id}", scope_kind=ScopeKind.SELF, person_id=person.id)
    )


def desk_of(role: str, ward_id: int | None = None, login: str = "") -> Client:
    kind = ScopeKind.AREA if ward_id else ScopeKind.CITY
    return signed_in(a_colleague(role, login=login or role, scope_kind=kind, scope_id=ward_id))


def text_of(answer) -> str:
    return answer.content.decode()


def hidden(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w]+)" value="([^"]*)"', text_of(answer))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def filled_in(phone, **more):
    form = phone.get("/corrections/new/", {"subject": "vaccination", "fault": "missing"})
    fields = hidden(form) | {**DOSE, "product": "comirnaty", "words": ""} | more
    return fields, phone.post("/corrections/new/", fields | {"step": "check"})


def colour(person) -> str:
    return verdict_of(SYSTEM, person.id, clock.now()).colour.value


def test_somebody_reports_a_missing_dose_with_a_photo_and_reads_the_number(an):
    phone = phone_of(an)
    _, checked = filled_in(phone, photos=BytesIO(a_photo_with_place()))
    assert checked.status_code == 200
    assert "01/09/2021" in text_of(checked)
    assert "1 ảnh" in text_of(checked)
    sent = phone.post("/corrections/new/", hidden(checked) | {"step": "send"}, follow=True)
    ticket = Ticket.objects.get()
    assert f"{ticket.number[:4]}-{ticket.number[4:]}" in text_of(sent)
    assert "03/11/2021" in text_of(sent)  # Ten working days after 20 October.
    file = StoredFile.objects.get()
    assert file.attached_at is not None
    shown = phone.get(f"/corrections/{ticket.number}/photos/{file.pk}")
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert SECRET_PLACE not in shown.content
    assert Image.open(BytesIO(shown.content)).format == "JPEG"
    again = phone.post("/corrections/new/", hidden(checked) | {"step": "send"})
    assert again.headers["Location"] == f"/corrections/{ticket.number}/"
    assert Ticket.objects.count() == 1


def test_every_subject_can_be_reached_from_the_first_page(an):
    phone = phone_of(an)
    first = text_of(phone.get("/corrections/new/"))
    queries = re.findall(r'href="/corrections/new/(\?subject=[^"]+)"', first)
    assert len(queries) == 8
    for query in queries:
        assert phone.get(f"/corrections/new/{query.replace('&amp;', '&')}").status_code == 200


def test_a_record_is_chosen_before_what_is_wrong_with_it(an):
    dose = a_dose(an.id, date(2021, 9, 1))
    phone = phone_of(an)
    page = text_of(phone.get("/corrections/new/?subject=vaccination&fault=wrong"))
    assert "Chỗ nào sai?" in page
    assert f"record={dose.id}" in page
    assert "fault=missing" in page
    about = text_of(phone.get(f"/corrections/new/?about=vaccination:{dose.id}"))
    assert "fault=not_mine" in about


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (b"%PDF-1.7 paper", "Không nhận tệp PDF"),
        (a_png_bomb(), "quá nhiều điểm ảnh"),
        (b"GIF89a not a photo", "Không đọc được tệp này"),
    ],
)
def test_a_photo_that_cannot_be_kept_is_explained_and_nothing_is_lost(an, photo, words):
    phone = phone_of(an)
    _, answer = filled_in(phone, photos=BytesIO(photo), lot="FF-77")
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="FF-77"' in text_of(answer)
    assert StoredFile.objects.count() == 0


def test_a_photo_too_large_is_refused_without_lying_on_the_disk(an, settings):
    phone = phone_of(an)
    _, answer = filled_in(phone, photos=BytesIO(bytes(12 * 1024 * 1024 + 10)))
    assert answer.status_code == 422
    assert "12 MB" in text_of(answer)


def test_a_form_beyond_all_bounds_is_not_read(an):
    phone = phone_of(an)
    phone.raise_request_exception = False
    answer = phone.post(
        "/corrections/new/", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**9)
    )
    assert answer.status_code in {400, 413}


def test_a_photo_is_taken_away_again(an):
    phone = phone_of(an)
    _, checked = filled_in(phone, photos=BytesIO(a_picture()))
    file = StoredFile.objects.get()
    page = phone.post("/corrections/new/", hidden(checked) | {"remove": str(file.pk)})
    assert page.status_code == 200
    assert StoredFile.objects.count() == 0


def test_fields_left_empty_are_named(an):
    _, answer = filled_in(phone_of(an), given_on="")
    assert answer.status_code == 422
    assert "Hãy chọn ngày" in text_of(answer)


def test_somebody_elses_request_and_photo_are_as_none(an, home):
    mine = phone_of(an)
    filled_in(mine, photos=BytesIO(a_picture()))
    waiting = StoredFile.objects.get()
    ticket = a_ticket(an.id)
    stranger = phone_of(a_person("Lê Thị Bé", ward_id=home))
    for path in (
        f"/corrections/{ticket.number}/", f"/corrections/{ticket.number}/withdraw",
        f"/corrections/new/{waiting.owner_id}/photos/{waiting.pk}",
        f"/corrections/{ticket.number}/photos/{waiting.pk}", f"/corrections/?person={an.id}",
        f"/corrections/new/?person={an.id}", f"/appeals/new/?person={an.id}", f"/desk/corrections/{ticket.number}/",
    ):  # fmt: skip
        answer = stranger.get(path)
        assert answer.status_code == 404, path
        assert "Nguyễn" not in text_of(answer)
    for path in (f"/corrections/{ticket.number}/withdraw", f"/corrections/{ticket.number}/answer"):
        assert stranger.post(path, {"words": REASON}).status_code == 404
    assert mine.get(f"/corrections/new/{waiting.owner_id}/photos/{waiting.pk}").status_code == 200


def test_a_guardian_reports_for_a_child(an, home):
    child = a_person("Nguyễn Thị Con", date(2009, 1, 1), ward_id=home)
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="con")
    phone = phone_of(an)
    form = phone.get(f"/corrections/new/?subject=vaccination&fault=missing&person={child.id}")
    fields = hidden(form) | {**DOSE, "product": "comirnaty", "words": ""}
    phone.post("/corrections/new/", fields | {"step": "send"})
    ticket = Ticket.objects.get()
    assert (ticket.person_id, ticket.opener) == (child.id, "guardian")
    assert ticket.number[:4] in text_of(phone.get(f"/corrections/?person={child.id}"))


def test_a_request_is_taken_back_after_a_question(an):
    phone = phone_of(an)
    ticket = a_ticket(an.id)
    assert "Rút yêu cầu" in text_of(phone.get(f"/corrections/{ticket.number}/withdraw"))
    page = phone.post(f"/corrections/{ticket.number}/withdraw", follow=True)
    assert "Đã rút" in text_of(page)


def test_the_officer_sees_the_colour_change_and_grants(an, home):
    ticket = a_ticket(an.id)
    desk = desk_of("ward_officer", home)
    listed = text_of(desk.get("/desk/corrections/"))
    assert f"/desk/corrections/{ticket.number}/" in listed
    assert "N.V. An" in listed
    assert "Nguyễn Văn An" not in listed
    page = text_of(desk.get(f"/desk/corrections/{ticket.number}/"))
    assert re.findall(r'class="at-verdict"[^>]*data-colour="(\w+)"', page) == ["black", "green"]
    numbers = an.documents[0].number
    assert numbers not in page
    assert "*" * 6 + numbers[6:] in page
    fields = {**DOSE, "product": "comirnaty", "given_on": "2021-09-02", "words": REASON}
    preview = text_of(desk.post(f"/desk/corrections/{ticket.number}/", fields | {"do": "preview"}))
    assert 'value="2021-09-02"' in preview
    assert Ticket.objects.get().state == "open"
    granted = desk.post(f"/desk/corrections/{ticket.number}/", fields | {"do": "grant"}, follow=True)
    assert "Đã sửa dữ liệu" in text_of(granted)
    assert colour(an) == "green"
    assert TrailEntry.objects.filter(action="corrections.read", person_id=an.id).exists()


def test_the_officer_decides_several_with_their_colours_before_them(an, home):
    first, second = a_ticket(an.id), a_ticket(a_person("Lê Thị Hai", ward_id=home).id)
    desk = desk_of("ward_officer", home)
    chosen = [first.number, second.number]
    page = text_of(desk.get("/desk/corrections/several", {"number": chosen}))
    assert page.count("at-desk-preview") == 2
    assert "Lê Thị Hai" in page
    refused = desk.post("/desk/corrections/several", {"number": chosen, "do": "grant", "words": ""})
    assert refused.status_code == 422
    assert Ticket.objects.filter(state="open").count() == 2
    done = desk.post(
        "/desk/corrections/several", {"number": chosen, "do": "grant", "words": REASON}, follow=True
    )
    assert "Đã giải quyết 2 yêu cầu." in text_of(done)
    assert set(Ticket.objects.values_list("state", flat=True)) == {"granted"}
    assert desk.get("/desk/corrections/several").status_code == 302


def test_whoever_is_red_by_a_case_is_asked_whether_they_have_it_or_are_well_again(an):
    case = a_case(an.id, date(2021, 10, 18))
    phone = phone_of(an)
    about = f"/corrections/new/?about=infection:{case.id}"
    assert about in text_of(phone.get("/me/code"))
    for asked in (about, about.replace("infection", "recovery")):
        page = text_of(phone.get(asked))
        assert f"subject=infection&amp;fault=not_mine&amp;record={case.id}" in page
        assert f"subject=recovery&amp;fault=missing&amp;record={case.id}" in page


def test_two_officers_agree_on_a_wrong_case(an, home):
    case = a_case(an.id, date(2021, 10, 18))
    phone = phone_of(an)
    query = {"subject": "infection", "fault": "not_mine", "record": str(case.id)}
    form = phone.get("/corrections/new/", query)
    assert "18/10/2021" in text_of(form)
    phone.post("/corrections/new/", hidden(form) | {"words": "Tôi không đi xét nghiệm.", "step": "send"})
    number = Ticket.objects.get().number
    path = f"/desk/corrections/{number}/"
    first, second = desk_of("ward_officer", home, "mot"), desk_of("ward_officer", home, "hai")
    assert "cần hai cán bộ" in text_of(first.get(path))
    assert "Cần một đồng nghiệp" in text_of(first.post(path, {"do": "grant", "words": REASON}, follow=True))
    assert colour(an) == "red"
    assert "chờ người thứ hai" in text_of(second.get(path))
    assert "Đã sửa dữ liệu" in text_of(second.post(path, {"do": "grant", "words": REASON}, follow=True))
    assert colour(an) == "black"


def test_the_officer_asks_and_the_citizen_answers_with_a_photo(an, home):
    ticket = a_ticket(an.id)
    desk, phone = desk_of("ward_officer", home), phone_of(an)
    question = "Xin gửi ảnh mặt sau của giấy."
    assert "Hãy nói rõ lý do" in text_of(
        desk.post(f"/desk/corrections/{ticket.number}/", {"do": "ask", "words": "?"})
    )
    desk.post(f"/desk/corrections/{ticket.number}/", {"do": "ask", "words": question})
    assert "Cần bạn bổ sung" in text_of(phone.get("/corrections/"))
    page = text_of(phone.get(f"/corrections/{ticket.number}/"))
    assert question in page
    answer = {"words": "Đây là mặt sau.", "photos": BytesIO(a_picture())}
    assert phone.post(f"/corrections/{ticket.number}/answer", answer).status_code == 302
    assert "Đây là mặt sau." in text_of(desk.get(f"/desk/corrections/{ticket.number}/"))
    photo = StoredFile.objects.get().pk
    assert desk.get(f"/desk/corrections/{ticket.number}/photos/{photo}").status_code == 200
    assert TrailEntry.objects.filter(action="corrections.evidence.read").count() == 1
    assert desk_of("ward_officer", ward("25747").id, "xa.khac").get(
        f"/desk/corrections/{ticket.number}/photos/{photo}"
    ).status_code == 404  # fmt: skip


def test_a_refusal_is_read_by_the_person(an, home):
    ticket = a_ticket(an.id)
    path = f"/desk/corrections/{ticket.number}/"
    desk_of("ward_officer", home).post(path, {"do": "refuse", "words": "Sổ tiêm không có mũi này."})
    page = text_of(phone_of(an).get(f"/corrections/{ticket.number}/"))
    assert "Không sửa" in page
    assert "Sổ tiêm không có mũi này." in page


def test_what_cannot_be_is_said_on_the_desk(an, home):
    ticket = a_ticket(an.id, claim={**DOSE, "product": "nước muối"})
    desk = desk_of("ward_officer", home)
    fields = {**DOSE, "product": "comirnaty", "given_on": "2021-12-01", "words": REASON, "do": "grant"}
    answer = desk.post(f"/desk/corrections/{ticket.number}/", fields)
    assert answer.status_code == 409
    assert "không thể xảy ra" in text_of(answer)
    assert 'value="2021-12-01"' in text_of(answer)


def test_an_appeal_is_answered_by_a_person_and_a_change_needs_a_correction(an, home):
    phone, health = phone_of(an), desk_of("city_health")
    page = phone.get("/appeals/new/")
    assert "24 giờ" in text_of(page)
    fields = hidden(page) | {"words": "Tôi đã tiêm đủ hai mũi ở phường."}
    first = phone.post("/appeals/new/", fields)
    assert phone.post("/appeals/new/", fields).headers["Location"] == first.headers["Location"]
    appeal = Appeal.objects.get()
    assert (appeal.verdict["colour"], appeal.verdict["policy"]) == ("black", "hcm-2021-10-01")
    assert appeal.number in text_of(health.get("/desk/appeals/"))
    path = f"/desk/appeals/{appeal.number}/"
    assert "Nguyễn Văn An" not in text_of(health.get(path))
    refused = health.post(path, {"do": "changed", "words": REASON, "correction": ""})
    assert refused.status_code == 422
    ticket = a_ticket(an.id)
    desk_of("ward_officer", home).post(
        f"/desk/corrections/{ticket.number}/",
        {**DOSE, "product": "comirnaty", "words": REASON, "do": "grant"},
    )
    typed = f"{ticket.number[:4]}-{ticket.number[4:]}".lower()
    health.post(path, {"do": "changed", "words": "Phường đã bổ sung mũi tiêm.", "correction": typed})
    page = text_of(phone.get(f"/appeals/{appeal.number}/"))
    assert "Phường đã bổ sung mũi tiêm." in page
    assert ticket.number in page


def test_the_green_have_nothing_to_appeal(an):
    a_dose(an.id, date(2021, 9, 1))
    phone = phone_of(an)
    assert "không có gì để khiếu nại" in text_of(phone.get("/appeals/new/"))
    answer = phone.post("/appeals/new/", {"appeal": str(uuid4()), "words": "Tôi vẫn muốn khiếu nại."})
    assert answer.status_code == 422
    assert Appeal.objects.count() == 0


def test_nobody_without_the_right_reads_the_desk(an, home):
    appeal_path, ticket = "/desk/appeals/", a_ticket(an.id)
    for role in ("gate_operator", "unit_admin", "auditor", "tracer", "citizen"):
        client = desk_of(role)
        assert client.get("/desk/corrections/").status_code == 403, role
        assert client.get(appeal_path).status_code == 403, role
        assert client.get(f"/desk/corrections/{ticket.number}/").status_code == 404, role
    assert desk_of("ward_officer", home).get(appeal_path).status_code == 403


def test_a_queue_is_turned_over_page_by_page(home):
    people = [a_person(f"Nguyễn Văn {number}", ward_id=home) for number in range(6)]
    for person in people:
        for _ in range(5):
            a_ticket(person.id)
    desk, seen, path = desk_of("ward_officer", home), [], "/desk/corrections/"
    while path:
        page = text_of(desk.get(path))
        seen += re.findall(r'href="/desk/corrections/(\w{7})/"', page)
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        path = f"/desk/corrections/{following[1].replace('&amp;', '&')}" if following else ""
    assert len(seen) == len(set(seen)) == 30


def test_the_desk_reads_which_source_is_believed_and_how_the_record_changed(an, home):
    listed = a_dose(an.id, date(2021, 9, 1), "astrazeneca", origin=Origin("authority:city", "row-7"))
    a_dose(an.id, date(2021, 9, 1), "janssen")
    ticket = a_ticket(an.id, Subject.VACCINATION, Fault.WRONG, record_id=listed.id, claim=DOSE)
    page = text_of(desk_of("ward_officer", home).get(f"/desk/corrections/{ticket.number}/"))
    order = page[page.index('id="weighing"') :]
    assert order.index("cơ sở y tế") < order.index("cơ quan y tế") < order.index("bản đang bị báo sai")
    assert "Có nguồn đáng tin hơn" in order
    assert "Thứ tự áp dụng từ ngày 01/12/2019" in order
    assert "Chưa được xác nhận" in order
    assert "Bản ghi này đã thay đổi thế nào" in order
