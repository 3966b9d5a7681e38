"""The pages of a unit: it registers, joins, prints, watches and takes its counts home."""

import io
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from django.test import Client

from antoan.domains.places.models import Place
from antoan.domains.places.queries import gates_of_place, posted_code, spots_of_place
from antoan.domains.statistics.services import count_day
from antoan.domains.units import services
from antoan.domains.units.models import Registration, StaffInvitation, Unit
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import end_grant
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.identity import sent_code
from tests.factories.people import a_person
from tests.factories.places import a_gate, a_spot
from tests.factories.records import a_case
from tests.factories.units import REGISTRANT, a_place_of, a_registration, a_unit, sent_secret

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "Tạp hóa Cô Ba", "kind": "shop", "tax_number": "", "address": "12 Lê Lợi", "zone": "",
    "representative": "Nguyễn Thị Ba",
}  # fmt: skip
FORMULA = '=HYPERLINK("http://x")'
PASSWORD = "bốn từ chẳng liên quan"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def shop():
    open_days_around(clock.today())
    unit = a_unit("Siêu thị Một")
    place = a_place_of(unit, FORMULA, capacity=10)
    gate = a_gate(a_spot(place), "+Cổng")
    admin = a_colleague("unit_admin", scope_kind=ScopeKind.UNIT, scope_id=unit.id)
    return unit, place, gate, admin


def a_visit(place, gate, person_id: int = 1) -> None:
    now = clock.now()
    Visit.objects.create(
        person_id=person_id, t_in=now, t_eff=now + timedelta(minutes=20), received_at=now, spot_id=a_spot(place).id,
        gate_id=gate.id, rule=0, colour=1, source=0, scan_id=uuid7(),
    )  # fmt: skip


def test_registering_goes_from_the_phone_to_a_number():
    client = Client()
    assert client.get("/units/register/form/").url == "/units/register/"
    assert client.post("/units/register/", {"phone": REGISTRANT}).url == "/units/register/code/"
    assert client.post("/units/register/code/", {"code": "000 00"}).status_code == 422
    assert (
        client.post("/units/register/code/", {"code": sent_code(REGISTRANT)}).url == "/units/register/form/"
    )
    assert client.post("/units/register/form/", FIELDS | {"address": ""}).status_code == 422
    refused = client.post("/units/register/form/", FIELDS | {"tax_number": "123"})
    assert "Mã số thuế có 10 hoặc 13 số" in refused.content.decode().split('tax_number_error">')[1][:200]
    sent = FIELDS | {"ward": ward("26740").id, "form": str(uuid7())}
    answer = client.post("/units/register/form/", sent)
    assert client.post("/units/register/form/", sent).url == answer.url
    assert Registration.objects.count() == 1
    page = Client().get(answer.url).content.decode()
    assert "Đang chờ duyệt" in page
    assert "Cô Ba" not in page


def test_an_unknown_number_tells_nothing():
    assert Client().get("/units/register/state/?number=0000000").status_code == 422


def test_a_ward_officer_refuses_with_a_reason_and_approves():
    officer = signed_in(a_colleague("ward_officer", scope_kind=ScopeKind.AREA, scope_id=ward("26740").id))
    first, second = a_registration(), a_registration(name="Chi nhánh")
    assert "Chi nhánh" in officer.get("/desk/units/").content.decode()
    path = f"/desk/units/{first.number}/"
    assert officer.post(path, {"do": "refuse"}).status_code == 422
    assert officer.post(path, {"do": "refuse", "words": "Sai địa chỉ"}).status_code == 302
    assert officer.post(path, {"do": "approve"}).status_code == 409
    assert officer.post(f"/desk/units/{second.number}/", {"do": "approve"}).status_code == 302
    assert [unit.name for unit in Unit.objects.all()] == ["Chi nhánh"]


def approved() -> Unit:
    services.approve_registration(actor=SYSTEM, number=a_registration().number, at=clock.now())
    return Unit.objects.get()


