"""Offices see the places of their area by safety level, and nothing of another's or of a draft."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.assessment.errors import AssessmentNotFound
from antoan.domains.assessment.queries.desk import assessment_to_oversee, counted_by_standing, standings
from antoan.domains.assessment.queries.photos import overseen_photo
from antoan.domains.assessment.sets import set_version
from antoan.domains.assessment.values import Standing
from antoan.domains.places.services import close_place
from antoan.domains.places.values import PlaceKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from tests.factories.areas import ward
from tests.factories.assessment import GENERAL, a_draft, all_met, an_assessment, an_assessment_with_photo
from tests.factories.units import a_place_of, a_unit, someone_as

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _noon(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(datetime(2026, 11, 22, 5, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def here():
    return ward("26740")


@pytest.fixture
def there():
    return ward("25747")


@pytest.fixture
def officer(here):
    return someone_as("ward_officer", ScopeKind.AREA, here.id)


@pytest.fixture
def unit(here):
    return a_unit(ward_id=here.id)


def listed(actor, standing=None, today=TODAY, criteria=GENERAL):
    page = standings(actor, criteria, today, standing=standing)
    return [(row.place_name, row.standing) for row in page.rows]


def test_an_office_sees_each_place_as_it_stands(officer, unit, here):
    for name, failed in (("Tốt", ()), ("Kém", ("1",))):
        an_assessment(a_place_of(unit, name, ward_id=here.id).id, *failed)
    a_draft(a_place_of(unit, "Nháp", ward_id=here.id).id, all_met())
    assert listed(officer) == [("Tốt", Standing.GOOD), ("Kém", Standing.POOR), ("Nháp", Standing.NONE)]
    for standing, name in ((Standing.GOOD, "Tốt"), (Standing.POOR, "Kém"), (Standing.NONE, "Nháp")):
        assert listed(officer, standing) == [(name, standing)]
    counted = counted_by_standing(officer, GENERAL, TODAY)
    assert {one: count for one, count in counted.items() if count} == {
        Standing.GOOD: 1, Standing.POOR: 1, Standing.NONE: 1,
    }  # fmt: skip


@pytest.mark.parametrize(("days", "standing"), [(89, Standing.GOOD), (90, Standing.EXPIRED)])
def test_what_is_too_old_is_listed_as_expired(officer, unit, here, days, standing):
    an_assessment(a_place_of(unit, ward_id=here.id).id)
    day = TODAY + timedelta(days=days)
    assert listed(officer, today=day) == [("Cửa hàng 1", standing)]
    assert listed(officer, standing, today=day) == [("Cửa hàng 1", standing)]


def test_another_wards_places_and_closed_ones_are_not_listed(officer, unit, here, there):
    an_assessment(a_place_of(unit, "Nơi khác", ward_id=there.id).id)
    closed = a_place_of(unit, "Đã đóng", ward_id=here.id)
    an_assessment(closed.id)
    close_place(actor=SYSTEM, place_id=closed.id, at=clock.now())
    assert listed(officer) == []


def test_only_kinds_of_places_a_set_is_for_are_listed(officer, unit, here):
    a_place_of(unit, "Nhà máy", kind=PlaceKind.FACTORY, ward_id=here.id)
    a_place_of(unit, "Cửa hàng", ward_id=here.id)
    assert listed(officer, criteria=set_version("vn-work-index", 1)) == [("Nhà máy", Standing.NONE)]


def test_pages_follow_each_other_without_a_gap(officer, unit, here, monkeypatch):
    monkeypatch.setattr("antoan.domains.assessment.queries.desk.PAGE_PLACES_MAX", 2)
    names = [f"Cửa hàng {number}" for number in range(5)]
    for name in names:
        a_place_of(unit, name, ward_id=here.id)
    found, after = [], 0
    while True:
        page = standings(officer, GENERAL, TODAY, after=after)
        found += [row.place_name for row in page.rows]
        if not (after := page.next_after):
            break
    assert found == names


def test_an_office_reads_an_assessment_of_its_ward_with_its_photos(officer, unit, here):
    view, file_id = an_assessment_with_photo(a_place_of(unit, ward_id=here.id).id)
    assert assessment_to_oversee(officer, view.id)[0].id == view.id
    assert overseen_photo(officer, view.id, file_id)
    assert TrailEntry.objects.filter(action="assessment.photo.read").count() == 1


def test_drafts_and_other_wards_assessments_are_not_there(officer, unit, here, there):
    draft_id = a_draft(a_place_of(unit, ward_id=here.id).id)
    far, file_id = an_assessment_with_photo(a_place_of(unit, "Xa", ward_id=there.id).id)
    for read in (
        lambda: assessment_to_oversee(officer, draft_id),
        lambda: assessment_to_oversee(officer, far.id),
        lambda: overseen_photo(officer, far.id, file_id),
    ):
        with pytest.raises(AssessmentNotFound):
            read()


def test_a_unit_oversees_nothing(unit, here):
    view = an_assessment(a_place_of(unit, ward_id=here.id).id)
    with pytest.raises(AssessmentNotFound):
        assessment_to_oversee(someone_as("unit_admin", ScopeKind.UNIT, unit.id), view.id)
