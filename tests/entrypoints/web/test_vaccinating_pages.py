"""Campaigns and sessions as a browser without JavaScript uses them; the desk of records that were kept apart."""

import re
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.codes.keys import SigningRing
from antoan.domains.records.models import Vaccination
from antoan.domains.records.values import Origin
from antoan.domains.vaccination.models import Campaign, Entry, Session
from antoan.foundation.accounts.scopes import ScopeKind
from tests.factories.accounts import a_colleague
from tests.factories.people import a_person
from tests.factories.records import a_dose
from tests.factories.units import a_unit
from tests.factories.vaccination import LOT, a_campaign, a_session, an_entry, code_of

pytestmark = pytest.mark.django_db
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def _morning(settings):
    cache.clear()
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=True):
        SigningRing.create_missing(settings.DATA, today=TODAY - timedelta(days=30))
        yield


@pytest.fixture
def unit():
    return a_unit("Trung tâm Y tế")


def signed_in(role: str, unit) -> Client:
    account = a_colleague(role, login=f"{role}.{unit.id}", scope_kind=ScopeKind.UNIT, scope_id=unit.id)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def clerk(unit):
    return signed_in("clinic_staff", unit)


@pytest.fixture
def team(unit):
    return signed_in("vaccination_team", unit)


def page(answer, status=200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_clerk_opens_a_campaign_and_plans_a_session(clerk, unit):
    fields = {
        "do": "open", "unit_id": unit.id, "name": "Tiêm mũi 2", "product": "comirnaty",
        "starts_on": "2021-10-18", "ends_on": "2021-10-31",
    }  # fmt: skip
    assert clerk.post("/clinic/vaccination/", fields).status_code == 302
    campaign = Campaign.objects.get()
    address = f"/clinic/vaccination/{campaign.pk}/"
    planned = {
        "do": "session", "site": "Trường Lê Lai", "held_on": "2021-10-20", "opens": "07:00", "closes": "17:00",
        "capacity": "300", "teams": "2",
    }  # fmt: skip
    assert clerk.post(address, planned).status_code == 302
    text = page(clerk.get(address))
    assert "Trường Lê Lai" in text
    assert "20/10/2021" in text


def test_a_form_sent_twice_opens_one_campaign(clerk, unit):
    shown = page(clerk.get("/clinic/vaccination/"))
    number = re.search(r'name="id" value="([0-9a-f-]{36})"', shown)[1]
    fields = {
        "id": number, "unit_id": unit.id, "name": "Tiêm mũi 2", "product": "comirnaty",
        "starts_on": "2021-10-18", "ends_on": "2021-10-31",
    }  # fmt: skip
    for _ in range(2):
        assert clerk.post("/clinic/vaccination/", fields).status_code == 302
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": "2021-10-01"},
        {"name": ""},
        {"product": "nanocovax"},
        {"starts_on": "hôm nay"},
        {"unit_id": "9"},
    ],
)
def test_a_plan_that_does_not_fit_is_said_so(clerk, unit, change):
    fields = {
        "unit_id": unit.id, "name": "Tiêm mũi 2", "product": "comirnaty",
        "starts_on": "2021-10-18", "ends_on": "2021-10-31",
    }  # fmt: skip
    page(clerk.post("/clinic/vaccination/", fields | change), 422)
    assert Campaign.objects.count() == 0


def test_a_lot_is_read_from_the_code_on_its_box(clerk, unit):
    campaign = a_campaign(unit.id)
    clerk.post(f"/clinic/vaccination/{campaign.id}/", {
        "do": "session", "site": "Trường Lê Lai", "held_on": "2021-10-20", "opens": "07:00", "closes": "17:00",
        "capacity": "300", "teams": "2",
    })  # fmt: skip
    address = f"/clinic/vaccination/sessions/{Session.objects.get().pk}/"
    lot = {
        "do": "lot",
        "number": "01054150623123451722043010FF8871",
        "product": "comirnaty",
        "vials": "10",
        "doses_per_vial": "6",
    }
    assert clerk.post(address, lot).status_code == 302
    text = page(clerk.get(address))
    assert "FF8871" in text
    assert "30/04/2022" in text
    assert "0/60" in text


def test_twenty_people_are_vaccinated_with_two_scans_each(team, unit):
    session = a_session(unit.id)
    desk = f"/clinic/vaccination/sessions/{session.id}/doses"
    scanned = page(team.post(desk, {"lot": LOT, "code": ""}))
    assert f'value="{LOT}"' in scanned
    assert re.search(r'id="code"[^>]*autofocus', scanned)
    for number in range(20):
        text = page(
            team.post(desk, {"lot": LOT, "code": code_of(a_person(f"Nguyễn Văn {chr(65 + number)}"))})
        )
        assert "Đã ghi mũi 1, lô FF8871" in text
    assert Vaccination.objects.filter(state="verified").count() == 20


