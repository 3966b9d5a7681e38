"""Staff sign in with a password and a second step."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from antoan.foundation.accounts import services
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Grant
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from tests.factories.accounts import PASSWORD, SECRET, a_colleague, totp_code

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
SECOND_STEP = "/accounts/2fa/authenticate/"
SET_UP = "/accounts/2fa/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng"


def give_password(client, login="tracer", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


def sign_in(client, login="tracer"):
    give_password(client, login)
    return client.post(SECOND_STEP, {"code": totp_code()})


def confirm(client):
    """Give the password again, as anything that changes the protection of an account asks."""
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def plain(response):
    """Return a page without what differs from one visit to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_the_sign_in_page_speaks_vietnamese_and_wears_our_look(client):
    page = client.get(LOGIN).content.decode()
    assert "Tên đăng nhập" in page
    assert 'class="nhsuk-input"' in page
    assert "Sign In" not in page


def test_a_password_alone_does_not_sign_anybody_in(client):
    a_colleague("tracer")
    response = give_password(client)
    assert (response.status_code, response["Location"]) == (302, SECOND_STEP)
    assert "_auth_user_id" not in client.session


def test_password_and_code_sign_in_and_the_trail_knows(client):
    account = a_colleague("tracer")
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert (
        TrailEntry.objects.filter(action="accounts:session:begun", actor_account_id=account.pk).count() == 1
    )


def test_the_session_key_changes_at_sign_in(client):
    a_colleague("tracer")
    give_password(client)
    before = client.session.session_key
    client.post(SECOND_STEP, {"code": totp_code()})
    assert client.session.session_key != before


def test_a_code_serves_once(client):
    a_colleague("tracer")
    code = totp_code()
    give_password(client)
    assert client.post(SECOND_STEP, {"code": code}).status_code == 302
    thief = Client()
    give_password(thief)
    response = thief.post(SECOND_STEP, {"code": code})
    assert "_auth_user_id" not in thief.session
    assert "Mã không đúng hoặc đã dùng rồi" in response.content.decode()


@pytest.mark.parametrize("later", [31, 45, 59])
def test_a_code_serves_once_for_as_long_as_it_is_valid(client, later):
    a_colleague("tracer")
    with time_machine.travel(1_800_000_000, tick=False) as traveller:
        code = totp_code()
        give_password(client)
        client.post(SECOND_STEP, {"code": code})
        assert "_auth_user_id" in client.session
        traveller.shift(timedelta(seconds=later))
        thief = Client()
        give_password(thief)
        thief.post(SECOND_STEP, {"code": code})
        assert "_auth_user_id" not in thief.session


def test_a_phone_may_be_half_a_minute_off(client):
    a_colleague("tracer")
    with time_machine.travel(1_800_000_000, tick=False):
        for seconds, signs_in in ((-60, False), (-30, True), (30, True), (60, False)):
            other = Client()
            give_password(other)
            other.post(SECOND_STEP, {"code": totp_code(at=1_800_000_000 + seconds)})
            assert ("_auth_user_id" in other.session) == signs_in, seconds


def test_codes_cannot_be_tried_without_end(client):
    a_colleague("tracer")
    give_password(client)
    for guess in range(20):
        client.post(SECOND_STEP, {"code": f"{guess:06d}"})
    client.post(SECOND_STEP, {"code": totp_code()})
    assert "_auth_user_id" not in client.session


def test_the_secret_is_sealed_in_the_database():
    account = a_colleague("tracer")
    assert SECRET not in str(Authenticator.objects.get(user=account).data)


def test_an_unknown_login_and_a_wrong_password_get_the_same_answer():
    a_colleague("tracer")
    known, unknown = Client(), Client()
    for attempt in range(7):
        one = give_password(known, "tracer", f"wrong {attempt}")
        other = give_password(unknown, "nobody", f"wrong {attempt}")
        assert one.status_code == other.status_code
        assert plain(one).replace("tracer", "?") == plain(other).replace("nobody", "?")


def test_errors_are_summed_up_and_point_to_their_field(client):
    page = give_password(client, "", "").content.decode()
    assert 'class="nhsuk-error-summary"' in page
    assert '<a href="#id_login">Hãy nhập tên đăng nhập</a>' in page
    assert 'id="id_login_error"' in page


def test_five_wrong_passwords_lock_the_login_out_for_fifteen_minutes(client):
    a_colleague("tracer")
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(4):
            assert WRONG in give_password(client, password="wrong").content.decode()
        response = give_password(client, password="wrong")
        assert response.status_code == 429
        assert "tạm khóa 15 phút" in response.content.decode()
        assert give_password(client).status_code == 429
        traveller.shift(timedelta(minutes=14, seconds=59))
        assert give_password(client).status_code == 429
        traveller.shift(timedelta(seconds=2))
        assert give_password(client).status_code == 302


def test_capital_letters_are_not_more_tries(client):
    a_colleague("tracer")
    for login in ("tracer", "TRACER", "Tracer", " tracer", "tRacer"):
        give_password(client, login, "wrong")
    assert give_password(client, "tracer").status_code == 429


