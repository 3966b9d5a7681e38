"""Declaring as a browser without JavaScript does it, and as the page's script does; the desk; the unit's page."""

import json
import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from antoan.domains.codes import short
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.declarations.models import Declaration
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.services import escalate_late
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import add_dependant
from antoan.domains.places.services import issue_place_code
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy.services import publish_shipped
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.declarations import ALL_NO, FEVER, MOVEMENT, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place
from tests.factories.records import a_dose
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)  # 10:00 in the city.
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def autumn_2021(settings, tmp_path):
    cache.clear()
    settings.DATA = tmp_path
    settings.PUBLIC_URL = "http://testserver"
    SigningRing.create_missing(Path(tmp_path), today=date(2021, 10, 1))
    with time_machine.travel(NOW, tick=False) as travel:
        publish_shipped(actor=SYSTEM)
        yield travel


@pytest.fixture
def an():
    return a_person(ward_id=ward().id, phones=("+84912777555",))


def signed_in(account, method="password") -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}]
    session.save()
    return client


def phone_of(person, method="password") -> Client:
    account = a_colleague("citizen", login=f"dan.{person.id}", scope_kind=ScopeKind.SELF, person_id=person.id)
    return signed_in(account, method)


def desk_of(role="ward_officer", ward_id=None) -> Client:
    return signed_in(
        a_colleague(role, scope_kind=ScopeKind.AREA if ward_id else ScopeKind.CITY, scope_id=ward_id)
    )


def text_of(answer) -> str:
    return answer.content.decode()


