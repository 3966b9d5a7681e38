import json
import re
from datetime import date, timedelta

import pytest

from antoan.domains.codes.queries import code_in_force
from antoan.domains.people.queries import person_scope
from antoan.domains.policy.services import publish_shipped
from antoan.entrypoints.web.citizen.masking import shown_birth, shown_number
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import create_account, give_grant
from antoan.kit import clock
from tests.factories.people import a_person
from tests.factories.records import a_dose, an_isolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy():
    publish_shipped(actor=SYSTEM)


def citizen(client, person):
    account = create_account(
        actor=SYSTEM, login=f"dan.{person.id}", name=person.full_name, person_id=person.id
    )
    give_grant(actor=SYSTEM, account_id=account.pk, role="citizen", scope_kind=ScopeKind.SELF)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(client):
    answer = client.get("/me/code")
    assert answer.status_code == 200
    return answer.content.decode()


def data_of(page):
    return json.loads(re.search(r'id="my-code-data" type="application/json">(.*?)</script>', page)[1])


def test_stranger_is_asked_to_sign_in(client):
    answer = client.get("/me/code")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/phone/?next=/me/code"


def test_vaccinated_citizen_sees_green_with_reason_and_record(client, policy):
    person = a_person("Nguyễn Văn An", date(1990, 5, 17))
    a_dose(person.id, clock.today() - timedelta(days=60))
    page = page_of(citizen(client, person))
    assert 'data-colour="green"' in page
    assert "Xanh" in page
    assert "1 mũi, mũi gần nhất ngày" in page
    assert "Nguồn: cơ sở y tế" in page


def test_isolated_citizen_sees_red_and_until_when(client, policy):
    person = a_person()
    last_day = clock.today() + timedelta(days=3)
    an_isolation(person.id, clock.today(), last_day)
    page = page_of(citizen(client, person))
    assert 'data-colour="red"' in page
    assert f"Màu này đến 00:00 {last_day + timedelta(days=1):%d/%m/%Y}." in page
    # In the words meant for the person, not in those a gate may show.
    assert "Bạn đang trong thời gian cách ly" in page


def test_citizen_without_data_is_told_what_is_missing(client, policy):
    page = page_of(citizen(client, a_person()))
    assert 'data-colour="black"' in page
    assert "tiemchungcovid19.gov.vn" in page
    assert "Chưa khai." in page


def test_identity_is_masked_until_asked(client, policy):
    person = a_person("Nguyễn Văn An", date(1990, 5, 17))
    page = page_of(citizen(client, person))
    number = person.documents[0].number
    assert f">******{number[6:]}</dd>" in page
    assert ">**/**/1990</dd>" in page
    assert f'data-full="{number}"' in page


def test_citizen_without_a_code_gets_one_and_keeps_it(client, policy):
    person = a_person()
    client = citizen(client, person)
    assert "Bạn chưa có mã" in page_of(client)
    for _ in range(2):
        assert client.post("/me/code/new").status_code == 302
    assert "<svg" in page_of(client)
    scope = person_scope(person.id)
    code = code_in_force(actor=SYSTEM, qid=person.qid, scope=scope, today=clock.today())
    assert code is not None
    assert code.text.startswith(f"{person.documents[0].number}|NGUYEN VAN AN|1990-02-01|0|{person.qid}|<1<<<")


def test_browser_gets_what_it_needs_to_decide_again(client, policy):
    person = a_person()
    a_dose(person.id, clock.today() - timedelta(days=2))
    data = data_of(page_of(citizen(client, person)))
    assert data["policy"]["policy"] == data["verdict"]["policy"] == "hcm-2021-10-01"
    assert data["facts"]["doses_valid"] == 1
    assert data["verdict"]["until"] is not None


def test_no_policy_shows_unknown_and_no_other_colour(client):
    page = page_of(citizen(client, a_person()))
    assert 'data-colour="unknown"' in page
    assert "Đây không phải lỗi của bạn" in page
    assert data_of(page)["policy"] is None


def test_staff_account_is_nobodys_code(client):
    account = create_account(actor=SYSTEM, login="can.bo", name="Cán bộ")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Tài khoản này không gắn với một người dân" in client.get("/me/code").content.decode()


@pytest.mark.parametrize(
    ("number", "masked"),
    [("079190000001", "******000001"), ("025488461", "******461"), ("B12", "***"), ("", "")],
)
def test_first_six_characters_of_a_number_are_hidden(number, masked):
    assert shown_number(number) == (shown_number(number).__class__)(masked, number)


def test_birth_of_which_only_the_year_is_known_is_that_year():
    shown = shown_birth(date(1950, 1, 1), is_day_known=False)
    assert (shown.masked, shown.full) == ("1950", "1950")
