"""Declarations that cannot all be true are doubted: not counted, and on the ward's desk (lesson L16)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.rules import doubts
from antoan.domains.declarations.services import annul_declaration, confirm_declaration
from antoan.domains.declarations.values import Flag, Sighting, Standing
from antoan.domains.monitoring.models import Task
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.records.models import Infection
from antoan.kit.distances import kilometres_between
from tests.factories.areas import ward
from tests.factories.corrections import officer
from tests.factories.declarations import FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place

NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
HERE = (10.7769, 106.7009)
LATITUDE_KM = 6371.0088 * 3.141592653589793 / 180


@pytest.fixture(autouse=True)
def _in_october_2021():
    with time_machine.travel(NOW, tick=False):
        yield


def seen(number, seconds, ward_id=1, km_north=0.0):
    position = (HERE[0] + km_north / LATITUDE_KM, HERE[1])
    return Sighting(UUID(int=number), NOW + timedelta(seconds=seconds), ward_id, position)


def test_distance_agrees_with_a_known_one():
    ben_thanh, tan_son_nhat = (10.7721, 106.6983), (10.8185, 106.6588)
    assert kilometres_between(ben_thanh, tan_son_nhat) == pytest.approx(6.73, abs=0.05)
    assert kilometres_between(HERE, HERE) == 0


@pytest.mark.parametrize(
    ("seconds", "km", "is_doubted"),
    [(300, 5.01, True), (300, 4.99, False), (301, 5.01, False), (0, 5.01, True), (300, 50.0, True)],
)
def test_more_than_five_kilometres_within_five_minutes_is_doubted(seconds, km, is_doubted):
    found = doubts([seen(2, seconds, km_north=km), seen(1, 0)])
    assert found == (dict.fromkeys([UUID(int=1), UUID(int=2)], Flag.TRAVEL) if is_doubted else {})


@pytest.mark.parametrize(
    ("seconds", "wards", "is_doubted"),
    [
        ((0, 30, 60), (1, 2, 3), True),
        ((0, 30, 61), (1, 2, 3), False),
        ((0, 30, 60), (1, 2, 2), False),
        ((0, 30, 60), (1, 2, None), False),
    ],
)
def test_three_within_a_minute_in_three_wards_are_doubted(seconds, wards, is_doubted):
    given = [
        seen(number, at, where) for number, (at, where) in enumerate(zip(seconds, wards, strict=True), 1)
    ]
    expected = {one.declaration_id: Flag.BURST for one in given} if is_doubted else {}
    assert doubts(given) == expected


def test_a_burst_says_more_than_the_way_between_two():
    given = [seen(1, 0, 1), seen(2, 20, 2, km_north=9), seen(3, 40, 3, km_north=20)]
    assert set(doubts(given).values()) == {Flag.BURST}


def test_nobody_is_doubted_for_declaring_where_no_one_knows_the_way():
    nowhere = Sighting(UUID(int=2), NOW, None, None)
    assert doubts([seen(1, 0), nowhere]) == {}
    assert doubts([]) == {}


def in_ward(code):
    return a_place(f"Nơi {code}", ward_id=ward(code).id).id


def flags():
    return dict(Declaration.objects.values_list("id", "flag"))


def risk(person):
    stored = stored_passes([person.id])[person.id]
    return stored.declared_at, stored.declaration_risk


@pytest.mark.django_db
def test_two_far_places_within_five_minutes_count_no_more_and_go_to_the_ward():
    person = a_person(ward_id=ward().id)
    me = citizen(person.id)
    near, far = in_ward("26740"), in_ward("27604")
    first = a_declaration(person.id, actor=me, place_id=near, at=NOW - timedelta(minutes=4))
    assert risk(person) == (first.declared_at, False)
    second = a_declaration(person.id, FEVER, actor=me, place_id=far)
    assert second.standing is Standing.DOUBTED
    assert flags() == dict.fromkeys([first.id, second.id], "travel")
    assert risk(person) == (None, None)
    task = Task.objects.get()
    assert (task.kind, task.ward_id, task.state) == ("doubtful_declaration", ward().id, "open")
    assert not Infection.objects.exists()


@pytest.mark.django_db
def test_three_in_a_minute_in_three_wards_are_all_doubted():
    person = a_person(ward_id=ward().id)
    me = citizen(person.id)
    for number, code in enumerate(("26740", "26743", "26758")):
        a_declaration(person.id, actor=me, place_id=in_ward(code), at=NOW - timedelta(seconds=number * 20))
    assert set(flags().values()) == {"burst"}
    assert Task.objects.count() == 1


@pytest.mark.django_db
def test_the_person_alone_cannot_end_a_doubt_but_the_ward_can():
    person = a_person(ward_id=ward().id)
    me = citizen(person.id)
    first = a_declaration(person.id, actor=me, place_id=in_ward("26740"), at=NOW - timedelta(minutes=1))
    second = a_declaration(person.id, actor=me, place_id=in_ward("27604"))
    assert confirm_declaration(actor=me, declaration_id=first.id).standing is Standing.DOUBTED
    station = officer(ward().id)
    annul_declaration(actor=station, declaration_id=second.id)
    assert confirm_declaration(actor=station, declaration_id=first.id).standing is Standing.COUNTS
    assert risk(person) == (first.declared_at, False)


@pytest.mark.django_db
def test_a_place_that_went_leaves_no_doubt_behind():
    person = a_person()
    a_declaration(person.id, actor=citizen(person.id), place_id=987654)
    assert set(flags().values()) == {""}
