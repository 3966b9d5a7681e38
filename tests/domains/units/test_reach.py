"""Nobody reaches another unit's things, and nobody learns that they exist (lesson L16)."""

import pytest

from antoan.domains.areas import queries as areas
from antoan.domains.places import queries as places
from antoan.domains.places import services as place_services
from antoan.domains.places.errors import DeviceNotFound, GateNotFound, PlaceNotFound, SpotNotFound
from antoan.domains.places.values import GateMode, NewPlace, NewSpot, PlaceKind
from antoan.domains.units import queries, services
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.units.values import NewUnit
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.errors import Forbidden
from tests.factories.areas import IN_2021, district, ward
from tests.factories.places import ENROLLED_AT, a_gate, a_spot, an_equipped_place
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs():
    return an_equipped_place(a_place_of(a_unit("Công ty khác")))


@pytest.fixture
def me():
    return admin_of(a_unit("Công ty tôi"))


@pytest.mark.parametrize("unknown", [False, True])
def test_another_unit_s_objects_are_as_absent_as_unknown_ones(me, theirs, unknown):
    def number(known):
        return 0 if unknown else known

    for call, error in (
        (lambda: places.place_for(me, number(theirs.place.id)), PlaceNotFound),
        (lambda: places.spots_of_place(me, number(theirs.place.id)), PlaceNotFound),
        (lambda: places.gates_of_place(me, number(theirs.place.id)), PlaceNotFound),
        (lambda: places.gate_for(me, number(theirs.gate.id)), GateNotFound),
        (lambda: places.devices_of_gate(me, number(theirs.gate.id)), GateNotFound),
        (lambda: places.device_for(me, number(theirs.device.id)), DeviceNotFound),
        (lambda: place_services.close_place(actor=me, place_id=number(theirs.place.id), at=ENROLLED_AT), PlaceNotFound),
        (lambda: place_services.add_spot(actor=me, place_id=number(theirs.place.id), spot=NewSpot(name="x", usual_stay_minutes=5)), PlaceNotFound),
        (lambda: place_services.add_gate(actor=me, spot_id=number(theirs.spot.id), name="x"), SpotNotFound),
        (lambda: place_services.set_gate_mode(actor=me, gate_id=number(theirs.gate.id), mode=GateMode.IN), GateNotFound),
        (lambda: place_services.make_enrolment_ticket(actor=me, gate_id=number(theirs.gate.id), at=ENROLLED_AT), GateNotFound),
        (lambda: place_services.revoke_device(actor=me, device_id=number(theirs.device.id), at=ENROLLED_AT), DeviceNotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            call()
    assert places.device_for(SYSTEM, theirs.device.id).is_active


def test_another_unit_is_as_absent_as_an_unknown_one(me):
    other = a_unit("Công ty khác")
    place = NewPlace(name="Chi nhánh", kind=PlaceKind.SHOP)
    for unit_id in (other.id, 0):
        with pytest.raises(UnitNotFound):
            queries.unit_for(me, unit_id)
        with pytest.raises(UnitNotFound):
            queries.places_of_unit(me, unit_id)
        with pytest.raises(UnitNotFound):
            services.add_place_to_unit(actor=me, unit_id=unit_id, place=place)
        with pytest.raises(UnitNotFound):
            services.close_unit(actor=me, unit_id=unit_id, at=ENROLLED_AT)


def test_administrator_runs_their_own_unit():
    unit = a_unit()
    me = admin_of(unit)
    place = services.add_place_to_unit(
        actor=me, unit_id=unit.id, place=NewPlace(name="Chi nhánh", kind=PlaceKind.SHOP)
    )
    spot = places.spots_of_place(me, place.id)[0]
    gate = place_services.add_gate(actor=me, spot_id=spot.id, name="Cổng 1")
    ticket = place_services.make_enrolment_ticket(actor=me, gate_id=gate.id, at=ENROLLED_AT)
    device, _ = place_services.redeem_ticket(secret=ticket.secret, device_name="Máy 1", at=ENROLLED_AT)
    place_services.revoke_device(actor=me, device_id=device.id, at=ENROLLED_AT)
    assert queries.units_of(me) == [unit]
    assert queries.places_of_unit(me, unit.id) == [place]
    assert places.places_for(me) == [place]
    assert places.scope_of_place(place.id).unit_id == unit.id


def test_operator_of_one_gate_s_place_enrols_there_and_does_nothing_else():
    mine, other = a_place_of(a_unit()), a_place_of(a_unit("Khác"))
    operator = someone_as("gate_operator", ScopeKind.PLACE, mine.id)
    gate = a_gate(a_spot(mine))
    place_services.make_enrolment_ticket(actor=operator, gate_id=gate.id, at=ENROLLED_AT)
    with pytest.raises(Forbidden):
        place_services.close_place(actor=operator, place_id=mine.id, at=ENROLLED_AT)
    with pytest.raises(GateNotFound):
        place_services.make_enrolment_ticket(actor=operator, gate_id=a_gate(a_spot(other)).id, at=ENROLLED_AT)


def test_district_supervisor_sees_the_district_s_units_and_places_but_changes_nothing():
    inside = ward("26740", IN_2021)
    outside = ward("27139", IN_2021)
    unit, other = a_unit("Trong quận", inside.id), a_unit("Ngoài quận", outside.id)
    place = a_place_of(unit, ward_id=inside.id)
    a_place_of(other, ward_id=outside.id)
    supervisor = someone_as("district_supervisor", ScopeKind.AREA, district("760").id)
    assert queries.units_of(supervisor) == [unit]
    assert places.places_for(supervisor) == [place]
    with pytest.raises(UnitNotFound):
        queries.unit_for(supervisor, other.id)
    with pytest.raises(Forbidden):
        services.close_unit(actor=supervisor, unit_id=unit.id, at=ENROLLED_AT)


def test_district_s_right_outlives_districts():
    today = areas.successor_of(ward("26740", IN_2021).id)
    unit = a_unit("Sau sắp xếp", today.id)
    supervisor = someone_as("district_supervisor", ScopeKind.AREA, district("760").id)
    assert queries.units_of(supervisor) == [unit]


def test_ward_officer_registers_units_of_their_own_ward_only():
    mine, other = ward("26740"), ward("26737")
    officer = someone_as("ward_officer", ScopeKind.AREA, mine.id)
    unit = services.register_unit(
        actor=officer, unit=NewUnit(name="Quán cơm", kind=PlaceKind.RESTAURANT, ward_id=mine.id)
    )
    assert queries.units_of(officer) == [unit]
    for ward_id in (other.id, None):
        with pytest.raises(Forbidden):
            services.register_unit(
                actor=officer, unit=NewUnit(name="Quán cơm", kind=PlaceKind.RESTAURANT, ward_id=ward_id)
            )


def test_stranger_sees_nothing(theirs):
    assert queries.units_of(STRANGER) == []
    assert places.places_for(STRANGER) == []
    with pytest.raises(PlaceNotFound):
        places.place_for(STRANGER, theirs.place.id)


def test_place_cannot_be_slipped_into_another_unit(me):
    other = a_unit("Công ty khác")
    with pytest.raises(Forbidden):
        place_services.add_place(
            actor=me, place=NewPlace(name="Chi nhánh", kind=PlaceKind.SHOP), unit_id=other.id
        )