def test_a_dose_too_early_is_entered_only_with_a_second_press(team, unit):
    session, person = a_session(unit.id), a_person()
    a_dose(person.id, TODAY - timedelta(days=3))
    desk = f"/clinic/vaccination/sessions/{session.id}/doses"
    text = page(team.post(desk, {"lot": LOT, "code": code_of(person)}), 422)
    assert "hai mũi quá gần nhau" in text
    assert Entry.objects.count() == 0
    text = page(team.post(desk, {"lot": LOT, "code": code_of(person), "do": "anyway"}))
    assert "Chưa được tính, chờ xem lại" in text


def test_a_lot_that_was_not_brought_is_said_so_on_the_page(team, unit):
    desk = f"/clinic/vaccination/sessions/{a_session(unit.id).id}/doses"
    assert "Đừng dùng lọ này" in page(team.post(desk, {"lot": "FF0000", "code": code_of(a_person())}), 422)
    assert "Mã này không của ai ở đây" in page(team.post(desk, {"lot": LOT, "code": "x"}), 422)


def test_a_slip_is_undone_from_the_list(team, unit):
    session = a_session(unit.id)
    entry = an_entry(session, a_person())
    desk = f"/clinic/vaccination/sessions/{session.id}/doses"
    text = page(team.post(desk, {"do": "undo", "entry": entry.id, "lot": LOT}))
    assert "Đã hủy mũi vừa nhập" in text
    assert Vaccination.objects.get().state == "annulled"
    assert team.post(desk, {"do": "undo", "entry": "x"}).status_code == 404


def test_the_door_says_what_speaks_against_a_dose(team, unit):
    session, person = a_session(unit.id), a_person()
    a_dose(person.id, TODAY - timedelta(days=3))
    desk = f"/clinic/vaccination/sessions/{session.id}/arrivals"
    text = page(team.post(desk, {"code": code_of(person)}))
    assert "Khoan tiêm, mời bác sĩ xem:" in text
    assert "Tiêm mũi 1 hôm nay được" in page(team.post(desk, {"code": code_of(a_person("Lê Văn Bảy"))}))
    assert "Mã này không của ai ở đây" in page(team.post(desk, {"code": "7K2P-9QXM-C"}), 422)


def test_a_certificate_is_printed_for_a_dose_that_stands_only(team, unit):
    session = a_session(unit.id)
    entry = an_entry(session, a_person())
    address = f"/clinic/vaccination/sessions/{session.id}/doses/{entry.id}/"
    answer = team.get(f"{address}certificate.pdf")
    assert answer.content.startswith(b"%PDF")
    team.post(
        f"/clinic/vaccination/sessions/{session.id}/doses", {"do": "undo", "entry": entry.id, "lot": LOT}
    )
    assert team.get(f"{address}certificate.pdf").status_code == 404


def test_a_reaction_is_noted(team, unit):
    session = a_session(unit.id)
    entry = an_entry(session, a_person())
    address = f"/clinic/vaccination/sessions/{session.id}/doses/{entry.id}/"
    page(team.post(address, {"words": "Sốt"}), 422)
    assert team.post(address, {"reaction": "mild", "words": "Sốt 38"}).status_code == 302
    assert "Nhẹ: đau, sốt nhẹ, mệt" in page(team.get(f"/clinic/vaccination/sessions/{session.id}/doses"))


def test_a_team_plans_nothing(team, unit):
    session = a_session(unit.id)
    assert team.post(f"/clinic/vaccination/sessions/{session.id}/", {"do": "close"}).status_code == 403
    assert team.post("/clinic/vaccination/", {"name": "x"}).status_code == 403
    assert "Mở chiến dịch mới" not in page(team.get("/clinic/vaccination/"))


def test_a_doubted_dose_is_settled_at_the_desk(clerk, unit):
    person = a_person()
    origin = Origin(f"clinic:{unit.id}")
    a_dose(person.id, TODAY - timedelta(days=20), origin=origin)
    early = a_dose(person.id, TODAY - timedelta(days=10), dose_number=2, origin=origin)
    lane = page(clerk.get("/clinic/records/"))
    assert "hai mũi quá gần nhau" in lane
    assert "23/10/2021" in lane
    address = f"/clinic/records/vaccination/{early.id}/"
    assert "N.V. An" in page(clerk.get(address))
    assert "Hãy ghi lý do" in page(clerk.post(address, {"do": "true"}), 422)
    assert clerk.post(address, {"do": "true", "because": "Đã xem phiếu tiêm"}).status_code == 302
    assert "Không còn mục nào chờ" in page(clerk.get("/clinic/records/"))
    assert clerk.get(address).status_code == 404
    assert clerk.get(f"/clinic/records/infection/{early.id}/").status_code == 404
