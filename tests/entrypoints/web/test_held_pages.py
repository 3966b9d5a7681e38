"""The city's records officer settles rows of the city's own lists of which nobody could say whose dose it is."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from antoan.domains.records.models import Vaccination
from antoan.domains.vaccination.importing.values import HeldState
from antoan.domains.vaccination.models import HeldDose
from antoan.entrypoints.web.clinic.importing import held as pages
from antoan.foundation.accounts.scopes import ScopeKind
from tests.entrypoints.web.test_case_pages import signed_in
from tests.factories.accounts import a_colleague
from tests.factories.doses import a_dose_file, a_dose_row, loaded
from tests.factories.people import a_person
from tests.factories.workers import a_factory

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
LIST = "/clinic/imports/city/held/"


@pytest.fixture(autouse=True)
def october(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def desk() -> Client:
    return signed_in(a_colleague("records_officer", scope_kind=ScopeKind.CITY))


def shown(answer) -> list[tuple[str, ...]]:
    """Return the cells of the table that a page shows."""
    # What stands before a value on a phone is hidden from a screen reader, which hears the column's head.
    page = re.sub(
        r'<span class="nhsuk-table-responsive__heading" aria-hidden="true">.*?</span>',
        "",
        answer.content.decode(),
    )
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)[1:]
    return [
        tuple(re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row))
        for row in rows
    ]


def test_rows_of_the_city_are_listed_with_number_and_reason(desk):
    an = a_person("Phạm Văn Chín")
    loaded("city", a_dose_file(a_dose_row(), a_dose_row(an, paper="")))
    loaded(a_factory("Trạm khác").id, a_dose_file(a_dose_row(name="Vũ Thị Khác")))
    assert 'href="/clinic/imports/city/held/"' in desk.get("/clinic/").content.decode()
    assert shown(desk.get(LIST)) == [
        ("Lê Thị Lạ", "2", "01/09/2021", "chưa ai có hồ sơ như vậy", "–"),
        ("Phạm Văn Chín", "3", "01/09/2021", "có người giống, chưa chắc", f"P.V. Chín · {an.birth.on.year}"),
    ]


def test_a_row_is_placed_with_the_paper_that_was_seen_or_let_go(desk):
    an = a_person("Phạm Văn Chín")
    loaded("city", a_dose_file(a_dose_row(an, paper=""), a_dose_row()))
    alike, unknown = HeldDose.objects.order_by("number")
    assert desk.post(f"{LIST}{alike.pk}/", {"do": "place", "because": ""}).status_code == 422
    desk.post(f"{LIST}{alike.pk}/", {"do": "place", "because": "Đã xem phiếu tiêm."})
    desk.post(f"{LIST}{unknown.pk}/", {"do": "dismiss", "because": "Không tìm được ai."})
    assert [row.state for row in HeldDose.objects.order_by("number")] == [
        HeldState.PLACED,
        HeldState.DISMISSED,
    ]
    (dose,) = Vaccination.objects.filter(person=an.id)
    assert (dose.source, dose.state) == ("authority:city", "verified")
    assert desk.get(f"{LIST}{alike.pk}/").status_code == 404


def test_a_long_list_has_pages_of_which_each_begins_where_the_last_ended(desk, monkeypatch):
    monkeypatch.setattr(pages, "HELD_SHOWN_MAX", 2)
    monkeypatch.setattr("antoan.domains.vaccination.queries.files.HELD_SHOWN_MAX", 2)
    loaded("city", a_dose_file(*(a_dose_row(lot=f"L{number}") for number in range(3))))
    first = desk.get(LIST)
    last = HeldDose.objects.order_by("pk")[1].pk
    assert f'href="{LIST}?after={last}"' in first.content.decode()
    second = desk.get(f"{LIST}?after={last}")
    assert [[row[1] for row in shown(page)] for page in (first, second)] == [["2", "3"], ["4"]]
    assert [row[1] for row in shown(desk.get(f"{LIST}?after=x"))] == ["2", "3"]


def test_whoever_registered_since_is_found_by_looking_again(desk):
    from datetime import date

    from antoan.domains.people.values import DocumentKind, Paper

    loaded("city", a_dose_file(a_dose_row()))
    la = a_person("Lê Thị Lạ", date(1992, 3, 4), documents=(Paper(DocumentKind.CCCD, "079192000321"),))
    answer = desk.post(LIST, follow=True)
    assert "Đã tính 1 mũi." in answer.content.decode()
    assert Vaccination.objects.filter(person=la.id).count() == 1


def test_neither_a_unit_reaches_the_citys_rows_nor_the_officer_those_of_a_unit(desk):
    unit = a_factory("Trạm Y tế Bến Nghé")
    clerk = signed_in(a_colleague("clinic_staff", login="nhap", scope_kind=ScopeKind.UNIT, scope_id=unit.id))
    loaded("city", a_dose_file(a_dose_row()))
    loaded(unit.id, a_dose_file(a_dose_row()))
    of_city, of_unit = HeldDose.objects.order_by("pk")
    assert clerk.get(LIST).status_code == 403
    assert clerk.get(f"/clinic/imports/{unit.id}/held/{of_city.pk}/").status_code == 404
    assert desk.get(f"{LIST}{of_unit.pk}/").status_code == 404
    assert desk.get(f"/clinic/imports/{unit.id}/held/").status_code in {403, 404}
