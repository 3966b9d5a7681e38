"""The desk of figures, as a browser without JavaScript uses it: numbers, charts with tables, files, papers."""

import csv
import io
import re
import time
from datetime import date, datetime, timedelta
from itertools import pairwise

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import translation

from antoan.domains.declarations.services import declare
from antoan.domains.records.values import TestOutcome
from antoan.domains.statistics.models import Report
from antoan.domains.statistics.services import count_day, count_places, make_reports
from antoan.domains.visits.services import open_days_around
from antoan.entrypoints.web.shared.bars import single_bars
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.accounts import a_colleague
from tests.factories.areas import district, the_areas, ward
from tests.factories.declarations import FEVER, new_declaration
from tests.factories.people import a_person
from tests.factories.places import a_place
from tests.factories.records import a_test
from tests.factories.statistics import GREEN, RED, a_market, folded, people_came

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def noon(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOON, tick=False) as travelled:
        the_areas()
        open_days_around(TODAY)
        yield travelled


def signed_in(role: str, kind: ScopeKind = ScopeKind.CITY, area_id: int | None = None) -> Client:
    account = a_colleague(role, login=f"{role}.{area_id or 'all'}", scope_kind=kind, scope_id=area_id)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def market():
    """A market of a ward where five came, two declared and one of two tests was positive."""
    place = a_market(ward().id, "=Chợ Bến Thành")
    people_came(place, NOON - timedelta(hours=4), count=4, colour=GREEN)
    people_came(place, NOON - timedelta(hours=3), first=5, colour=RED, t_out=NOON)
    well, ill = a_person("Người khỏe", ward_id=ward().id), a_person("Người sốt", ward_id=ward().id)
    declare(actor=SYSTEM, declaration=new_declaration(well.id))
    declare(actor=SYSTEM, declaration=new_declaration(ill.id, FEVER))
    a_test(well.id, NOON - timedelta(hours=5), TestOutcome.NEGATIVE)
    a_test(ill.id, NOON - timedelta(hours=5), TestOutcome.POSITIVE)
    a_place("Tiệm vắng", ward_id=ward().id)
    count_day(TODAY)
    folded()
    count_places(clock.now())
    return place


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_city_sees_its_numbers_with_charts_and_their_tables(market):
    text = page(signed_in("city_health"), "/desk/statistics/")
    for words in (
        "Lượt ra vào theo ngày",
        "có nguy cơ: 50,0 %",
        "dương tính: 50,0 %",
        "50.000,0 trên 100.000 dân",
    ):
        assert words in text
    assert text.count('class="at-chart"') == text.count("<table") == 7
    assert "Dân số đã đăng ký: 2" in text


def test_the_live_numbers_count_what_the_worker_has_not_folded_yet(market):
    client = signed_in("city_health")
    declare(actor=SYSTEM, declaration=new_declaration(a_person("Người mới", ward_id=ward().id).id))
    text = page(client, "/desk/statistics/live")
    assert (
        '<strong class="at-figures__amount">3</strong> <span class="at-figures__note">có nguy cơ: 33,3 %'
        in text
    )
    assert "<html" not in text


def test_a_ward_sees_itself_alone_and_another_is_as_if_it_did_not_exist(market):
    other = ward("26743")
    client = signed_in("ward_officer", ScopeKind.AREA, other.id)
    text = page(client, "/desk/statistics/")
    assert "Những ngày này chưa có số liệu nào." in text
    assert '<select class="nhsuk-select" id="area"' not in text
    for area_id in (ward().id, 987654):
        for address in ("", "live", "areas/", "unused/", "reports/"):
            assert client.get(f"/desk/statistics/{address}?area={area_id}").status_code == 404
        assert client.post("/desk/statistics/export", {"area": area_id}).status_code == 404


def test_a_right_over_a_district_of_2021_reaches_its_wards_of_today(market):
    client = signed_in("district_supervisor", ScopeKind.AREA, district().id)
    text = page(client, "/desk/statistics/")
    assert "Quận 1" in text
    assert "dương tính: 50,0 %" in text
    assert page(client, "/desk/statistics/areas/").count('<tr><th scope="row">') > 1


def test_whoever_has_no_such_right_is_refused(market):
    assert signed_in("auditor").get("/desk/statistics/").status_code == 403


def test_wards_stand_beside_each_other_with_their_unused_places(market):
    client = signed_in("city_health")
    text = page(client, "/desk/statistics/areas/?order=unused")
    assert text.count('<tr><th scope="row">') == 168
    first = text.split('<tr><th scope="row">')[1]
    assert first.startswith("Phường Sài Gòn</th><td>2</td><td>5</td><td>250.000,0</td>")
    assert "1 (50,0 %)" in first
    assert "nơi có địa điểm mà không có lượt quét nào" not in text
    assert page(client, "/desk/statistics/areas/?by=district").count('<tr><th scope="row">') == 22


