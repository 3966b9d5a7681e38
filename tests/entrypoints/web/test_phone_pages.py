"""Sign-in by phone over the web: one answer for every number, sessions that hold little, and nothing that lingers."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from antoan.domains.identity.limits import SESSION_AGE
from antoan.domains.identity.models import Registration
from antoan.domains.identity.services import print_activation
from antoan.domains.messaging.models import Message
from antoan.domains.people.models import Person
from antoan.domains.people.queries.persons import person_view
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import give_grant
from antoan.foundation.audit.models import TrailEntry
from tests.factories.areas import ward
from tests.factories.identity import NUMBER, sent_code
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
START, CODE, WHO, REGISTER = (f"/accounts/phone/{part}" for part in ("", "code/", "who/", "register/"))


@pytest.fixture(autouse=True)
def travelled():
    cache.clear()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def ask(client, number=NUMBER, **more):
    return client.post(START, {"phone": number, "keep": "on"} | more)


def enter(client, number=NUMBER):
    return client.post(CODE, {"code": sent_code(number)})


def sign_in(client, person, answer, number=NUMBER):
    ask(client, number)
    enter(client, number)
    return client.post(WHO, {"person": person.id, "answer": answer})


def signed_in(client):
    return client.session.get("_auth_user_id")


def plain(response):
    """Return a page without what differs from one visit to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def form(**changes):
    fields = {
        "form": str(uuid4()), "full_name": "Nguyễn Văn An", "birth": "17/5/1990", "gender": "male", "kind": "cccd",
        "number": "", "ward": str(ward().id), "address": "12 Lê Lợi", "step": "send",
    }  # fmt: skip
    return fields | changes


@pytest.fixture
def person():
    return a_person("Nguyễn Văn An", date(1990, 5, 17), phones=(NUMBER,))


def test_a_citizen_signs_in_as_one_person_with_the_right_over_oneself(client, person):
    answer = sign_in(client, person, "17/5")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/code")
    account = Account.objects.get(pk=signed_in(client))
    assert account.person_id == person.id
    assert account.name == "N.V. An"
    assert client.get("/me/code").status_code == 200
    assert (
        TrailEntry.objects.filter(action="accounts:session:begun", actor_account_id=account.pk).count() == 1
    )
    assert UserSession.objects.filter(user=account).count() == 1


def test_the_page_that_was_asked_for_is_opened_afterwards_and_never_a_foreign_one(client, person):
    sign_in(client, person, "17/5")
    for asked, opened in (
        ("/corrections/", "/corrections/"),
        ("https://evil.example/", "/me/code"),
        ("//evil.example", "/me/code"),
        ("javascript:alert(1)", "/me/code"),
        ("/" + "x" * 600, "/me/code"),
    ):
        client.logout()
        ask(client, next=asked)
        assert enter(client).headers["Location"] == opened


def test_known_and_unknown_numbers_get_the_same_pages(person):
    """Enumeration over phones: nothing differs until the code is entered (L9)."""
    seen = []
    for number in (NUMBER, "0987654321"):
        client = Client()
        first = ask(client, number)
        page = plain(client.get(CODE)).replace(number, "NUMBER")
        again = client.post("/accounts/phone/again/")
        wrong = plain(client.post(CODE, {"code": "000000" if sent_code(number) != "000000" else "111111"}))
        seen.append(
            (
                first.status_code,
                first.headers["Location"],
                page,
                again.status_code,
                wrong.replace(number, "NUMBER"),
            )
        )
    assert seen[0] == seen[1]


def test_enumerating_numbers_is_bounded_and_leaves_an_alarm(settings):
    settings.SIGN_IN_CODES_PER_ADDRESS_HOUR, settings.SIGN_IN_NUMBERS_PER_ADDRESS_ALARM = 20, 10
    a_person(phones=("0912000005",))
    answers = [ask(Client(REMOTE_ADDR="203.0.113.7"), f"09120000{last:02}") for last in range(30)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429] * 10
    refused = {re.sub(r"09120000\d\d", "NUMBER", plain(answer)) for answer in answers[20:]}
    assert len(refused) == 1
    assert [row.detail for row in TrailEntry.objects.filter(action="identity:numbers:enumerated")] == [
        {"numbers": 10}, {"numbers": 20},
    ]  # fmt: skip
    assert ask(Client(REMOTE_ADDR="198.51.100.1"), "0912000099").status_code == 302


@pytest.mark.parametrize("typed", ["", "12", "028 3812 3456", "không có", "0" * 5_000, "\x00"])
def test_what_is_no_mobile_number_is_said_on_the_page(client, typed):
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert "nhsuk-error-summary" in answer.content.decode()
    assert not Message.objects.exists()


def test_pages_of_the_way_lead_back_to_its_beginning(client):
    for path in (CODE, WHO, REGISTER):
        assert client.get(path).headers["Location"] == START
        assert client.post(path, {"code": "123456"}).headers["Location"] == START


