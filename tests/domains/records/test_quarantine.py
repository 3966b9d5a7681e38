"""Records that were kept apart: on whose desk, by when, and who may settle them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.records.errors import OwnRecord, ReasonMissing, RecordImpossible, RecordNotFound
from antoan.domains.records.queries import quality_of_sites, quarantine_lane, quarantined
from antoan.domains.records.services import record_vaccination, settle_record
from antoan.domains.records.values import NewDose, Origin, RecordKind, RecordState
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.records import a_dose
from tests.factories.units import a_unit, someone_as

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)
DOSE = RecordKind.VACCINATION


@pytest.fixture(autouse=True)
def _in_october_2021():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def unit():
    return a_unit("Trung tâm Y tế")


@pytest.fixture
def an():
    return a_person(ward_id=ward("26740").id)


@pytest.fixture
def early(unit, an):
    """A second dose ten days after the first, recorded by the unit."""
    a_dose(an.id, TODAY - timedelta(days=20), origin=Origin(f"clinic:{unit.id}"))
    return a_dose(an.id, TODAY - timedelta(days=10), dose_number=2, origin=Origin(f"clinic:{unit.id}"))


def doses_valid(person):
    return stored_passes([person.id])[person.id].doses_valid


def test_a_doubted_dose_lies_on_the_desk_of_its_unit_and_of_its_persons_ward(unit, an, early):
    clerk = someone_as("clinic_staff", ScopeKind.UNIT, unit.id)
    officer = someone_as("ward_officer", ScopeKind.AREA, an.ward_id)
    for actor in (clerk, officer):
        (kept,) = quarantine_lane(actor)
        assert (kept.record.id, kept.points, kept.due_at) == (early.id, 70, NOW + timedelta(hours=72))


def test_it_lies_on_no_other_desk(an, early):
    for actor in (
        someone_as("clinic_staff", ScopeKind.UNIT, a_unit().id),
        someone_as("ward_officer", ScopeKind.AREA, ward("25747").id),
    ):
        assert quarantine_lane(actor) == []
        with pytest.raises(RecordNotFound):
            quarantined(actor, DOSE, early.id)
        with pytest.raises(RecordNotFound):
            settle_record(actor=actor, kind=DOSE, record_id=early.id, is_true=True, because="Đã xem giấy")


def test_whoever_writes_no_records_has_no_desk():
    with pytest.raises(Forbidden):
        quarantine_lane(someone_as("tracer", ScopeKind.CITY))


@pytest.mark.parametrize(("is_true", "state", "count"), [(True, "verified", 2), (False, "annulled", 1)])
def test_a_second_pair_of_eyes_settles_it(unit, an, early, is_true, state, count):
    clerk = someone_as("clinic_staff", ScopeKind.UNIT, unit.id)
    assert doses_valid(an) == 1
    view = settle_record(
        actor=clerk, kind=DOSE, record_id=early.id, is_true=is_true, because="Đã xem phiếu tiêm"
    )
    assert view.state == RecordState(state)
    assert doses_valid(an) == count
    with pytest.raises(RecordNotFound):
        quarantined(clerk, DOSE, early.id)


def test_who_entered_it_does_not_vouch_for_it(unit, an):
    officer = someone_as("ward_officer", ScopeKind.AREA, an.ward_id)
    dose = NewDose("comirnaty", date(2021, 1, 1), 1)
    record = record_vaccination(actor=officer, person_id=an.id, dose=dose, origin=Origin("clinic:1"))
    with pytest.raises(OwnRecord):
        settle_record(actor=officer, kind=DOSE, record_id=record.id, is_true=True, because="Tôi chắc chắn")
    settle_record(actor=officer, kind=DOSE, record_id=record.id, is_true=False, because="Tôi nhập nhầm")


def test_nobody_vouches_for_a_dose_of_tomorrow(unit, an):
    clerk = someone_as("clinic_staff", ScopeKind.CITY)
    record = a_dose(an.id, TODAY + timedelta(days=1))
    with pytest.raises(RecordImpossible):
        settle_record(actor=clerk, kind=DOSE, record_id=record.id, is_true=True, because="Đã xem giấy")
    with pytest.raises(ReasonMissing):
        settle_record(actor=clerk, kind=DOSE, record_id=record.id, is_true=False, because="Sai")


def test_a_source_is_as_good_as_its_doses(unit, an, early):
    (site,) = quality_of_sites(someone_as("clinic_staff", ScopeKind.UNIT, unit.id))
    assert (site.source, site.records, site.doubted, site.points) == (f"clinic:{unit.id}", 2, 1, 85)