def test_a_lock_out_holds_only_where_the_wrong_passwords_came_from(client):
    a_colleague("tracer")
    for _ in range(6):
        give_password(client, password="wrong", headers={"X-Forwarded-For": "203.0.113.66"})
    assert give_password(client, headers={"X-Forwarded-For": "203.0.113.66"}).status_code == 429
    assert give_password(client, headers={"X-Forwarded-For": "198.51.100.4"}).status_code == 302


def test_whoever_lacks_a_required_second_step_reaches_only_its_set_up(client):
    a_colleague("tracer", totp_secret=None)
    give_password(client)
    assert "_auth_user_id" in client.session
    for path in ("/", "/accounts/sessions/", "/accounts/password/", "/unit/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, SET_UP), path
    program = client.post("/accounts/password/", {}, headers={"Accept": "application/json"})
    assert (program.status_code, program.json()["code"]) == (403, "accounts:second_factor:missing")
    part = client.get("/accounts/sessions/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (200, SET_UP)
    assert "Cài ứng dụng xác thực" in client.get(SET_UP).content.decode()


def test_setting_the_app_up_opens_the_way_and_gives_recovery_codes(client):
    a_colleague("tracer", totp_secret=None)
    give_password(client)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    response = client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)}, follow=True)
    codes = response.context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/accounts/sessions/").status_code == 200
    other = Client()
    give_password(other)
    other.post(SECOND_STEP, {"code": codes[0]})
    assert "_auth_user_id" in other.session
    again = Client()
    give_password(again)
    again.post(SECOND_STEP, {"code": codes[0]})
    assert "_auth_user_id" not in again.session


def test_the_last_second_step_cannot_be_dropped(client):
    account = a_colleague("tracer")
    sign_in(client)
    confirm(client)
    page = client.post("/accounts/2fa/totp/deactivate/", {}).content.decode()
    assert "Vai trò của bạn cần bước xác thực thứ hai" in page
    assert Authenticator.objects.filter(user=account, type="totp").exists()


def test_a_role_without_second_step_needs_none(client):
    a_colleague("citizen")
    Authenticator.objects.all().delete()
    give_password(client, "citizen")
    assert client.get("/accounts/sessions/").status_code == 200


def test_sign_out_ends_the_session_everywhere_it_was_copied_to(client):
    a_colleague("tracer")
    sign_in(client)
    copy = Client()
    copy.cookies = client.cookies.copy()
    client.post("/accounts/logout/")
    assert copy.get("/accounts/sessions/").status_code == 302


def test_one_can_see_and_end_ones_other_sessions(client):
    a_colleague("tracer")
    sign_in(client)
    other = Client()
    give_password(other)
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        other.post(SECOND_STEP, {"code": totp_code()})
    assert client.get("/accounts/sessions/").context["session_count"] == 2
    client.post("/accounts/sessions/")
    assert other.get("/accounts/sessions/")["Location"].startswith(LOGIN)
    assert client.get("/accounts/sessions/").status_code == 200


def test_a_closed_account_is_out_with_its_next_request(client):
    account = a_colleague("tracer")
    sign_in(client)
    services.close_account(actor=SYSTEM, account_id=account.pk, reason="nghỉ việc")
    assert client.get("/accounts/sessions/")["Location"].startswith(LOGIN)


def test_a_new_password_ends_the_sessions_of_the_old_one(client):
    account = a_colleague("tracer")
    sign_in(client)
    services.set_password(
        actor=SYSTEM, account_id=account.pk, password="mot cau khac cung dai", reason="quên mật khẩu"
    )
    assert client.get("/accounts/sessions/").status_code == 302


def test_an_ended_grant_is_gone_with_the_next_request(client, rf):
    account = a_colleague("tracer")
    sign_in(client)
    assert client.get("/accounts/sessions/").wsgi_request.actor.grants
    services.end_grant(actor=SYSTEM, grant_id=Grant.objects.get(account=account).pk, reason="hết dịch")
    assert not client.get("/accounts/sessions/").wsgi_request.actor.grants


@pytest.mark.parametrize(
    "path", ["signup/", "password/reset/", "email/", "login/code/", "2fa/webauthn/login/", "social/signup/"]
)
def test_nobody_signs_up_and_nothing_goes_by_mail(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "accounts/2fa/",
        "accounts/2fa/webauthn/",
        "accounts/2fa/webauthn/add/",
        "accounts/2fa/recovery-codes/generate/",
        "accounts/2fa/totp/deactivate/",
        "accounts/password/",
        "accounts/sessions/",
        "accounts/logout/",
        "accounts/reauthenticate/",
    ],
)
def test_every_page_of_the_account_is_ours(client, path):
    a_colleague("tracer")
    sign_in(client)
    confirm(client)
    page = client.get(f"/{path}").content.decode()
    assert "nhsuk-heading-l" in page
    assert "Two-Factor" not in page
