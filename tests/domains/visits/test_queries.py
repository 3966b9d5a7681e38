"""Who may see who was where."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.visits.models import LongestStay, Visit
from antoan.domains.visits.queries import inside_now, visits_at, visits_of_person
from antoan.domains.visits.services import measure_longest_stays, open_days_around, raise_longest_stay
from antoan.foundation.accounts.actor import STRANGER, SYSTEM, Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.people import a_person
from tests.factories.places import an_equipped_place
from tests.factories.scan import a_citizen

pytestmark = pytest.mark.django_db

NOW = clock.now()
STAY = timedelta(minutes=40)


def an_actor(
    kind: ScopeKind, scope_id: int | None = None, permission: str = "visits:visit:list", **who
) -> Actor:
    grant = HeldGrant("some", frozenset({permission}), kind, scope_id)
    return Actor(account_id=None, label="someone", grants=(grant,), **who)


@pytest.fixture
def place():
    open_days_around(clock.today())
    return an_equipped_place()


def a_visit(place, citizen, t_in=NOW, t_out=None, colour=1) -> Visit:
    return Visit.objects.create(
        person_id=citizen.person_id,
        t_in=t_in,
        t_eff=t_out or t_in + STAY,
        t_out=t_out,
        received_at=t_in,
        spot_id=place.spot.id,
        gate_id=place.gate.id,
        rule=0,
        colour=colour,
        source=0,
        scan_id=uuid7(),
    )


def test_a_place_lists_its_visits_newest_first(place):
    an, binh = a_citizen(), a_citizen(name="Lê Thị Bình")
    a_visit(place, an, NOW - STAY)
    a_visit(place, binh, NOW, colour=3)
    a_visit(an_equipped_place(), an, NOW)
    listed = visits_at(SYSTEM, place.place.id, NOW - timedelta(hours=2))
    assert [(visit.person_label, visit.colour, visit.gate_name) for visit in listed] == [
        ("L.T. Bình", "red", "Cổng chính"),
        ("N.V. An", "green", "Cổng chính"),
    ]
    assert visits_at(SYSTEM, place.place.id, NOW - timedelta(minutes=5), 1)[0].person_label == "L.T. Bình"
    assert visits_at(SYSTEM, place.place.id, NOW - timedelta(hours=2), until=NOW)[0].person_label == "N.V. An"


def test_only_who_may_list_this_place_sees_its_visits(place):
    a_visit(place, a_citizen())
    assert len(visits_at(an_actor(ScopeKind.PLACE, place.place.id), place.place.id, NOW)) == 1
    assert len(visits_at(an_actor(ScopeKind.CITY), place.place.id, NOW)) == 1
    for stranger in (STRANGER, an_actor(ScopeKind.PLACE, place.place.id + 1)):
        with pytest.raises(Forbidden):
            visits_at(stranger, place.place.id, NOW)
        with pytest.raises(Forbidden):
            inside_now(stranger, place.place.id, NOW)


def test_reading_a_list_is_kept_once_not_with_every_refresh(place):
    actor = an_actor(ScopeKind.CITY)
    visits_at(actor, place.place.id, NOW)
    visits_at(actor, place.place.id, NOW, is_refresh=True)
    kept = TrailEntry.objects.filter(action="visits:list", object_id=str(place.place.id))
    assert kept.count() == 1


def test_inside_are_those_whose_stay_goes_on(place):
    for minutes_ago, t_out in [
        (10, None),
        (39, None),
        (40, None),
        (60, None),
        (20, NOW - timedelta(minutes=5)),
    ]:
        a_visit(place, a_citizen(), NOW - timedelta(minutes=minutes_ago), t_out)
    twice = a_citizen()
    a_visit(place, twice, NOW - timedelta(minutes=3))
    a_visit(place, twice, NOW - timedelta(minutes=2))
    inside = inside_now(SYSTEM, place.place.id, NOW)
    assert (inside.people, inside.by_spot) == (3, (("", 3),))


def test_people_see_their_own_history_and_nobody_elses(place):
    citizen, other = a_citizen(), a_citizen()
    a_visit(place, citizen, NOW - timedelta(hours=1))
    day = {"since": NOW - timedelta(days=1), "until": NOW}
    own = an_actor(ScopeKind.SELF, permission="visits:visit:read_own", person_id=citizen.person_id)
    assert [visit.place_name for visit in visits_of_person(own, citizen.person_id, **day)] == [
        "Chợ Bến Thành"
    ]
    with pytest.raises(Forbidden):
        visits_of_person(own, other.person_id, **day)
    assert not TrailEntry.objects.filter(action="visits:read").exists()


def test_a_tracer_reads_a_history_and_the_person_can_see_that(place):
    citizen = a_citizen()
    a_visit(place, citizen, NOW - timedelta(hours=1))
    day = {"since": NOW - timedelta(days=1), "until": NOW}
    assert len(visits_of_person(an_actor(ScopeKind.CITY), citizen.person_id, **day)) == 1
    assert TrailEntry.objects.filter(action="visits:read", person_id=citizen.person_id).count() == 1
    with pytest.raises(Forbidden):
        visits_of_person(an_actor(ScopeKind.PLACE, place.place.id), citizen.person_id, **day)


def test_days_are_open_a_week_back_and_three_ahead():
    assert len(open_days_around(clock.today())) in (0, 12)
    assert open_days_around(clock.today()) == []
    assert len(open_days_around(clock.today() + timedelta(days=1))) == 1


def test_the_stays_of_an_erased_person_go_with_them_and_nobody_elses(place):
    an, binh = a_person("Nguyễn Văn An"), a_person("Lê Thị Bình")
    for person, entered_at in ((an, NOW - STAY), (binh, NOW)):
        a_visit(place, SimpleNamespace(person_id=person.id), entered_at)
    erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    assert list(Visit.objects.values_list("person_id", flat=True)) == [binh.id]


def test_the_longest_stay_of_a_spot_only_grows(place):
    def longest() -> int:
        return LongestStay.objects.get(spot_id=place.spot.id).seconds

    raise_longest_stay(place.spot.id, timedelta(minutes=30, microseconds=1))
    assert longest() == 1_801
    raise_longest_stay(place.spot.id, timedelta(minutes=10))
    assert longest() == 1_801
    a_visit(place, a_citizen(), NOW - timedelta(hours=3), NOW - timedelta(hours=1))
    assert measure_longest_stays(NOW - timedelta(days=1), NOW) == 1
    assert longest() == 7_200
    assert measure_longest_stays(NOW - timedelta(days=1), NOW) == 0