def test_the_administrator_joins_once_with_a_password_of_their_own():
    unit = approved()
    path = f"/units/join/{sent_secret()}"
    assert "Nguyễn Thị Ba" in Client().get(path).content.decode()
    assert Client().post(path, {"password": "123", "again": "123"}).status_code == 422
    assert Client().post(path, {"password": PASSWORD, "again": "khác"}).status_code == 422
    assert Client().post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 200
    account = Account.objects.get()
    assert account.check_password(PASSWORD)
    assert account.login.startswith("ba.")
    [grant] = actor_for(account).grants
    assert (grant.role, grant.scope_kind, grant.scope_id) == ("unit_admin", ScopeKind.UNIT, unit.id)
    assert Client().post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert StaffInvitation.objects.get().number == ""


def test_the_first_sign_in_leads_to_the_second_factor():
    approved()
    Client().post(f"/units/join/{sent_secret()}", {"password": PASSWORD, "again": PASSWORD})
    assert signed_in(Account.objects.get()).get("/unit/").url == "/accounts/2fa/"


def test_whoever_works_elsewhere_takes_the_role_with_the_account_at_hand():
    unit = approved()
    elsewhere = a_colleague("unit_viewer", scope_kind=ScopeKind.UNIT, scope_id=a_unit("Khác").id)
    assert signed_in(elsewhere).post(f"/units/join/{sent_secret()}").url == "/unit/"
    assert {grant.scope_id for grant in actor_for(elsewhere).grants} >= {unit.id}
    assert Account.objects.count() == 1


def test_staff_are_invited_listed_and_ended(shop):
    unit, _, _, admin = shop
    client = signed_in(admin)
    said = {"name": "Lê Văn Gác", "phone": "0912345077", "role": "gate_operator", "place": "", "until": ""}
    assert client.post(f"/unit/{unit.id}/staff/invite", said | {"phone": "12"}).status_code == 422
    assert client.post(f"/unit/{unit.id}/staff/invite", said | {"role": "city_health"}).status_code == 422
    assert client.post(f"/unit/{unit.id}/staff/invite", said).status_code == 302
    secret = sent_secret("units.invited", "0912345077")
    Client().post(f"/units/join/{secret}", {"password": PASSWORD, "again": PASSWORD})
    guard = Account.objects.get(name="Lê Văn Gác")
    assert "Lê Văn Gác" in client.get(f"/unit/{unit.id}/staff/").content.decode()
    grant = guard.grants.get()
    assert client.post(f"/unit/{unit.id}/staff/{grant.pk}/end").status_code == 302
    assert actor_for(guard).grants == ()


def test_a_right_that_ended_is_passed_on_by_nobody(shop):
    unit, _, _, admin = shop
    services.invite_staff(
        actor=actor_for(admin),
        unit_id=unit.id,
        role="unit_admin",
        name="Em",
        number="0912345078",
        at=clock.now(),
    )
    end_grant(actor=SYSTEM, grant_id=admin.grants.get().pk)
    path = f"/units/join/{sent_secret('units.invited', '0912345078')}"
    assert Client().post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert not Account.objects.filter(name="Em").exists()


def test_places_zones_and_gates_are_added_and_changed(shop):
    unit, place, _, admin = shop
    client = signed_in(admin)
    bus = {
        "name": "Xe 12",
        "kind": "vehicle",
        "ward": ward("26740").id,
        "plate": "51b-123.45",
        "capacity": "45",
    }
    assert client.post(f"/unit/{unit.id}/places/new", bus | {"opens_at": "05:00"}).status_code == 422
    assert client.post(f"/unit/{unit.id}/places/new", bus).status_code == 302
    assert "51B-123.45" in client.get(f"/unit/{unit.id}/").content.decode()
    zone = {"name": "Tầng 2", "usual_stay_minutes": "30", "ventilation": "windows", "area_m2": "80"}
    assert client.post(f"/unit/places/{place.id}/spots/new", zone).status_code == 302
    assert client.post(f"/unit/places/{place.id}/spots/new", zone).status_code == 422
    upstairs = next(spot for spot in spots_of_place(SYSTEM, place.id) if spot.name)
    assert (upstairs.area_m2, upstairs.ventilation) == (80, "windows")
    gate = {"name": "Thang máy", "mode": "in", "spot": upstairs.id}
    assert client.post(f"/unit/places/{place.id}/gates/new", gate).status_code == 302
    lift = next(one for one in gates_of_place(SYSTEM, place.id) if one.name == "Thang máy")
    assert client.post(f"/unit/gates/{lift.id}/edit", {"name": "Thang bộ", "mode": "out"}).status_code == 302
    assert client.post(f"/unit/gates/{lift.id}/close").status_code == 302
    assert [one.name for one in gates_of_place(SYSTEM, place.id)] == ["+Cổng"]