def test_the_code_has_one_field_that_phones_fill_in(client):
    ask(client)
    page = client.get(CODE).content.decode()
    [field] = re.findall(r'<input[^>]*name="code"[^>]*>', page)
    assert 'autocomplete="one-time-code"' in field
    assert 'inputmode="numeric"' in field


def test_no_page_before_the_proof_is_kept_anywhere(client, person):
    ask(client)
    for path in (START, CODE):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_another_browser_cannot_use_the_code(client, person):
    ask(client)
    thief = Client()
    assert thief.post(CODE, {"code": sent_code()}).headers["Location"] == START
    assert not signed_in(thief)


def test_a_used_code_does_not_sign_in_again(client, person):
    ask(client)
    code = sent_code()
    client.post(CODE, {"code": code})
    copy = Client()
    copy.cookies = client.cookies.copy()
    assert copy.post(CODE, {"code": code}).headers["Location"] == START


def test_the_session_key_changes_at_sign_in(client, person):
    ask(client)
    before = client.session.session_key
    enter(client)
    client.post(WHO, {"person": person.id, "answer": "17/5"})
    assert client.session.session_key != before


def test_a_citizens_session_lasts_eight_weeks_and_on_a_shared_machine_until_it_is_closed(client, person):
    sign_in(client, person, "17/5")
    assert client.session.get_expiry_age() == SESSION_AGE.total_seconds() == 8 * 7 * 86_400
    other = Client()
    other.post(START, {"phone": NUMBER})
    enter(other)
    assert signed_in(other)
    assert other.session.get_expire_at_browser_close()


def test_on_a_shared_number_nobody_is_let_in_by_the_code_alone(client, person):
    a_person("Trần Thị Mai", date(1980, 12, 31), phones=(NUMBER,))
    ask(client)
    assert enter(client).headers["Location"] == WHO
    assert not signed_in(client)
    page = client.get(WHO).content.decode()
    assert "N.V.A." in page
    for hidden in ("Nguyễn", "Mai", "17/05", "31/12", person.documents[0].number):
        assert hidden not in page


def test_wrong_answers_are_counted_and_end(client, person):
    ask(client)
    enter(client)
    said = [client.post(WHO, {"person": person.id, "answer": "1/1"}).status_code for _ in range(3)]
    assert said == [422, 422, 429]
    assert client.post(WHO, {"person": person.id, "answer": "17/5"}).status_code == 429
    assert not signed_in(client)


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 30, "٣", "1 OR 1=1"])
def test_a_choice_that_is_nobody_is_said_on_the_page(client, person, chosen):
    ask(client)
    enter(client)
    answer = client.post(WHO, {"person": chosen, "answer": "17/5"})
    assert answer.status_code == 422
    assert "Hãy chọn một người" in answer.content.decode()


def test_somebody_of_another_number_is_as_nobody(client, person):
    other = a_person("Phạm Văn Ba", date(1970, 1, 1), phones=("0987654321",))
    ask(client)
    enter(client)
    seen = [plain(client.post(WHO, {"person": who, "answer": "1/1"})) for who in (other.id, 987654)]
    assert seen[0] == seen[1]


def test_one_changes_only_to_whom_this_session_has_proven(client, person):
    other = a_person("Trần Thị Mai", date(1980, 12, 31), phones=(NUMBER,))
    sign_in(client, person, "17/5")
    assert client.post("/accounts/phone/switch/", {"person": other.id}).status_code == 404
    client.post(WHO, {"person": other.id, "answer": "31/12"})
    assert Account.objects.get(pk=signed_in(client)).person_id == other.id
    assert client.post("/accounts/phone/switch/", {"person": person.id}).status_code == 302
    assert Account.objects.get(pk=signed_in(client)).person_id == person.id
    assert client.session.get_expiry_age() == SESSION_AGE.total_seconds()


def test_signing_out_forgets_everybody_on_the_phone(client, person):
    other = a_person("Trần Thị Mai", date(1980, 12, 31), phones=(NUMBER,))
    sign_in(client, person, "17/5")
    client.post(WHO, {"person": other.id, "answer": "31/12"})
    client.post("/accounts/logout/")
    assert client.get(WHO).headers["Location"] == START
    assert client.post("/accounts/phone/switch/", {"person": person.id}).status_code == 302
    assert not signed_in(client)


def test_a_session_begun_by_a_message_never_holds_a_right_that_needs_a_second_factor(client, person):
    """Somebody of the staff is a citizen, too: by phone they are no more than that."""
    sign_in(client, person, "17/5")
    account = Account.objects.get(person_id=person.id)
    give_grant(actor=SYSTEM, account_id=account.pk, role="ward_officer", scope_kind=ScopeKind.CITY)
    assert client.get("/desk/corrections/").status_code == 403
    assert client.get("/me/code").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/accounts/password/", "/accounts/reauthenticate/", "/accounts/2fa/", "/accounts/2fa/totp/activate/"],
)
def test_whoever_has_no_password_has_nothing_there_to_change(client, person, path):
    sign_in(client, person, "17/5")
    assert client.get(path).status_code == 404
    assert client.get("/accounts/sessions/").status_code == 200