def hidden(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', text_of(answer))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def sent(answers, **more):
    return {
        f"q-{name}": str(value).lower() if isinstance(value, bool) else value
        for name, value in answers.items()
    } | more


def declare(phone, answers, form="national", query="", **more):
    """Fill the form in, look again, send; return the page that follows."""
    page = phone.get(f"/declare/forms/{form}/{query}")
    fields = hidden(page) | sent(answers, **more)
    checked = phone.post(f"/declare/forms/{form}/", fields | {"step": "check"})
    assert checked.status_code == 200, text_of(checked)
    return phone.post(f"/declare/forms/{form}/", hidden(checked) | {"step": "send"}, follow=True)


def test_a_citizen_declares_without_a_script_and_reads_what_it_means(an):
    a_dose(an.id, date(2021, 9, 1))
    page = declare(phone_of(an), ALL_NO)
    said = Declaration.objects.get()
    assert page.redirect_chain[-1][0] == f"/declare/{said.id}/"
    assert "Chưa thấy yếu tố nguy cơ" in text_of(page)
    assert "Có hiệu lực đến 10:00 21/10/2021" in text_of(page)
    assert 'data-colour="green"' in text_of(page)
    assert (said.channel, said.verified_by, len(said.session)) == ("web", "password", 16)
    assert (said.questionnaire, said.version, said.answers, said.words) == ("national", "1.0.0", ALL_NO, None)


def test_a_risk_names_its_question_and_who_calls_by_when(an):
    page = text_of(declare(phone_of(an, "code"), FEVER))
    assert "Có yếu tố nguy cơ" in page
    assert "Vì câu trả lời:" in page
    assert "sốt, ho, khó thở, viêm phổi" in page
    assert "Phường Sài Gòn: sẽ gọi bạn trước 14:00 20/10/2021" in page
    assert 'data-colour="yellow"' in page
    assert Declaration.objects.get().verified_by == "otp"


def test_the_warning_stands_on_the_form_and_the_consent_above_send(an):
    phone = phone_of(an)
    page = phone.get("/declare/forms/national/")
    assert "Khai báo thông tin sai là vi phạm pháp luật Việt Nam và có thể xử lý hình sự" in text_of(page)
    checked = phone.post("/declare/forms/national/", hidden(page) | sent(ALL_NO) | {"step": "check"})
    assert "Khi bạn nhấn nút &quot;Gửi&quot; là bạn đã hiểu và đồng ý" in text_of(checked)
    assert "geolocation" not in text_of(page).lower()


def test_what_is_missing_is_named_and_what_was_answered_stays(an):
    phone = phone_of(an)
    page = phone.get("/declare/forms/national/")
    answers = ALL_NO | {"showCountryPassing": True}
    del answers["showSignal"]
    refused = phone.post("/declare/forms/national/", hidden(page) | sent(answers) | {"step": "check"})
    text = text_of(refused)
    assert refused.status_code == 422
    assert re.findall(r'<li><a href="#(q-\w+)">', text) == ["q-countryPassing", "q-showSignal"]
    assert text.count("Hãy trả lời câu này.") >= 2
    assert hidden(refused)["declaration"] == hidden(page)["declaration"]
    assert not Declaration.objects.exists()


def test_going_back_from_the_last_look_keeps_every_answer(an):
    phone = phone_of(an)
    fields = hidden(phone.get("/declare/forms/national/")) | sent(FEVER)
    checked = phone.post("/declare/forms/national/", fields | {"step": "check"})
    again = text_of(phone.post("/declare/forms/national/", hidden(checked) | {"step": "change"}))
    assert "Sốt từ hôm qua" in again
    assert re.search(r'name="q-showSignal" value="true" checked', again)


def test_saved_answers_begin_the_next_form_but_never_signs_of_an_illness(an):
    phone = phone_of(an)
    declare(phone, FEVER | {"showCountryPassing": True, "countryPassing": "Đồng Nai"})
    page = text_of(phone.get("/declare/forms/national/"))
    assert "Đồng Nai" in page
    assert re.search(r'name="q-showCountryPassing" value="true" checked', page)
    assert "Sốt" not in page.partition('id="check"')[0].partition("<form")[2].replace("(Sốt, ho,", "")
    assert not re.search(r'name="q-showSignal" value="\w+" checked', page)


def test_sent_twice_is_declared_once_and_both_see_the_same(an):
    phone = phone_of(an)
    fields = hidden(phone.get("/declare/forms/national/")) | sent(ALL_NO) | {"step": "send"}
    answers = [phone.post("/declare/forms/national/", fields, **JSON).json() for _ in range(2)]
    assert answers == [{"address": f"/declare/{fields['declaration']}/"}] * 2
    assert Declaration.objects.count() == 1


def test_the_script_is_told_in_json_what_is_wrong(an):
    phone = phone_of(an)
    fields = hidden(phone.get("/declare/forms/national/")) | {"step": "send"}
    refused = phone.post("/declare/forms/national/", fields, **JSON)
    assert (refused.status_code, refused.json()["faults"]["showSignal"]) == (422, "missing")
    late = fields | sent(ALL_NO) | {"at": "2021-10-12T10:00:00+07:00"}
    refused = phone.post("/declare/forms/national/", late, **JSON)
    assert (refused.status_code, "7 ngày" in refused.json()["detail"]) == (422, True)
    waited = fields | sent(ALL_NO) | {"at": "2021-10-19T22:30:00.123Z"}
    assert phone.post("/declare/forms/national/", waited, **JSON).status_code == 200
    assert Declaration.objects.get().declared_at == datetime(2021, 10, 19, 22, 30, 0, 123000, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"declaration": "x"}, {"version": "9"}, {"for": "x" * 500}, {"for": "²"}, {"place": "../x"}, {"at": "yesterday"},
        {"q-showSignal": "\x00"}, {"q-" + "x" * 5000: "1"}, {"step": "fly"},
    ],
)  # fmt: skip
def test_odd_fields_are_answered_in_words(an, change):
    phone = phone_of(an)
    fields = hidden(phone.get("/declare/forms/national/")) | sent(ALL_NO) | {"step": "send"} | change
    answer = phone.post("/declare/forms/national/", fields)
    assert answer.status_code in {200, 302, 400, 404, 422}
    assert "Traceback" not in text_of(answer)


