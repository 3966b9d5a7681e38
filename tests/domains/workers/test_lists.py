"""Quotas with their history, lists submitted, decided within a deadline, ended, checked again by night."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.areas.queries import area_by_code
from antoan.domains.messaging.models import Message
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy.services import publish_shipped
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.workers import services
from antoan.domains.workers.errors import (
    ContactMissing,
    ListDecided,
    ListEmpty,
    ListNotFound,
    ListWaits,
    OverQuota,
    QuotaNotFound,
    QuotaUnreadable,
    ReasonMissing,
    TermUnreadable,
)
from antoan.domains.workers.list_values import (
    Conditions,
    FindingKind,
    ListState,
    NewQuota,
    PlanKind,
    StepKind,
)
from antoan.domains.workers.models import ListEntry, Quota, SubmittedList
from antoan.domains.workers.permissions import SET_QUOTA
from antoan.domains.workers.queries.bodies import bodies_of, body_of, is_body
from antoan.domains.workers.queries.lists import list_of_unit, list_on_desk, lists_of_unit, lists_on_desk
from antoan.domains.workers.queries.quotas import history_of, quota_for, quota_of, quotas_in_reach
from antoan.domains.workers.services.nightly import look_at_lists
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock as times
from antoan.kit.errors import Forbidden
from tests.factories.areas import IN_2021, IN_2026, district, ward
from tests.factories.corrections import city_health, officer
from tests.factories.people import a_person
from tests.factories.records import a_dose, a_test
from tests.factories.workers import (
    REASON,
    a_factory,
    a_submitted_list,
    a_worker,
    manager_of,
    supervisor,
    with_contact,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        yield travelled


@pytest.fixture
def quan_1():
    return district("760")


@pytest.fixture
def unit():
    return with_contact(a_factory())


def a_quota(area_id: int, actor=SYSTEM, **known):
    return services.set_quota(
        actor=actor, quota=NewQuota(**{"area_id": area_id, "valid_from": TODAY, **known})
    )


def told() -> list[str]:
    return [message.template for message in Message.objects.order_by("pk")]


# Whose decision it is


def test_in_2021_the_district_decides_and_afterwards_the_ward():
    old, new = ward("26740", IN_2021), ward("26740", IN_2026)
    assert body_of(old.id, IN_2021).code == "760"
    assert body_of(new.id, IN_2026).id == new.id
    assert body_of(old.id, IN_2026).id == new.id  # A unit registered in 2021 answers to what its ward became.
    assert body_of(None, IN_2021) is None


def test_the_day_districts_ended_is_the_day_wards_decide():
    old = ward("26740", IN_2021).id
    assert body_of(old, date(2025, 6, 30)).code == "760"
    assert body_of(old, date(2025, 7, 1)).level.name == "WARD"


def test_a_ward_under_a_district_sets_no_quota(quan_1):
    old = ward("26740", IN_2021)
    assert not is_body(old.id, TODAY)
    assert is_body(quan_1.id, TODAY)
    with pytest.raises(QuotaUnreadable):
        a_quota(old.id)


def test_whoever_acts_for_an_area_is_offered_its_bodies(quan_1):
    assert [one.code for one in bodies_of(supervisor(quan_1.id), SET_QUOTA, TODAY)] == ["760"]
    assert len(bodies_of(city_health(), SET_QUOTA, TODAY)) == 1 + 22
    later = bodies_of(supervisor(quan_1.id), SET_QUOTA, IN_2026)
    assert {one.level.name for one in later} == {"WARD"}
    assert len(later) >= 1


# Quotas


def test_the_nearest_and_most_special_quota_governs(unit, quan_1):
    city = area_by_code("79", TODAY)
    assert quota_of(manager_of(unit), unit.id, TODAY) is None
    for limit, where in (
        (1, {"area_id": city.id}), (2, {"area_id": quan_1.id}), (3, {"area_id": quan_1.id, "sector": PlaceKind.FACTORY}),
        (4, {"area_id": quan_1.id, "unit_id": unit.id}),
    ):  # fmt: skip
        a_quota(unit_workers_max=limit, **where)
        assert quota_of(manager_of(unit), unit.id, TODAY).unit_workers_max == limit
    shop = a_factory("Khác")
    assert quota_of(SYSTEM, shop.id, TODAY).unit_workers_max == 3


def test_a_new_quota_ends_the_former_and_the_past_stays(unit, quan_1, clock):
    first = a_quota(quan_1.id, unit_workers_max=10, basis="QĐ 1")
    tomorrow = TODAY + timedelta(days=1)
    second = a_quota(quan_1.id, unit_workers_max=20, valid_from=tomorrow, basis="QĐ 2")
    assert [(one.unit_workers_max, one.valid_until) for one in history_of(SYSTEM, second.id)] == [
        (20, None),
        (10, tomorrow),
    ]
    assert quota_of(SYSTEM, unit.id, TODAY).id == first.id
    assert quota_of(SYSTEM, unit.id, tomorrow).id == second.id


def test_set_again_on_one_day_it_is_mended(quan_1):
    first = a_quota(quan_1.id, unit_workers_max=10)
    assert a_quota(quan_1.id, unit_workers_max=12).id == first.id
    assert Quota.objects.count() == 1


def test_a_quota_is_ended_from_a_day_on_but_not_in_the_past(unit, quan_1):
    quota = a_quota(quan_1.id, unit_workers_max=10)
    with pytest.raises(QuotaUnreadable):
        services.end_quota(actor=SYSTEM, quota_id=quota.id, on=TODAY - timedelta(days=1))
    ended = services.end_quota(actor=supervisor(quan_1.id), quota_id=quota.id, on=TODAY)
    assert ended.valid_until == TODAY
    assert quota_of(SYSTEM, unit.id, TODAY) is None
    assert quotas_in_reach(SYSTEM, on=TODAY) == []
    assert len(quotas_in_reach(SYSTEM, on=TODAY, with_past=True)) == 1


def test_only_the_areas_body_sets_its_quotas(unit, quan_1):
    other = supervisor(district("764").id)
    with pytest.raises(Forbidden):
        a_quota(quan_1.id, other)
    quota = a_quota(quan_1.id, supervisor(quan_1.id), unit_workers_max=1)
    with pytest.raises(QuotaNotFound):
        quota_for(other, quota.id)
    with pytest.raises(QuotaNotFound):
        services.end_quota(actor=other, quota_id=quota.id, on=TODAY)
    assert quotas_in_reach(other, on=TODAY) == []
    assert quotas_in_reach(city_health(), on=TODAY) == [quota]
    with pytest.raises(Forbidden):
        a_quota(quan_1.id, manager_of(unit))


def test_a_units_quota_is_set_in_its_own_area(unit, quan_1):
    with pytest.raises(QuotaUnreadable):
        a_quota(district("764").id, unit_id=unit.id, unit_workers_max=1)
    with pytest.raises(UnitNotFound):
        a_quota(district("764").id, supervisor(district("764").id), unit_id=unit.id)
    a_quota(quan_1.id, supervisor(quan_1.id), unit_id=unit.id, unit_workers_max=1)


# Submitting


def test_a_list_is_submitted_to_the_body_of_its_area_with_a_deadline(unit, quan_1):
    a_worker(unit)
    sent = a_submitted_list(unit, manager_of(unit))
    assert (sent.number, sent.state, sent.area_id, sent.workers, sent.holds) == (
        1,
        ListState.SUBMITTED,
        quan_1.id,
        1,
        True,
    )
    assert sent.due_at == NOW + timedelta(hours=72)
    assert ListEntry.objects.count() == 1
    assert TrailEntry.objects.filter(action="workers.list.submit").count() == 1


def test_an_empty_list_or_one_without_contact_is_not_submitted():
    bare = a_factory("Không liên hệ")
    a_worker(bare)
    with pytest.raises(ContactMissing):
        a_submitted_list(bare)
    with pytest.raises(ListEmpty):
        a_submitted_list(with_contact(a_factory("Không người")))


def test_a_list_over_its_quota_is_not_submitted(unit, quan_1):
    a_quota(quan_1.id, unit_workers_max=1)
    a_worker(unit)
    assert a_submitted_list(unit).findings[0].is_met
    services.withdraw_list(actor=SYSTEM, unit_id=unit.id, number=1)
    a_worker(unit)
    with pytest.raises(OverQuota):
        a_submitted_list(unit)


def test_conditions_that_are_not_met_are_shown_and_do_not_stop_it(unit, quan_1):
    a_quota(quan_1.id, conditions=Conditions(protected_percent_min=100, tested_percent_min=50))
    an = a_person()
    a_dose(an.id, TODAY - timedelta(days=30))
    a_test(an.id, NOW - timedelta(days=1))
    a_worker(unit, an)
    a_worker(unit)
    sent = a_submitted_list(unit)
    assert [(one.kind, one.is_met, one.counted, one.of) for one in sent.findings] == [
        (FindingKind.PROTECTED, False, 1, 2), (FindingKind.TESTED, True, 1, 2),
    ]  # fmt: skip
    assert not sent.holds


def test_one_list_waits_at_a_time_and_can_be_taken_back(unit):
    a_worker(unit)
    sent = a_submitted_list(unit)
    with pytest.raises(ListWaits):
        a_submitted_list(unit)
    for _ in range(2):
        taken = services.withdraw_list(actor=manager_of(unit), unit_id=unit.id, number=sent.number)
        assert taken.state is ListState.WITHDRAWN
    assert a_submitted_list(unit).number == 2
    with pytest.raises(ListNotFound):
        services.withdraw_list(actor=SYSTEM, unit_id=unit.id, number=3)


# Deciding


def approve(actor, sent, days=14, words=""):
    return services.approve_list(
        actor=actor, list_id=sent.id, valid_until=TODAY + timedelta(days=days), words=words
    )


def test_the_areas_body_approves_and_the_contact_hears_of_it(unit, quan_1):
    a_worker(unit)
    sent = a_submitted_list(unit)
    done = approve(supervisor(quan_1.id), sent)
    assert (done.state, done.valid_until) == (ListState.APPROVED, TODAY + timedelta(days=14))
    assert told() == ["workers.approved"]
    assert approve(supervisor(quan_1.id), sent) == done
    view = list_of_unit(manager_of(unit), unit.id, 1)
    assert [step.kind for step in view.steps] == [StepKind.SUBMITTED, StepKind.APPROVED]
    with pytest.raises(ListDecided):
        services.refuse_list(actor=SYSTEM, list_id=sent.id, words=REASON)


def test_a_refusal_says_why(unit, quan_1):
    a_worker(unit)
    sent = a_submitted_list(unit)
    with pytest.raises(ReasonMissing):
        services.refuse_list(actor=supervisor(quan_1.id), list_id=sent.id, words="không")
    for _ in range(2):
        refused = services.refuse_list(actor=supervisor(quan_1.id), list_id=sent.id, words=REASON)
    assert (refused.state, refused.reason, told()) == (ListState.REFUSED, REASON, ["workers.refused"])
    assert a_submitted_list(unit).number == 2


def test_nobody_else_decides(unit, quan_1):
    a_worker(unit)
    sent = a_submitted_list(unit)
    strangers = (supervisor(district("764").id), officer(ward("26740", IN_2021).id), manager_of(unit))
    for actor in strangers:
        assert lists_on_desk(actor) == []
        for act in (
            lambda actor=actor: list_on_desk(actor, sent.id),
            lambda actor=actor: approve(actor, sent),
            lambda actor=actor: services.refuse_list(actor=actor, list_id=sent.id, words=REASON),
            lambda actor=actor: services.revoke_list(actor=actor, list_id=sent.id, words=REASON),
        ):
            with pytest.raises(ListNotFound):
                act()
    assert [one.id for one in lists_on_desk(supervisor(quan_1.id))] == [sent.id]
    assert [one.id for one in lists_on_desk(city_health())] == [sent.id]


def test_a_ward_of_today_decides_and_the_old_districts_right_lives_on(clock):
    clock.move_to(datetime(2026, 11, 22, 3, tzinfo=UTC))
    here = ward("26740", IN_2026)
    unit = with_contact(a_factory(ward_id=here.id))
    a_worker(unit)
    sent = a_submitted_list(unit)
    assert sent.area_id == here.id
    assert len(lists_on_desk(officer(here.id))) == 1
    assert len(lists_on_desk(supervisor(district("760").id))) == 1
    assert lists_on_desk(officer(ward("25747", IN_2026).id)) == []


def test_a_unit_without_a_ward_answers_to_the_city(quan_1):
    from antoan.domains.units.services import register_unit
    from antoan.domains.units.values import NewUnit

    nowhere = with_contact(register_unit(actor=SYSTEM, unit=NewUnit(name="Tàu", kind=PlaceKind.SHIP)))
    a_worker(nowhere)
    sent = a_submitted_list(nowhere)
    assert sent.area_id is None
    assert lists_on_desk(supervisor(quan_1.id)) == []
    assert approve(city_health(), sent).state is ListState.APPROVED


def test_unmet_conditions_are_approved_only_with_a_reason(unit, quan_1):
    a_quota(quan_1.id, conditions=Conditions(protected_percent_min=100))
    a_worker(unit)
    sent = a_submitted_list(unit)
    with pytest.raises(ReasonMissing):
        approve(SYSTEM, sent)
    assert approve(SYSTEM, sent, words=REASON).reason == REASON


def test_a_total_of_a_sector_is_shared_by_its_units(unit, quan_1):
    a_quota(quan_1.id, sector=PlaceKind.FACTORY, total_workers_max=3)
    other = with_contact(a_factory("Nhà máy khác"))
    for who in (unit, unit, other, other):
        a_worker(who)
    mine, theirs = a_submitted_list(unit), a_submitted_list(other)
    approve(SYSTEM, mine)
    with pytest.raises(OverQuota):
        approve(SYSTEM, theirs)
    services.revoke_list(actor=SYSTEM, list_id=mine.id, words=REASON)
    assert approve(SYSTEM, theirs).state is ListState.APPROVED


def test_who_left_since_is_not_counted_any_more(unit, quan_1):
    keep, leave = a_worker(unit), a_worker(unit)
    sent = a_submitted_list(unit)
    services.remove_worker(actor=SYSTEM, unit_id=unit.id, worker_id=leave.id)
    assert approve(SYSTEM, sent).workers == 1
    assert keep.id in ListEntry.objects.values_list("worker_id", flat=True)


def test_a_new_list_takes_the_place_of_the_former(unit):
    a_worker(unit)
    first = approve(SYSTEM, a_submitted_list(unit))
    second = approve(SYSTEM, a_submitted_list(unit))
    assert [one.state for one in lists_of_unit(SYSTEM, unit.id)] == [ListState.APPROVED, ListState.REPLACED]
    assert (first.number, second.number) == (1, 2)


def test_a_term_lies_ahead_and_not_too_far(unit):
    a_worker(unit)
    sent = a_submitted_list(unit)
    for days in (0, 91):
        with pytest.raises(TermUnreadable):
            approve(SYSTEM, sent, days=days)


def test_an_approved_list_is_ended_before_its_time_with_a_reason(unit):
    a_worker(unit)
    sent = approve(SYSTEM, a_submitted_list(unit))
    for _ in range(2):
        assert services.revoke_list(actor=SYSTEM, list_id=sent.id, words=REASON).state is ListState.REVOKED
    assert told() == ["workers.approved", "workers.revoked"]


# Night


def test_a_list_ends_after_its_last_day(unit, clock):
    a_worker(unit)
    approve(SYSTEM, a_submitted_list(unit), days=5)
    clock.move_to(datetime(2021, 10, 25, 16, 59, tzinfo=UTC))  # 23:59 of the last day.
    look_at_lists(now=times.now())
    assert SubmittedList.objects.get().state == ListState.APPROVED
    clock.move_to(datetime(2021, 10, 25, 17, tzinfo=UTC))
    look_at_lists(now=times.now())
    look_at_lists(now=times.now())
    assert SubmittedList.objects.get().state == ListState.EXPIRED
    assert told() == ["workers.approved", "workers.ends_soon", "workers.expired"]


def test_the_unit_is_reminded_once(unit, clock):
    a_worker(unit)
    approve(SYSTEM, a_submitted_list(unit), days=5)
    for day in (21, 22, 23, 24):
        clock.move_to(datetime(2021, 10, day, 17, 25, tzinfo=UTC))
        look_at_lists(now=times.now())
    assert told().count("workers.ends_soon") == 1


def test_a_list_that_no_longer_holds_is_told_once_and_again_when_it_does(unit, quan_1, clock):
    an = a_person()
    a_test(an.id, NOW - timedelta(days=6))
    a_worker(unit, an)
    a_quota(quan_1.id, conditions=Conditions(tested_percent_min=100))
    approve(SYSTEM, a_submitted_list(unit))
    for day in (21, 22, 23):
        clock.move_to(datetime(2021, 10, day, 17, 25, tzinfo=UTC))
        look_at_lists(now=times.now())
    view = list_of_unit(SYSTEM, unit.id, 1)
    assert not view.holds
    assert [step.kind for step in view.steps][2:] == [StepKind.FAILS_NOW]
    assert told().count("workers.fails_now") == 1
    a_test(an.id, times.now() - timedelta(hours=1))
    look_at_lists(now=times.now())
    assert list_of_unit(SYSTEM, unit.id, 1).holds
    assert list_of_unit(SYSTEM, unit.id, 1).steps[-1].kind is StepKind.HOLDS_AGAIN


def test_a_plan_is_submitted_with_the_list(unit):
    a_worker(unit)
    sent = services.submit_list(
        actor=SYSTEM, unit_id=unit.id, plan_kind=PlanKind.ON_SITE, plan_note="Ăn ở tại xưởng."
    )
    assert (sent.plan_kind, sent.plan_note) == (PlanKind.ON_SITE, "Ăn ở tại xưởng.")


def test_another_units_lists_are_not_there(unit):
    a_worker(unit)
    a_submitted_list(unit)
    stranger = manager_of(a_factory("Khác"))
    for look in (lambda: lists_of_unit(stranger, unit.id), lambda: list_of_unit(stranger, unit.id, 1)):
        with pytest.raises(UnitNotFound):
            look()
    assert lists_on_desk(supervisor(1)) == []