def test_a_reissued_code_refuses_the_old_poster(shop, settings):
    settings.PUBLIC_URL = "http://testserver"
    _, place, _, admin = shop
    client, poster = signed_in(admin), f"/unit/places/{place.id}/poster"
    assert client.post(f"/unit/places/{place.id}/code/new").status_code == 302
    pdf = client.post(poster, {"paper": "a4", "gate": "each"}).content
    [read] = zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=1.4).to_pil())
    assert read.text == posted_code(SYSTEM, place.id, at=clock.now()).url
    path = "/p/" + read.text.rpartition("/")[2]
    assert Client().get(path).status_code == 200
    assert "hết hiệu lực ngay" in client.get(f"/unit/places/{place.id}/code/new").content.decode()
    client.post(f"/unit/places/{place.id}/code/new")
    assert Client().get(path).status_code != 200


def test_posters_of_all_places_come_in_parts(shop):
    unit, _, _, admin = shop
    a_place_of(unit, "Kho")
    client = signed_in(admin)
    answer = client.post(f"/unit/{unit.id}/posters", {"part": "0", "paper": "a3"})
    assert len(pypdfium2.PdfDocument(answer.content)) == 2
    page = client.get(f"/unit/{unit.id}/posters").content.decode()
    assert "Đã tải 1 trên 1 phần" in page
    assert client.post(f"/unit/{unit.id}/posters", {"part": "7"}).status_code == 200


def test_the_board_and_the_statistics_show_a_visit(shop):
    unit, place, gate, admin = shop
    a_visit(place, gate)
    client = signed_in(admin)
    board = client.get(f"/unit/{unit.id}/board/rows").content.decode()
    assert "<strong>1</strong> / 10" in board
    page = client.get(f"/unit/{unit.id}/statistics").content.decode()
    assert 'class="at-chart"' in page
    assert "Theo giờ trong ngày" in page
    assert client.get(f"/unit/{unit.id}/statistics?from=x&to=9999-12-31&place=-1").status_code == 200


def test_a_unit_sees_how_things_are_where_its_places_lie_and_nowhere_else(shop):
    unit, place, _gate, admin = shop
    client, home = signed_in(admin), ward("26740")
    assert (
        "Tình hình dịch" not in client.get(f"/unit/{unit.id}/").content.decode()
    )  # Nothing was counted yet.
    for number in range(6):
        a_case(a_person(f"Người {number}", ward_id=home.id).id, clock.today())
    a_case(a_person("Người Xa", ward_id=ward("26743").id).id, clock.today())
    count_day(clock.today())
    Place.objects.filter(pk=place.id).update(ward_id=home.id)
    page = client.get(f"/unit/{unit.id}/").content.decode()
    situation = page.partition('id="situation"')[2].partition("</section>")[0]
    assert "6 ca trong 14 ngày" in situation
    assert situation.count("<li>") == 1
    assert home.name in situation
    Place.objects.filter(pk=place.id).update(ward_id=ward("26743").id)
    page = client.get(f"/unit/{unit.id}/").content.decode()
    assert "dưới 5 ca trong 14 ngày" in page  # A count of few people is not told.


def test_the_exported_file_has_no_formula_and_says_who_took_it(shop):
    unit, place, gate, admin = shop
    a_visit(place, gate)
    client = signed_in(admin)
    answer = client.post(f"/unit/{unit.id}/statistics/export", {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    values = [cell.value for cell in cells]
    assert FORMULA in values
    assert admin.name in values
    entry = TrailEntry.objects.get(action="visits:counts:exported")
    assert entry.detail["rows"] == 1
    assert entry.detail["sha256"] in values
    text = client.post(f"/unit/{unit.id}/statistics/export", {"format": "csv"}).content.decode("utf-8-sig")
    assert f"'{FORMULA[:10]}" in text
    assert "'+Cổng" in text