def test_an_unknown_form_is_not_found(an):
    assert phone_of(an).get("/declare/forms/unheard/").status_code == 404


def test_a_guardian_declares_for_a_child_and_nobody_for_a_strangers_child(an):
    child, other = a_person("Lê Nam", date(2015, 1, 1)), a_person("Trần Tí", date(2015, 1, 1))
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="mẹ")
    phone = phone_of(an)
    assert "L. Nam" in text_of(phone.get("/declare/"))
    page = declare(phone, ALL_NO, query=f"?for={child.id}")
    assert page.status_code == 200
    row = Declaration.objects.get()
    assert (row.person_id, row.declared_by_person_id, row.confirmed_at) == (child.id, an.id, NOW)
    for stranger in (other.id, 987654):
        assert phone.get(f"/declare/forms/national/?for={stranger}").status_code == 404
        assert phone.get(f"/declare/?for={stranger}").status_code == 404


def test_declared_for_another_by_code_shows_the_same_page_whoever_it_is(an):
    phone, other = phone_of(an), a_person("Trần Bình", phones=("+84911222333",))
    code = issue_personal_code(actor=SYSTEM, subject=head_of(other)).short_code
    pages = [declare(phone, FEVER, query="?for=other", code=one) for one in (short.show(code), short.new())]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    without_guard = [re.sub(r'value="\w{64}"', "", text_of(page)) for page in pages]
    assert without_guard[0] == without_guard[1]
    assert "Có yếu tố nguy cơ" in without_guard[0]
    assert "Bình" not in without_guard[0]
    assert Declaration.objects.get().person_id == other.id


def test_a_mistyped_code_is_told_and_nothing_is_asked_of_anybody(an):
    phone = phone_of(an)
    fields = hidden(phone.get("/declare/forms/national/?for=other")) | sent(ALL_NO)
    for code in ("", "7K2P9QXM0", "an.nguyen", "0912777555"):
        refused = phone.post("/declare/forms/national/", fields | {"code": code, "step": "check"})
        assert refused.status_code == 422, code
        assert "Xem lại 9 ký tự" in text_of(refused)


def test_a_helper_declares_for_others_only_and_is_named_as_one(an):
    helper = signed_in(a_colleague("helper", scope_kind=ScopeKind.AREA, scope_id=ward().id))
    code = issue_personal_code(actor=SYSTEM, subject=head_of(an)).short_code
    assert "Mã của người được khai" in text_of(helper.get("/declare/forms/national/"))
    declare(helper, ALL_NO, code=code)
    row = Declaration.objects.get()
    assert (row.channel, row.verified_by, row.confirmed_at) == ("staff", "helper", None)


def test_an_account_without_the_right_is_told_so(an):
    tracer = signed_in(a_colleague("tracer"))
    for address in (
        "/declare/",
        "/declare/forms/national/",
        "/declare/passed-on/?form=national&version=1.0.0",
    ):
        assert "không gắn với một người dân" in text_of(tracer.get(address))
    assert Client().get("/declare/").headers["Location"].startswith("/accounts/phone/")


def place_token(kind=PlaceKind.HOSPITAL, **facts):
    place = a_place("Bệnh viện Chợ Rẫy", kind, **facts)
    posted = issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now())
    return place, posted.url.rpartition("/")[2]


def test_whoever_comes_from_a_places_code_gets_its_form_and_the_place_is_kept(an):
    place, token = place_token()
    phone = phone_of(an)
    arrived = phone.get(f"/declare/?place={token}")
    assert arrived.headers["Location"] == f"/declare/forms/hospital/?place={token}"
    page = phone.get(arrived.headers["Location"])
    assert "Bệnh viện Chợ Rẫy" in text_of(page)
    answers = {"reason": "care", "signs": False, "contact": False, "outbreakArea": False}
    result = declare(phone, answers, form="hospital", query=f"?place={token}")
    assert Declaration.objects.get().place_id == place.id
    assert "Bệnh viện Chợ Rẫy" in text_of(result)


