"""People check themselves and their family in and out: the rows are those a gate writes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.places.errors import PlaceClosed
from antoan.domains.places.services import add_spot, close_place
from antoan.domains.places.values import NewSpot, PlaceKind
from antoan.domains.policy.queries import policy_for
from antoan.domains.policy.services import publish_shipped
from antoan.domains.visits.errors import (
    NobodyChosen,
    SpotUnchosen,
    TooManyChecks,
    VisitNotFound,
    WaitedTooLong,
)
from antoan.domains.visits.models import Visit
from antoan.domains.visits.own_rules import OWN_VISITS_PER_DAY_MAX
from antoan.domains.visits.own_values import Checked, OwnCheck, scan_id_of
from antoan.domains.visits.queries import inside_now, is_full, open_stays, standings_at, visits_of_check
from antoan.domains.visits.rules import Step
from antoan.domains.visits.services import check_in, open_days_around
from antoan.domains.visits.values import EntrySource, ExitSource
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.clock import day_end, day_start, local_date
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place, an_equipped_place
from tests.factories.records import a_dose, an_isolation
from tests.factories.units import someone_as
from tests.factories.visits import a_family, a_gates_visit, went_in, went_out

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = local_date(NOON)
MINUTE = timedelta(minutes=1)
USUAL = 40 * MINUTE  # Of a market.


@pytest.fixture(autouse=True)
def days():
    open_days_around(TODAY)
    publish_shipped(actor=SYSTEM)


@pytest.fixture
def market():
    return an_equipped_place(a_place(capacity=3))


def stored(person) -> list[tuple]:
    rows = Visit.objects.filter(person_id=person.id).order_by("t_in")
    return [(row.t_in, row.t_out, row.t_eff, row.source, row.out_source, row.gate_id) for row in rows]


def test_a_check_in_is_a_visit_without_a_gate(market):
    actor, parent, _ = a_family()
    assert went_in(actor, market.place.id, now=NOON) == [Checked(parent.id, Step.ENTER)]
    assert stored(parent) == [(NOON, None, NOON + USUAL, EntrySource.SELF, None, None)]


def test_a_family_goes_in_at_once_with_a_visit_for_each(market):
    actor, parent, child = a_family()
    check = uuid7()
    went_in(actor, market.place.id, parent.id, child.id, now=NOON, check_id=check)
    rows = Visit.objects.order_by("person_id")
    assert [(row.person_id, row.t_in, row.scan_id) for row in rows] == [
        (person.id, NOON, scan_id_of(check, person.id)) for person in (parent, child)
    ]
    assert inside_now(SYSTEM, market.place.id, NOON).people == 2


def test_the_same_check_sent_again_later_is_one_visit(market):
    actor, parent, _ = a_family()
    check = uuid7()
    went_in(actor, market.place.id, now=NOON, check_id=check)
    again = went_in(actor, market.place.id, now=NOON + 3 * MINUTE, check_id=check)
    assert again == [Checked(parent.id, Step.REPEAT)]
    assert len(stored(parent)) == 1


def test_going_out_ends_the_stay_and_is_marked_as_ones_own(market):
    actor, parent, _ = a_family()
    went_in(actor, market.place.id, now=NOON)
    check, left_at = uuid7(), NOON + 25 * MINUTE
    for _ in range(2):
        went_out(actor, market.place.id, now=left_at, check_id=check)
    assert stored(parent) == [(NOON, left_at, left_at, EntrySource.SELF, ExitSource.SELF, None)]
    assert inside_now(SYSTEM, market.place.id, left_at).people == 0


def test_a_stay_that_a_gate_began_is_ended_by_oneself(market):
    actor, parent, _ = a_family()
    a_gates_visit(parent.id, market, NOON - 10 * MINUTE)
    assert went_in(actor, market.place.id, now=NOON) == [Checked(parent.id, Step.REPEAT)]
    went_out(actor, market.place.id, now=NOON + MINUTE)
    assert stored(parent) == [
        (NOON - 10 * MINUTE, NOON + MINUTE, NOON + MINUTE, EntrySource.SCAN, ExitSource.SELF, market.gate.id)
    ]


def test_going_out_without_having_come_in_is_an_implied_visit(market):
    actor, parent, _ = a_family()
    went_out(actor, market.place.id, now=NOON)
    assert stored(parent) == [(NOON, NOON, NOON, EntrySource.IMPLIED, ExitSource.SELF, None)]


def test_a_check_that_the_phone_kept_counts_from_when_it_was_pressed(market):
    actor, parent, _ = a_family()
    went_in(actor, market.place.id, now=NOON, waited=10 * MINUTE)
    assert stored(parent)[0][:4] == (NOON - 10 * MINUTE, None, NOON + 30 * MINUTE, EntrySource.SELF_QUEUED)
    with pytest.raises(WaitedTooLong):
        went_in(actor, market.place.id, now=NOON, waited=timedelta(hours=25))


@pytest.mark.parametrize("pressed", [timedelta(seconds=-1), timedelta(0)], ids=["23:59:59", "00:00:00"])
def test_a_check_around_local_midnight_falls_on_the_day_it_was_pressed(market, pressed):
    """Local midnight, not that of UTC, parts the days and their partitions (lesson L17)."""
    actor, parent, _ = a_family()
    midnight = day_end(TODAY)
    went_in(actor, market.place.id, now=midnight + pressed)
    day = "20261122" if pressed else "20261123"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM visits_visit WHERE person_id = %s", [parent.id])
        assert cursor.fetchone() == (f"visits_visit_{day}",)
    went_out(actor, market.place.id, now=midnight + 5 * MINUTE)
    assert [row[:2] for row in stored(parent)] == [(midnight + pressed, midnight + 5 * MINUTE)]


def test_a_day_that_nobody_opened_ahead_is_opened(market):
    actor, parent, _ = a_family()
    later = NOON + timedelta(days=300)
    went_in(actor, market.place.id, now=later)
    assert len(stored(parent)) == 1


def test_the_verdict_is_the_one_a_gate_would_store(market):
    actor, parent, child = a_family()
    a_dose(parent.id, TODAY - timedelta(days=90))
    a_dose(parent.id, TODAY - timedelta(days=60), dose_number=2)
    an_isolation(child.id, TODAY - timedelta(days=1), TODAY)
    check = uuid7()
    went_in(actor, market.place.id, parent.id, child.id, now=NOON, check_id=check)
    policy = policy_for([], PlaceKind.MARKET, NOON)
    rules = {row.person_id: (row.policy_id, policy.document.rule(row.rule).id) for row in Visit.objects.all()}
    assert rules == {parent.id: (policy.policy_id, "vaccinated"), child.id: (policy.policy_id, "isolation")}
    shown = visits_of_check(actor, check, NOON)
    assert [(one.visit.colour, one.reason.vi) for one in shown] == [
        ("green", "Đã tiêm vắc xin, đủ 14 ngày"),
        ("red", "Bạn đang trong thời gian cách ly"),
    ]


def test_the_colour_shown_stays_the_one_of_the_entry(market):
    actor, parent, _ = a_family()
    check = uuid7()
    went_in(actor, market.place.id, now=NOON, check_id=check)
    an_isolation(parent.id, TODAY, TODAY)
    assert [one.visit.colour for one in visits_of_check(actor, check, NOON)] == ["black"]


def test_a_place_with_several_zones_asks_which_one(market):
    actor, parent, _ = a_family()
    yard = add_spot(
        actor=SYSTEM, place_id=market.place.id, spot=NewSpot(name="Sân sau", usual_stay_minutes=30)
    )
    with pytest.raises(SpotUnchosen):
        went_in(actor, market.place.id, now=NOON)
    with pytest.raises(SpotUnchosen):
        went_in(actor, market.place.id, now=NOON, spot_id=an_equipped_place().spot.id)
    went_in(actor, market.place.id, now=NOON, spot_id=market.spot.id)
    went_in(actor, market.place.id, now=NOON + 5 * MINUTE, spot_id=yard.id)
    assert [row[:3] for row in stored(parent)] == [
        (NOON, NOON + 5 * MINUTE, NOON + 5 * MINUTE),
        (NOON + 5 * MINUTE, None, NOON + 35 * MINUTE),
    ]
    went_out(actor, market.place.id, now=NOON + 9 * MINUTE)
    assert [row[1] for row in stored(parent)] == [NOON + 5 * MINUTE, NOON + 9 * MINUTE]


def test_nobody_checks_in_somebody_else(market):
    actor, _, child = a_family()
    stranger = a_person("Lê Thị Lạ")
    with pytest.raises(PersonNotFound):
        went_in(actor, market.place.id, stranger.id, now=NOON)
    with pytest.raises(PersonNotFound):
        went_in(actor, market.place.id, child.id, stranger.id, now=NOON)
    with pytest.raises(PersonNotFound):
        went_in(actor, market.place.id, 987654, now=NOON)
    assert not Visit.objects.exists()


def test_between_one_and_twenty_people_go_in(market):
    actor, *_ = a_family()
    for people in ((), tuple(range(1, 22))):
        with pytest.raises(NobodyChosen):
            went_in_exactly(actor, market.place.id, people)


def went_in_exactly(actor, place_id, people):
    return check_in(actor=actor, check=OwnCheck(id=uuid7(), place_id=place_id, person_ids=people), now=NOON)


def test_a_closed_place_takes_nobody_in(market):
    actor, *_ = a_family()
    close_place(actor=SYSTEM, place_id=market.place.id, at=NOON)
    with pytest.raises(PlaceClosed):
        went_in(actor, market.place.id, now=NOON)


def test_one_person_writes_sixty_visits_a_day_and_no_more(market):
    actor, parent, _ = a_family()
    for number in range(OWN_VISITS_PER_DAY_MAX):
        at = day_start(TODAY) + number * MINUTE
        a_gates_visit(parent.id, market, at, gate_id=None, t_out=at, source=EntrySource.SELF)
    with pytest.raises(TooManyChecks):
        went_in(actor, market.place.id, now=NOON)
    went_in(actor, market.place.id, now=day_end(TODAY))


def test_a_full_place_is_known_to_be_full_and_not_how_full(market):
    actor, *_ = a_family()
    for _ in range(2):
        a_gates_visit(a_person().id, market, NOON - MINUTE)
    assert not is_full(market.place.id, NOON)
    went_in(actor, market.place.id, now=NOON)
    assert is_full(market.place.id, NOON)
    assert not is_full(market.place.id, NOON + USUAL)
    assert not is_full(a_place().id, NOON)


def test_the_page_of_a_place_knows_who_of_the_family_is_inside(market):
    actor, parent, child = a_family()
    went_in(actor, market.place.id, parent.id, now=NOON)
    after = {
        later: [(s.member.person_id, s.stay is not None, s.is_overdue(NOON + later)) for s in standings_at(actor, market.place.id, NOON + later)]
        for later in (MINUTE, USUAL, timedelta(hours=5))
    }  # fmt: skip
    assert after == {
        MINUTE: [(parent.id, True, False), (child.id, False, False)],
        USUAL: [(parent.id, True, True), (child.id, False, False)],
        timedelta(hours=5): [(parent.id, False, False), (child.id, False, False)],
    }


def test_a_family_is_named_by_initials_and_kinship(market):
    actor, *_ = a_family()
    family = [one.member for one in standings_at(actor, market.place.id, NOON)]
    assert [(member.label, member.kinship) for member in family] == [("N.V. An", ""), ("N.T. Bé", "con")]


def test_open_stays_are_grouped_by_who_came_together(market):
    actor, parent, child = a_family()
    went_in(actor, market.place.id, parent.id, child.id, now=NOON)
    (stay,) = open_stays(actor, NOON + MINUTE)
    assert (stay.place_name, stay.t_in, len(stay.visits)) == ("Chợ Bến Thành", NOON, 2)
    assert not stay.is_overdue(NOON + USUAL - MINUTE)
    assert stay.is_overdue(NOON + USUAL)
    assert open_stays(actor, NOON + timedelta(hours=5)) == []
    went_out(actor, market.place.id, parent.id, now=NOON + 2 * MINUTE)
    (left,) = open_stays(actor, NOON + 3 * MINUTE)
    assert [visit.person_id for visit in left.visits] == [child.id]


def test_only_who_made_a_check_sees_what_became_of_it(market):
    actor, *_ = a_family()
    check = uuid7()
    went_in(actor, market.place.id, now=NOON, check_id=check)
    assert len(visits_of_check(actor, check, NOON)) == 1
    with pytest.raises(VisitNotFound):
        visits_of_check(citizen(a_person("Lê Thị Lạ").id), check, NOON)
    with pytest.raises(VisitNotFound):
        visits_of_check(actor, uuid7(), NOON)


def test_an_account_that_is_nobodys_has_no_family(market):
    with pytest.raises(Forbidden):
        standings_at(someone_as("unit_admin", ScopeKind.CITY), market.place.id, NOON)
