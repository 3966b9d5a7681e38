"""Places open with one spot, take zones and gates, and close for good."""

from datetime import timedelta

import pytest

from antoan.domains.places import queries, services
from antoan.domains.places.errors import PlaceClosed, PlaceUnreadable, SpotExists
from antoan.domains.places.values import USUAL_STAY_MINUTES, NewPlace, NewSpot, PlaceKind
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.places import ENROLLED_AT, a_place, an_equipped_place

pytestmark = pytest.mark.django_db


def test_every_kind_of_place_has_a_usual_stay():
    assert USUAL_STAY_MINUTES.keys() == set(PlaceKind)


def test_new_place_is_one_spot_with_the_usual_stay_of_its_kind():
    place = a_place(name="  Chợ   Bến Thành ", kind=PlaceKind.MARKET)
    assert place.name == "Chợ Bến Thành"
    spots = queries.spots_of_place(SYSTEM, place.id)
    assert [(spot.name, spot.usual_stay_minutes) for spot in spots] == [("", 40)]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"name": "x" * 151},
        {"name": "a\x00b"},
        {"address": "x" * 201},
        {"capacity": 0},
        {"capacity": 1_000_001},
        {"latitude": 10.0},
        {"latitude": 91.0, "longitude": 106.0},
    ],
)
def test_place_that_makes_no_sense_is_refused(facts):
    with pytest.raises(PlaceUnreadable):
        services.add_place(actor=SYSTEM, place=NewPlace(**{"name": "Chợ", "kind": PlaceKind.MARKET, **facts}))


def test_spot_names_are_unique_in_a_place():
    place = a_place()
    services.add_spot(actor=SYSTEM, place_id=place.id, spot=NewSpot(name="Tầng 1", usual_stay_minutes=30))
    with pytest.raises(SpotExists):
        services.add_spot(
            actor=SYSTEM, place_id=place.id, spot=NewSpot(name=" Tầng  1", usual_stay_minutes=30)
        )


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_stay_lies_within_a_day(minutes):
    with pytest.raises(PlaceUnreadable):
        services.add_spot(
            actor=SYSTEM, place_id=a_place().id, spot=NewSpot(name="Tầng 1", usual_stay_minutes=minutes)
        )


def test_closing_stops_devices_and_lets_nothing_in():
    equipped = an_equipped_place()
    closed = services.close_place(actor=SYSTEM, place_id=equipped.place.id, at=ENROLLED_AT)
    again = services.close_place(
        actor=SYSTEM, place_id=equipped.place.id, at=ENROLLED_AT + timedelta(hours=1)
    )
    assert closed.closed_at == again.closed_at == ENROLLED_AT
    assert not queries.device_for(SYSTEM, equipped.device.id).is_active
    with pytest.raises(PlaceClosed):
        services.add_gate(actor=SYSTEM, spot_id=equipped.spot.id, name="Cổng 2")
    with pytest.raises(PlaceClosed):
        services.add_spot(
            actor=SYSTEM, place_id=equipped.place.id, spot=NewSpot(name="Tầng 2", usual_stay_minutes=5)
        )
    with pytest.raises(PlaceClosed):
        services.make_enrolment_ticket(actor=SYSTEM, gate_id=equipped.gate.id, at=ENROLLED_AT)