def test_a_forged_place_code_is_said_and_declaring_goes_on(an):
    phone = phone_of(an)
    assert "Mã địa điểm vừa quét không dùng được" in text_of(phone.get("/declare/?place=AAAA"))
    declare(phone, ALL_NO, query="?place=AAAA")
    assert Declaration.objects.get().place_id is None


def test_an_office_s_declaration_is_good_until_local_midnight(an, autumn_2021):
    _, token = place_token(PlaceKind.OFFICE)
    phone = phone_of(an)
    answers = {"signs": False, "contact": False, "isolated": False}
    page = declare(phone, answers, form="workplace", query=f"?place={token}")
    address = page.redirect_chain[-1][0]
    assert "Có hiệu lực đến 00:00 21/10/2021" in text_of(page)
    for moment, is_good in (
        (datetime(2021, 10, 20, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2021, 10, 20, 17, tzinfo=UTC), False),
    ):
        autumn_2021.move_to(moment)
        assert ("Có hiệu lực đến" in text_of(phone_again(phone, an).get(address))) is is_good


def phone_again(phone, person):
    """Return a fresh session: the clock moved past the old one's day."""
    return signed_in(get_user_model().objects.get(person_id=person.id))


def test_the_code_page_tells_for_how_long_the_declaration_is_good(an, autumn_2021):
    phone = phone_of(an)
    declare(phone, ALL_NO)
    assert "<dt>Tờ khai có hiệu lực đến</dt><dd>10:00 21/10/2021</dd>" in text_of(phone.get("/me/code"))
    autumn_2021.move_to(NOW + timedelta(hours=24))
    page = text_of(phone_again(phone, an).get("/me/code"))
    assert "Hết hiệu lực từ 10:00 21/10/2021. Hãy khai lại trước khi ra đường." in page


def test_nobody_reads_or_answers_what_is_about_somebody_else(an):
    mine = a_declaration(an.id, FEVER)
    stranger, officer = phone_of(a_person()), desk_of(ward_id=ward().id)
    for client in (stranger, officer):
        for address in (f"/declare/{mine.id}/", f"/declare/{uuid4()}/"):
            assert client.get(address).status_code == 404
            assert client.post(f"{address}answer", {"do": "false"}).status_code == 404
    assert Declaration.objects.get().annulled_at is None


@pytest.mark.parametrize(("do", "standing"), [("true", "Có hiệu lực đến"), ("false", "Tờ khai đã hủy")])
def test_a_person_answers_on_the_own_page_what_somebody_declared(an, do, standing):
    other = a_declaration(an.id, FEVER)
    phone = phone_of(an)
    assert "mở để trả lời đúng hay sai" in text_of(phone.get("/declare/"))
    assert "Tờ khai này có đúng không?" in text_of(phone.get(f"/declare/{other.id}/"))
    after = phone.post(f"/declare/{other.id}/answer", {"do": do}, follow=True)
    assert standing in text_of(after)


def test_what_somebody_did_not_declare_can_be_contested_at_the_desk(an):
    mine = a_declaration(an.id, actor=citizen(an.id))
    phone = phone_of(an)
    page = text_of(phone.get(f"/declare/{mine.id}/"))
    link = re.search(r'href="(/corrections/new/\?about=declaration:[^"]+)"', page)[1].replace("&amp;", "&")
    assert "Không phải của tôi" in text_of(phone.get(link))


def link_in_the_message():
    return re.search(r"http://testserver(/declare/confirm/\w+/)", Message.objects.latest("id").text)[1]