def test_unused_places_are_listed_with_their_pages(market, monkeypatch):
    client = signed_in("city_health")
    text = page(client, f"/desk/statistics/unused/?to={TODAY}")
    assert "Tiệm vắng" in text
    assert "Chợ Bến Thành" not in text
    monkeypatch.setattr("antoan.domains.statistics.queries.places.PLACES_LISTED_MAX", 1)
    a_place("Tiệm vắng thứ hai", ward_id=ward().id)
    first = page(client, f"/desk/statistics/unused/?to={TODAY}")
    assert "Tiệm vắng thứ hai" not in first
    following = first.split('href="?area=')[1].split('"')[0].replace("&amp;", "&")
    assert "Tiệm vắng thứ hai" in page(client, f"/desk/statistics/unused/?area={following}")


def test_different_people_of_a_place_are_told_by_hour(market):
    text = page(signed_in("city_health"), f"/desk/statistics/places/{market.place.id}/")
    assert '<tr><th scope="row">08:00</th><td class="at-time">4</td></tr>' in text
    client = signed_in("ward_officer", ScopeKind.AREA, ward("26743").id)
    assert client.get(f"/desk/statistics/places/{market.place.id}/").status_code == 404


def test_a_file_has_text_cells_only_and_says_who_took_how_many_rows(market):
    client = signed_in("ward_officer", ScopeKind.AREA, ward().id)
    answer = client.post("/desk/statistics/export", {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert ["22/11/2026", "Phường Sài Gòn", "Lượt vào", "Chợ", "Xanh", "4"] in rows
    entry = TrailEntry.objects.get(action="statistics:counts:exported")
    assert entry.detail["rows"] == len(rows)
    assert entry.detail["sha256"] in [cell.value for cell in cells]
    text = client.post("/desk/statistics/export", {"format": "csv"}).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == len(rows) + 1


def test_a_file_that_would_be_too_long_is_refused_whole(market, monkeypatch):
    monkeypatch.setattr("antoan.domains.statistics.queries.figures.FILE_ROWS_MAX", 2)
    client = signed_in("city_health")
    answer = client.post("/desk/statistics/export", {"format": "csv"}, follow=True)
    assert "Tệp quá dài" in answer.content.decode()
    assert not TrailEntry.objects.filter(action="statistics:counts:exported").exists()


def test_the_kind_of_places_narrows_visits_and_nothing_else(market):
    client = signed_in("city_health")
    text = page(client, "/desk/statistics/?kind=school")
    assert "Lượt ra vào theo ngày" not in text
    assert "dương tính: 50,0 %" in text
    assert "Lượt ra vào theo ngày" in page(client, "/desk/statistics/?kind=market")


@pytest.mark.parametrize(
    "asked", ["from=x", "to=2021-13-40", "from=2030-01-01&to=2020-01-01", "to=2999-01-01"]
)
def test_days_that_cannot_be_shown_are_said(market, asked):
    client = signed_in("city_health")
    assert "Không xem được những ngày đã chọn" in page(client, f"/desk/statistics/?{asked}")
    assert "Không xem được" not in page(client, "/desk/statistics/?from=2021-11-01&to=2021-11-02")


def test_labels_of_a_chart_neither_touch_nor_leave_it():
    kinds = 3 * ["Quán ăn", "Nhà máy", "Trường học", "Chung cư", "Bến xe, nhà ga", "Bến tàu"]
    with translation.override("vi"):
        drawn = str(single_bars([(kind, 12_345) for kind in kinds], title="Loại"))
    labels = re.findall(r'label" x="([\d.]+)" y="\d+">([^<]+)<', drawn)
    ends = [(float(x) - 6 * len(text), float(x) + 6 * len(text)) for x, text in labels]
    assert ends[0][0] >= 0
    assert ends[-1][1] <= 640
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    assert ">12.345</text>" in drawn


@pytest.mark.parametrize(
    "asked", ["from=x&to=9999-12-31&kind=%27", "from=0001-01-01&to=0001-01-02", "area=-1x"]
)
def test_nonsense_in_the_address_is_as_if_nothing_had_been_asked(market, asked):
    client = signed_in("city_health")
    for address in ("", "live", "areas/", "unused/", "reports/"):
        assert client.get(f"/desk/statistics/{address}?{asked}&after=x&order=x&by=x").status_code == 200


def test_every_area_has_its_report_of_yesterday_once(market, noon):
    noon.move_to(NOON + timedelta(days=1))
    monday = TODAY + timedelta(days=1)
    assert make_reports(clock.now()) == 169 + 22
    assert make_reports(clock.now()) == 0
    client = signed_in("ward_officer", ScopeKind.AREA, ward().id)
    text = page(client, "/desk/statistics/reports/")
    kept = Report.objects.get(area_id=ward().id)
    assert f"/desk/statistics/reports/{kept.pk}.pdf" in text
    answer = client.get(f"/desk/statistics/reports/{kept.pk}.pdf")
    assert answer.content.startswith(b"%PDF")
    assert TrailEntry.objects.filter(action="statistics:report:taken").count() == 1
    assert client.get(f"/desk/statistics/reports/{kept.pk}.pdf").content == answer.content
    assert kept.day == monday - timedelta(days=1)
    for foreign in (Report.objects.get(area_id=ward("26743").id).pk, 987654):
        assert client.get(f"/desk/statistics/reports/{foreign}.pdf").status_code == 404