def test_registering_gives_a_code_at_once(client):
    ask(client)
    assert enter(client).headers["Location"] == REGISTER
    shown = client.post(REGISTER, form(step="check")).content.decode()
    assert "Nguyễn Văn An" in shown
    assert not Person.objects.exists()
    answer = client.post(REGISTER, form(number="079090000123"))
    assert answer.headers["Location"] == "/me/code"
    page = client.get("/me/code").content.decode()
    assert "at-qr" in page
    assert "Đã đăng ký" in page
    assert "079090000123" in page


def test_odd_document_numbers_warn_and_never_refuse(client):
    ask(client)
    enter(client)
    shown = client.post(REGISTER, form(step="check", number="999193000001", gender="male")).content.decode()
    for doubt in ("Ba số đầu", "giới tính khác", "sinh năm khác"):
        assert doubt in shown
    assert client.post(REGISTER, form(number="999193000001")).headers["Location"] == "/me/code"


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": ""}, {"full_name": "123"}, {"birth": "31/2/1990"}, {"birth": "2100"}, {"gender": ""}, {"ward": "1"},
        {"number": "12"}, {"ward": "x"}, {"kind": "x"}, {"full_name": "A" * 200}, {"address": "x" * 300}, {"gender": "\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_registers_nobody(client, wrong):
    ask(client)
    enter(client)
    answer = client.post(REGISTER, form(**wrong))
    assert answer.status_code == 422
    assert "nhsuk-error-summary" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_double_tap_registers_once(client):
    ask(client)
    enter(client)
    fields = form()
    for _ in range(2):
        assert client.post(REGISTER, fields).headers["Location"] == "/me/code"
    assert Person.objects.count() == 1


def test_registering_again_says_that_there_is_a_code_already(client):
    for _ in range(2):
        ask(client)
        enter(client)
        client.post(REGISTER, form())
        page = client.get("/me/code").content.decode()
    assert "Bạn đã có mã từ trước" in page
    assert (Person.objects.count(), Registration.objects.count()) == (1, 1)


def test_the_answer_is_the_same_whether_or_not_somebody_resembles_the_person(settings):
    """No oracle at registering: the pages of a stranger with a victim's data and of a new person are one (L9)."""
    victim = a_person("Nguyễn Văn An", date(1990, 5, 17), phones=("0987654321",))
    free = "079090999999"
    seen = []
    for number, paper in (("0912345601", victim.documents[0].number), ("0912345602", free)):
        client = Client()
        ask(client, number)
        enter(client, number)
        sent = client.post(REGISTER, form(number=paper))
        pages = [client.get(path).content.decode() for path in ("/me/code", "/me/family/")]
        me = person_view(Account.objects.get(pk=signed_in(client)).person_id)
        text = "".join(pages)
        for own in (paper, "*" * 6 + paper[6:]):
            text = text.replace(own, "PAPER")
        text = re.sub(r"<svg[^>]*role=\"img\".*?</svg>", "QR", text, flags=re.DOTALL)
        text = re.sub(r'value="\w{64}"|[0-9A-Z]{4}-[0-9A-Z*~$=-]+', "TOKEN", text).replace(me.qid, "QID")
        seen.append((sent.status_code, sent.headers["Location"], text))
    assert seen[0] == seen[1]
    assert Registration.objects.exclude(confidence="none").count() == 1


def test_a_printed_code_signs_in(client, person):
    slip = print_activation(actor=SYSTEM, paper=person.documents[0], birth=person.birth)
    wrong = client.post("/accounts/phone/activation/", {"code": "0000-0000-0000"})
    assert wrong.status_code == 422
    answer = client.post("/accounts/phone/activation/", {"code": slip.code})
    assert answer.headers["Location"] == "/me/code"
    assert Account.objects.get(pk=signed_in(client)).person_id == person.id
    assert client.session.get_expire_at_browser_close()


def test_messages_are_in_the_readers_language(client):
    ask(client, HTTP_ACCEPT_LANGUAGE="vi")
    client.post("/language", {"language": "en"})
    ask(client, "0987654321")
    texts = list(Message.objects.order_by("id"))
    assert texts[0].text.startswith("An Toan: ma dang nhap")
    assert "sign-in code" in texts[1].text


def test_ways_to_sign_in_lead_to_one_another(client):
    assert "/accounts/login/" in client.get(START).content.decode()
    assert "/accounts/phone/" in client.get("/accounts/login/").content.decode()
    assert "/accounts/login/" in client.get("/").content.decode()


def test_a_proven_number_runs_out_while_the_form_is_filled_in(client, travelled):
    ask(client)
    enter(client)
    travelled.shift(timedelta(minutes=59))
    assert client.get(REGISTER).status_code == 200
    travelled.shift(timedelta(minutes=1))
    assert client.post(REGISTER, form()).headers["Location"] == START
    assert not Person.objects.exists()