def test_the_link_of_a_message_opens_without_signing_in_and_tells_the_least(an):
    a_declaration(an.id, FEVER | {"showSignalNote": "Bí mật"})
    deliver_waiting()
    page = Client().get(link_in_the_message())
    text = text_of(page)
    assert page.status_code == 200
    assert "N.V. An" in text
    for secret in ("Nguyễn Văn An", "Bí mật", "912777555", an.qid, str(Declaration.objects.get().id)):
        assert secret not in text
    agreed = Client().post(link_in_the_message(), {"do": "true"})
    assert "Cảm ơn, đã ghi là đúng" in text_of(agreed)
    contested = Client().post(link_in_the_message().lower(), {"do": "false"})
    assert "Đã hủy tờ khai này" in text_of(contested)
    again = Client().post(link_in_the_message(), {"do": "true"})
    assert "Đã hủy tờ khai này" in text_of(again)
    assert TrailEntry.objects.filter(actor_label="confirmation code").count() == 2


@pytest.mark.parametrize("code", ["AAAAAAAAAAAA", "x" * 3000, "%00", "..."])
def test_a_link_that_is_none_looks_like_one_that_ran_out(an, code, autumn_2021):
    a_declaration(an.id, FEVER)
    deliver_waiting()
    good = link_in_the_message()
    autumn_2021.shift(timedelta(days=3))
    ended, never = Client().get(good), Client().get(f"/declare/confirm/{code}/")
    assert (ended.status_code, never.status_code) == (404, 404)
    assert clean(text_of(ended), good) == clean(text_of(never), f"/declare/confirm/{code}/")


def clean(text, address):
    return re.sub(r'value="(\w{64}|/declare/confirm/[^"]*)"', "", text)


def test_a_journey_gives_a_code_that_a_checkpoint_can_look_at(an, autumn_2021):
    answers = MOVEMENT | {"startTime": "2021-10-22"}
    page = declare(phone_of(an), answers, form="movement")
    text = text_of(page)
    code = Declaration.objects.get().trip_code
    shown = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    assert shown in text
    assert "Dùng được đến 00:00 24/10/2021" in text
    for typed in (code, code.lower(), shown):
        checked = Client().get(f"/declare/trips/{typed}/")
        said = text_of(checked)
        assert "Chuyến đi đã khai báo thật" in said
        assert "N.V. An" in said
        assert "59A-123.45" in said
    for secret in ("Nguyễn Văn An", "showSignal", "sốt", an.qid, "912777555"):
        assert secret not in said
    autumn_2021.move_to(datetime(2021, 10, 23, 16, 59, 59, tzinfo=UTC))
    assert "Dùng được đến" in text_of(Client().get(f"/declare/trips/{code}/"))
    autumn_2021.move_to(datetime(2021, 10, 23, 17, tzinfo=UTC))
    assert "Không còn dùng được" in text_of(Client().get(f"/declare/trips/{code}/"))


def test_an_annulled_journey_and_one_that_never_was_look_alike(an):
    said = a_declaration(an.id, MOVEMENT | {"startTime": "2021-10-22"}, actor=citizen(an.id), form="movement")
    Declaration.objects.update(annulled_at=NOW)
    gone, never = (
        Client().get(f"/declare/trips/{said.trip_code}/"),
        Client().get("/declare/trips/AAAAAAAAAAAA/"),
    )
    assert (gone.status_code, never.status_code) == (404, 404)
    said_of_both = [re.sub(r'value="[^"]*"', "", text_of(page)) for page in (gone, never)]
    assert said_of_both[0] == said_of_both[1]


def test_the_form_carries_its_document_for_the_time_without_a_network(an):
    page = text_of(phone_of(an).get("/declare/forms/national/"))
    data = json.loads(
        re.search(r'<script id="declare-data" type="application/json">(.*?)</script>', page, re.DOTALL)[1]
    )
    assert data["document"]["questionnaire"] == "national"
    assert data["document"]["risk"]["rules"]
    worker = text_of(Client().get("/declare/worker.js"))
    assert "/declare/forms/national/" in worker
    assert "citizen/build/declare.js" in worker


# The desk and the unit's page.


