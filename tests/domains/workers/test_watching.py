"""The unit hears that somebody must not come in, never why; gates tell who was there, by shift."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.declarations.events import HealthDeclared
from antoan.domains.messaging.models import Message
from antoan.domains.policy.services import publish_shipped
from antoan.domains.privacy.models import Limit
from antoan.domains.privacy.values import LimitKind
from antoan.domains.records import services as records
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource
from antoan.domains.workers import services
from antoan.domains.workers.errors import (
    AlertNotFound,
    CohortInUse,
    CohortNotFound,
    CohortTaken,
    TooManyCohorts,
)
from antoan.domains.workers.models import Alert
from antoan.domains.workers.queries.alerts import alerts_of, open_alerts
from antoan.domains.workers.queries.attendance import attendance_of, earliest_day
from antoan.domains.workers.queries.groups import cohorts_of, contact_of
from antoan.domains.workers.queries.listing import worker_for
from antoan.domains.workers.queries.statuses import counted_by_standing
from antoan.domains.workers.rules.groups import COHORTS_PER_UNIT_MAX
from antoan.domains.workers.rules.shifts import Presence
from antoan.domains.workers.services.nightly import look_at_workers
from antoan.domains.workers.values import UNKNOWN_STATUS, NewCohort, Standing
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.events.bus import announce
from antoan.foundation.events.models import OutboxEvent
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock as times
from antoan.kit.clock import CITY_ZONE
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import IN_2021, ward
from tests.factories.corrections import officer
from tests.factories.people import a_person
from tests.factories.places import a_gate, a_spot
from tests.factories.records import a_case, a_dose, an_isolation
from tests.factories.units import a_place_of
from tests.factories.workers import a_cohort, a_factory, a_worker, manager_of, somebody, with_contact

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        open_days_around(TODAY)
        yield travelled


@pytest.fixture
def home() -> int:
    return ward("26740", IN_2021).id


@pytest.fixture
def unit(home):
    return with_contact(a_factory(ward_id=home))


@pytest.fixture
def an(home):
    return a_person(ward_id=home)


def hear() -> None:
    while deliver_waiting():
        continue


# Alerts


@pytest.mark.parametrize("event", ["case", "contact"])
def test_a_case_and_a_contact_look_the_same_to_the_unit(unit, an, event):
    worker = a_worker(unit, an, job="May", cohort="Tổ A")
    if event == "case":
        a_case(an.id, TODAY)
    else:
        an_isolation(an.id, TODAY, TODAY + timedelta(days=13))
    hear()
    (alert,) = alerts_of(manager_of(unit), unit.id)
    assert (alert.worker_id, alert.full_name, alert.cohort, alert.raised_at, alert.ended_at) == (
        worker.id, "Nguyễn Văn An", "Tổ A", NOW, None,
    )  # fmt: skip
    (message,) = Message.objects.filter(template="workers.stopped")
    assert message.person_id is None
    assert message.number == "+84908111222"
    for word in ("An Nguyen", "Nguyen", "do", "F0", "cach ly"):
        assert word not in message.text.split("An Toan:")[1].split()
    assert counted_by_standing(manager_of(unit), unit, NOW) == {Standing.RED: 1}


def test_an_alert_ends_when_the_colour_does_and_comes_again_with_it(unit, an):
    a_worker(unit, an)
    order = an_isolation(an.id, TODAY, TODAY + timedelta(days=13))
    hear()
    records.lift_isolation(actor=SYSTEM, order_id=order.id, because="Hết thời gian.")
    hear()
    (alert,) = Alert.objects.all()
    assert alert.ended_at == NOW
    an_isolation(an.id, TODAY - timedelta(days=1), TODAY + timedelta(days=3))
    hear()
    assert Alert.objects.filter(ended_at__isnull=True).count() == 1


def test_for_whom_the_purpose_rests_the_unit_is_told_nothing(unit, an):
    worker = a_worker(unit, an)
    a_case(an.id, TODAY)
    hear()
    Limit.objects.create(
        person_id=an.id, purpose="work", kind=LimitKind.OBJECT, since=NOW, request_number="AAAAAAA"
    )
    assert counted_by_standing(manager_of(unit), unit, NOW) == {Standing.UNKNOWN: 1}
    assert worker_for(manager_of(unit), unit.id, worker.id, NOW)[1] == UNKNOWN_STATUS
    assert look_at_workers(now=NOW) == 1
    assert open_alerts(manager_of(unit), unit.id) == 0


def test_what_happens_at_midnight_is_seen_by_night(unit, an, clock):
    a_worker(unit, an)
    an_isolation(an.id, TODAY - timedelta(days=5), TODAY)
    hear()
    assert open_alerts(manager_of(unit), unit.id) == 1
    clock.move_to(datetime(2021, 10, 20, 17, 25, tzinfo=UTC))
    assert look_at_workers(now=times.now()) == 1
    assert open_alerts(manager_of(unit), unit.id) == 0
    assert look_at_workers(now=times.now()) == 0


def test_every_unit_of_somebody_hears_of_it_and_once(unit, an, home):
    other = with_contact(a_factory("Nhà máy hai", ward_id=home), "0908333444")
    a_worker(unit, an)
    a_worker(other, an)
    a_case(an.id, TODAY)
    hear()
    announce(HealthDeclared(an.id))
    hear()
    assert Alert.objects.count() == 2
    assert Message.objects.filter(template="workers.stopped").count() == 2


def test_somebody_who_is_red_already_is_told_when_listed(unit, an):
    a_case(an.id, TODAY)
    a_worker(unit, an)
    assert open_alerts(manager_of(unit), unit.id) == 1


def test_of_people_nobody_lists_nothing_is_kept_to_be_heard_later(an):
    OutboxEvent.objects.all().delete()
    a_case(an.id, TODAY)
    assert not OutboxEvent.objects.filter(name="WorkerStatusMayHaveChanged").exists()


def test_the_unit_says_that_it_has_seen_an_alert_and_the_first_counts(unit, an):
    a_worker(unit, an)
    a_case(an.id, TODAY)
    hear()
    (alert,) = alerts_of(manager_of(unit), unit.id)
    services.acknowledge_alert(actor=manager_of(unit), unit_id=unit.id, alert_id=alert.id)
    services.acknowledge_alert(actor=manager_of(unit, account_id=99), unit_id=unit.id, alert_id=alert.id)
    row = Alert.objects.get()
    assert (row.acknowledged_at, row.acknowledged_by_account_id) == (NOW, 51)
    assert open_alerts(manager_of(unit), unit.id) == 0
    assert TrailEntry.objects.filter(action="workers.alert.acknowledge").count() == 1


def test_another_units_alert_is_not_there(unit, an, home):
    a_worker(unit, an)
    a_case(an.id, TODAY)
    hear()
    alert, other = Alert.objects.get(), a_factory("Khác", ward_id=home)
    with pytest.raises(AlertNotFound):
        services.acknowledge_alert(actor=manager_of(other), unit_id=other.id, alert_id=alert.pk)
    with pytest.raises(UnitNotFound):
        alerts_of(manager_of(other), unit.id)
    with pytest.raises(Forbidden):
        alerts_of(officer(home), unit.id)


def test_whoever_is_taken_off_is_told_of_no_more(unit, an):
    worker = a_worker(unit, an)
    a_case(an.id, TODAY)
    hear()
    services.remove_worker(actor=SYSTEM, unit_id=unit.id, worker_id=worker.id)
    assert alerts_of(manager_of(unit), unit.id) == []
    assert Alert.objects.get().ended_at == NOW


def test_reading_alerts_is_in_the_trail_of_their_people(unit, an):
    a_worker(unit, an)
    a_case(an.id, TODAY)
    hear()
    alerts_of(manager_of(unit), unit.id)
    assert TrailEntry.objects.filter(action="workers.alerts.read", person_id=an.id).count() == 1


def test_counts_by_colour_name_nobody(unit, an, home):
    a_dose(an.id, TODAY - timedelta(days=40))
    a_worker(unit, an)
    a_worker(unit, somebody())
    before = TrailEntry.objects.filter(person_id=an.id).count()
    assert counted_by_standing(manager_of(unit), unit, NOW) == {Standing.GREEN: 1, Standing.CHECK: 1}
    assert TrailEntry.objects.filter(person_id=an.id).count() == before


# Attendance


def a_visit(unit_place, person, at, out=None):
    spot = a_spot(unit_place)
    gate = a_gate(spot, f"Cổng {at:%H%M%S}")
    Visit.objects.create(
        person_id=person.id, t_in=at, t_eff=out or at + timedelta(hours=9), t_out=out, received_at=at, spot_id=spot.id,
        gate_id=gate.id, policy_id=None, rule=0, colour=1, source=EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip


def local(hour, minute=0, day=TODAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CITY_ZONE)


def test_gates_tell_who_came_in_which_shift(unit, an, home):
    from datetime import time

    place = a_place_of(unit, "Xưởng 1")
    morning = a_cohort(unit, "Ca sáng", shift_starts=time(6), shift_ends=time(14))
    late = a_person("Lê Văn Trễ", date(1980, 1, 1), ward_id=home)
    absent = a_person("Lê Văn Vắng", date(1981, 1, 1), ward_id=home)
    visitor = a_person("Khách Đến Chơi", date(1982, 1, 1), ward_id=home)
    for person in (an, late, absent):
        a_worker(unit, person, cohort="Ca sáng")
    a_visit(place, an, local(5, 50), local(14, 5))
    a_visit(place, late, local(20))
    a_visit(place, visitor, local(6))
    day = attendance_of(manager_of(unit), unit.id, TODAY)
    assert {view.full_name: one.presence for view, one in day.rows} == {
        "Nguyễn Văn An": Presence.PRESENT, "Lê Văn Trễ": Presence.OTHER_SHIFT, "Lê Văn Vắng": Presence.ABSENT,
    }  # fmt: skip
    assert day.counts == {Presence.PRESENT: 1, Presence.OTHER_SHIFT: 1, Presence.ABSENT: 1}
    seen = next(one for view, one in day.rows if view.full_name == "Nguyễn Văn An")
    assert (seen.first_in, seen.last_out) == (local(5, 50), local(14, 5))
    only = attendance_of(manager_of(unit), unit.id, TODAY, cohort_id=morning.id, presence=Presence.ABSENT)
    assert [view.full_name for view, _ in only.rows] == ["Lê Văn Vắng"]
    assert TrailEntry.objects.filter(action="visits:attendance").count() == 2


def test_a_visit_elsewhere_is_no_attendance(unit, an, home):
    other = a_factory("Khác", ward_id=home)
    a_worker(unit, an)
    a_visit(a_place_of(other, "Xưởng khác"), an, local(6))
    assert attendance_of(manager_of(unit), unit.id, TODAY).counts[Presence.ABSENT] == 1
    with pytest.raises(UnitNotFound):
        attendance_of(manager_of(other), unit.id, TODAY)
    foreign = a_cohort(other)
    with pytest.raises(CohortNotFound):
        attendance_of(manager_of(unit), unit.id, TODAY, cohort_id=foreign.id)


def test_a_month_can_be_looked_at():
    assert earliest_day(TODAY) == date(2021, 9, 22)


# Groups and contact


def test_groups_are_made_changed_and_removed(unit, an):
    group = a_cohort(unit, " Tổ  A ", stays_on_site=True, test_every_days=7)
    assert (group.name, group.stays_on_site, group.test_every_days) == ("Tổ A", True, 7)
    with pytest.raises(CohortTaken):
        a_cohort(unit, "TO A")
    a_worker(unit, an, cohort="tổ a")
    assert [(one.name, one.workers) for one in cohorts_of(manager_of(unit), unit.id)] == [("Tổ A", 1)]
    with pytest.raises(CohortInUse):
        services.remove_cohort(actor=SYSTEM, unit_id=unit.id, cohort_id=group.id)
    changed = services.change_cohort(
        actor=manager_of(unit), unit_id=unit.id, cohort_id=group.id, cohort=NewCohort("Tổ B")
    )
    assert (changed.name, changed.stays_on_site) == ("Tổ B", False)
    empty = a_cohort(unit, "Trống")
    services.remove_cohort(actor=SYSTEM, unit_id=unit.id, cohort_id=empty.id)
    with pytest.raises(CohortNotFound):
        services.remove_cohort(actor=SYSTEM, unit_id=unit.id, cohort_id=empty.id)


def test_a_unit_has_two_hundred_groups_at_most(unit):
    for number in range(COHORTS_PER_UNIT_MAX):
        a_cohort(unit, f"Tổ {number}")
    with pytest.raises(TooManyCohorts):
        a_cohort(unit, "Một tổ nữa")


def test_the_contact_is_replaced_not_added(unit):
    services.set_contact(actor=manager_of(unit), unit_id=unit.id, name="Anh Sơn", number="0909000111")
    assert contact_of(manager_of(unit), unit.id).name == "Anh Sơn"
