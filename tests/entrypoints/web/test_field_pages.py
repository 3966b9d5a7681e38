"""Forms at the door: sealed by the page's own script, sent later, decided by an officer."""

import base64
import json
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.fieldwork.sealing import PURPOSE, opened, public_point
from antoan.domains.people.models import Person
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.entrypoints.web.browser_scripts import run_lines
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.fieldwork import a_form
from tests.factories.people import a_cccd, a_person

pytestmark = pytest.mark.django_db
SCRIPT = """
import { seal } from "ASSETS/office/assets/field/sealing.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { text, key, purpose } = JSON.parse(line);
  console.log(JSON.stringify(await seal(text, key, purpose)));
}
"""


@pytest.fixture
def home():
    return ward().id


def signed_in(role: str, home: int) -> Client:
    client = Client()
    account = a_colleague(role, scope_kind=ScopeKind.AREA, scope_id=home)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def body_of(form, **changed):
    sealed = base64.urlsafe_b64encode(form.sealed).decode()
    return {"id": str(form.id), "made_at": form.made_at.isoformat(), "sealed": sealed, **changed}


def sent(client: Client, body: object):
    return client.post("/desk/field/forms", json.dumps(body), content_type="application/json")


def test_what_the_page_seals_only_the_installation_opens(tmp_path):
    key = base64.urlsafe_b64encode(public_point()).decode()
    texts = ["{}", '{"full_name": "Nguyễn Thị Ánh Đào"}', "đ" * 900]
    lines = [{"text": text, "key": key, "purpose": PURPOSE} for text in texts]
    sealed = [base64.urlsafe_b64decode(one) for one in run_lines(SCRIPT, lines, tmp_path)]
    assert [opened(one).decode() for one in sealed] == texts
    assert len({one[:65] for one in sealed}) == 3


def test_a_form_is_taken_once_and_the_answer_says_what_became_of_it(home):
    helper = signed_in("helper", home)
    page = helper.get("/desk/field/").content.decode()
    assert 'name="full_name"' in page
    assert '<option value="" selected>Hãy chọn</option>' in unescape(page)  # Nobody's gender is presumed.
    assert base64.urlsafe_b64encode(public_point()).decode() in page
    body = body_of(a_form(home))
    assert [sent(helper, body).json() for _ in range(2)] == [{"state": "registered"}] * 2
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"id": "x"}, 422, "fieldwork:form:unopened"),
        ({"sealed": "AAAA"}, 422, "fieldwork:form:unopened"),
        ({"sealed": None}, 422, "fieldwork:form:unopened"),
        ({"made_at": "yesterday"}, 422, "fieldwork:form:unopened"),
        ({"made_at": (clock.now() - timedelta(days=31)).isoformat()}, 422, "fieldwork:form:out_of_time"),
    ],
)
def test_what_is_no_form_is_refused_with_its_code(home, changed, status, code):
    answer = sent(signed_in("helper", home), body_of(a_form(home), **changed))
    assert (answer.status_code, answer.json()) == (status, {"code": code})
    assert not FieldForm.objects.exists()


@pytest.mark.parametrize("body", [[], "x", 7, {"id": str(uuid7())}, "a" * 20_000])
def test_a_foreign_or_huge_body_is_refused(home, body):
    assert sent(signed_in("helper", home), body).status_code == 422


def test_a_form_for_another_ward_is_forbidden_with_our_code(home):
    answer = sent(signed_in("helper", home), body_of(a_form(ward("25747").id)))
    assert (answer.status_code, answer.json()) == (403, {"code": "permission:denied"})


def test_an_officer_sees_form_and_record_side_by_side_and_takes_what_is_new(home):
    paper = a_cccd(year=1950)
    person = a_person("Phạm Thị Zin", date(1950, 3, 4), documents=(paper,), ward_id=home, address="9 Lê Lợi")
    form = a_form(
        home, birth="04/03/1950", kind="cccd", number=paper.number, address="7 Hai Bà Trưng", health="unwell"
    )
    assert sent(signed_in("helper", home), body_of(form)).json() == {"state": "waiting"}
    officer = signed_in("ward_officer", home)
    listed = unescape(officer.get("/desk/field/waiting/").content.decode())
    assert "Phiếu khác với hồ sơ đã có" in listed
    assert "Zin" not in listed
    address = f"/desk/field/waiting/{form.id}/"
    page = unescape(officer.get(address).content.decode())
    assert all(words in page for words in ("7 Hai Bà Trưng", "9 Lê Lợi", "Có dấu hiệu", "Đúng, bỏ phiếu này"))
    assert paper.number not in page
    done = officer.post(address, {"verdict": "take"}, follow=True)
    assert "Đã ghi địa chỉ và số điện thoại" in unescape(done.content.decode())
    assert Person.objects.get(pk=person.id).address == "7 Hai Bà Trưng"
    assert "Phiếu này đã được quyết định" in unescape(officer.get(address).content.decode())


def test_a_verdict_that_cannot_be_is_said_and_changes_nothing(home):
    form = a_form(home, full_name="")
    sent(signed_in("helper", home), body_of(form))
    answer = signed_in("ward_officer", home).post(f"/desk/field/waiting/{form.id}/", {"verdict": "new"})
    assert answer.status_code == 409
    assert FieldForm.objects.get().state == "waiting"