def test_the_ward_s_desk_lists_opens_takes_calls_and_closes(an):
    a_declaration(an.id, FEVER, actor=citizen(an.id))
    desk = desk_of(ward_id=ward().id)
    task = Task.objects.get()
    listed = text_of(desk.get("/desk/tasks/"))
    assert "N.V. An" in listed
    assert '14:00</span> <span class="at-time">20/10/2021' in listed
    opened = text_of(desk.get(f"/desk/tasks/{task.pk}/"))
    for shown in ("Nguyễn Văn An", "tel:0912777555", "Sốt từ hôm qua"):
        assert shown in opened
    assert (
        desk.post(f"/desk/tasks/{task.pk}/", {"do": "take"}).headers["Location"] == f"/desk/tasks/{task.pk}/"
    )
    refused = desk.post(f"/desk/tasks/{task.pk}/", {"do": "call", "words": "Máy bận"})
    assert refused.status_code == 422
    assert "Hãy chọn kết quả cuộc gọi." in text_of(refused)
    assert "Máy bận" in text_of(refused)
    closed = desk.post(f"/desk/tasks/{task.pk}/", {"do": "call", "outcome": "test"}, follow=True)
    assert "Đã kết thúc việc này." in text_of(closed)
    assert "Không có việc nào." in text_of(closed)
    assert "Đã gọi: hẹn xét nghiệm" in text_of(desk.get(f"/desk/tasks/{task.pk}/"))
    assert "N.V. An" in text_of(desk.get("/desk/tasks/?state=closed"))
    assert desk.post(f"/desk/tasks/{task.pk}/", {"do": "call", "outcome": "well"}).status_code == 409


def test_a_task_of_another_ward_is_as_one_that_does_not_exist(an):
    a_declaration(an.id, FEVER, actor=citizen(an.id))
    desk = desk_of(ward_id=ward("26743").id)
    number = Task.objects.get().pk
    for address in (f"/desk/tasks/{number}/", "/desk/tasks/987654/"):
        assert desk.get(address).status_code == 404
        for fields in ({"do": "take"}, {"do": "call"}, {"do": "call", "outcome": "well"}):
            assert desk.post(address, fields).status_code == 404
    assert "N.V. An" not in text_of(desk.get("/desk/tasks/"))


def test_the_city_sees_what_is_late_and_opens_nothing(an, autumn_2021):
    a_declaration(an.id, FEVER, actor=citizen(an.id))
    autumn_2021.shift(timedelta(hours=5))
    escalate_late(now=clock.now())
    page = text_of(desk_of("city_health").get("/desk/tasks/"))
    assert "Quá hạn" in page
    assert "/desk/tasks/1" not in page
    assert "Sở Y tế đang theo dõi" in text_of(phone_of(an).get(f"/declare/{Declaration.objects.get().id}/"))


def test_a_unit_reads_status_only_and_leaves_a_number(an):
    unit = a_unit("Siêu thị", ward_id=ward().id)
    place = a_place_of(unit, "Cửa hàng 1", ward_id=ward().id)
    a_declaration(an.id, FEVER, actor=citizen(an.id), place_id=place.id)
    boss = signed_in(a_colleague("unit_admin", scope_kind=ScopeKind.UNIT, scope_id=unit.id))
    page = text_of(boss.get(f"/unit/{unit.id}/"))
    assert "trạm y tế đã được báo và đang gọi" in page
    for secret in ("N.V. An", "Sốt", "Nguyễn"):
        assert secret not in page
    kept = boss.post(f"/unit/{unit.id}/alert-contact", {"number": "0912 000 111"}, follow=True)
    assert 'value="0912000111"' in text_of(kept)
    assert "Số điện thoại chưa đúng" in text_of(
        boss.post(f"/unit/{unit.id}/alert-contact", {"number": "x"}, follow=True)
    )
    assert boss.post("/unit/987654/alert-contact", {"number": ""}).status_code == 404
