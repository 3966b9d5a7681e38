"""The family over the web: adding, agreeing by a link, ending, and what a stranger sees of it."""

from datetime import date
from uuid import uuid4

import pytest

from antoan.domains.codes.queries import code_in_force
from antoan.domains.identity.models import Invitation
from antoan.domains.people.queries import answers_for
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.services import add_dependant
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY, ScopeKind
from antoan.kit import clock, spoken
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.identity import sent_link
from tests.factories.people import a_person, citizen

pytestmark = pytest.mark.django_db
FAMILY, NEW = "/me/family/", "/me/family/new/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def person():
    return a_person("Trần Thị Mai", date(1980, 12, 31), ward_id=ward().id)


@pytest.fixture
def mine(client, person):
    """The browser of somebody who signed in."""
    account = a_colleague(
        "citizen", login="dan", scope_kind=ScopeKind.SELF, person_id=person.id, totp_secret=None
    )
    client.force_login(account, backend=BACKEND)
    return client


def relative(**changes):
    fields = {
        "form": str(uuid4()), "kinship": "child", "full_name": "Nguyễn Văn Nam", "birth": "5/5/2015", "gender": "male",
        "kind": "cccd", "number": "", "ward": str(ward().id), "address": "", "phone": "", "step": "send",
    }  # fmt: skip
    return fields | changes


def test_a_child_is_added_listed_and_has_a_code(mine, person):
    shown = mine.post(NEW, relative(step="check")).content.decode()
    assert "Đúng, thêm người này" in shown
    assert mine.post(NEW, relative()).headers["Location"] == FAMILY
    page = mine.get(FAMILY).content.decode()
    assert "Nguyễn Văn Nam" in page
    [link] = person_links(person)
    qid = person_view(link).qid
    assert code_in_force(actor=SYSTEM, qid=qid, scope=CITY, today=clock.today())


def person_links(person):
    from antoan.domains.people.queries import dependants_of

    return [link.person_id for link in dependants_of(SYSTEM, person.id)]


def test_the_form_begins_with_ones_own_ward(mine):
    page = mine.get(NEW).content.decode()
    assert f'value="{ward().id}" data-former' in page.replace(" selected", "")
    assert "selected" in page.split(f'value="{ward().id}"')[1][:200]


def test_a_link_asks_and_only_an_answer_decides(mine, client, person):
    mother = a_person("Lê Thị Hoa", date(1950, 1, 2), phones=("0987654321",))
    number = mother.documents[0].number
    mine.post(NEW, relative(kinship="mother", full_name="Lê Thị Hoa", birth="2/1/1950", number=number))
    path = f"/f/{sent_link(mother.id)}"
    from django.test import Client

    hers = Client()
    page = hers.get(path).content.decode()
    assert "T.T. Mai" in page
    for hidden in ("Trần Thị Mai", number, "31/12"):
        assert hidden not in page
    hers.get(path)
    hers.post(path, {"answer": "maybe"})
    assert not answers_for(citizen(person.id), mother.id)
    assert hers.post(path, {"answer": "yes"}).status_code == 302
    assert answers_for(citizen(person.id), mother.id)
    assert hers.get(path).status_code == hers.post(path, {"answer": "no"}).status_code == 404
    assert answers_for(citizen(person.id), mother.id)


def test_a_wrong_link_and_an_answered_one_are_the_same(client):
    assert client.get("/f/" + "A" * 22).status_code == 404
    assert client.post("/f/" + "A" * 22, {"answer": "yes"}).status_code == 404


def test_ending_asks_first(mine, person):
    child = a_person("Nguyễn Văn Nam", date(2015, 5, 5))
    add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=child.id, kinship="con")
    path = f"{FAMILY}{child.id}/end/"
    assert "Thôi khai báo hộ Nguyễn Văn Nam" in mine.get(path).content.decode()
    assert answers_for(citizen(person.id), child.id)
    mine.post(path)
    assert not answers_for(citizen(person.id), child.id)
    assert mine.get(path).status_code == mine.post(path).status_code == 404


def test_one_ends_that_somebody_acts_for_oneself(mine, person):
    other = a_person("Trần Văn Anh", date(1955, 3, 3))
    add_dependant(actor=SYSTEM, guardian_id=other.id, person_id=person.id, kinship="con")
    assert "Trần Văn Anh" in mine.get(FAMILY).content.decode()
    mine.post(f"{FAMILY}guardians/{other.id}/end/")
    assert not answers_for(citizen(other.id), person.id)


def test_what_cannot_be_done_is_said_on_the_page(mine, person):
    for changes, words in (
        (
            {"full_name": "Trần Thị Mai", "birth": "31/12/1980", "number": person.documents[0].number},
            "chính bạn",
        ),
        ({"kinship": ""}, "Hãy chọn quan hệ"),
        ({"phone": "12"}, "10 chữ số"),
    ):
        answer = mine.post(NEW, relative(**changes))
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_desk_confirms_by_the_number_the_guardian_shows(mine, person):
    mine.post(NEW, relative(kinship="father", full_name="Trần Văn Xưa", birth="1940"))
    row = Invitation.objects.get()
    assert spoken.show(row.number) in mine.get(FAMILY).content.decode()
    from django.test import Client

    desk = Client()
    officer = a_colleague("helper", scope_kind=ScopeKind.AREA, scope_id=ward().id)
    desk.force_login(officer, backend=BACKEND)
    wrong = desk.post("/desk/identities/invitation/", {"number": spoken.show(spoken.new())})
    assert (wrong.status_code, "không còn" in wrong.content.decode()) == (422, True)
    shown = desk.post("/desk/identities/invitation/", {"number": spoken.show(row.number).lower()})
    assert "Trần Văn Xưa" in shown.content.decode()
    assert not answers_for(citizen(person.id), row.person_id)
    desk.post("/desk/identities/invitation/", {"number": row.number, "do": "agree"})
    assert answers_for(citizen(person.id), row.person_id)


def test_a_desk_prints_a_slip_that_names_nobody(person):
    from django.test import Client

    desk = Client()
    officer = a_colleague("helper", scope_kind=ScopeKind.AREA, scope_id=ward().id)
    desk.force_login(officer, backend=BACKEND)
    paper = person.documents[0].number
    wrong = desk.post(
        "/desk/identities/activation/", {"kind": "cccd", "number": paper, "birth": "30/12/1980"}
    )
    assert wrong.status_code == 422
    slip = desk.post("/desk/identities/activation/", {"kind": "cccd", "number": paper, "birth": "31/12/1980"})
    text = slip.content.decode()
    assert "T.T.M." in text
    for hidden in ("Trần", "Mai", paper):
        assert hidden not in text
    assert "no-store" in slip.headers["Cache-Control"]
