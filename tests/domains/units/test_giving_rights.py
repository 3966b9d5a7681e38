"""Nobody gives a right that reaches further than their own (foundation.accounts.locating)."""

import pytest

from antoan.domains.areas import queries as areas
from antoan.foundation.accounts.locating import locate
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.errors import NotFound
from tests.factories.areas import IN_2021, district, ward
from tests.factories.places import a_place
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db


def test_ward_of_one_district_lies_in_it():
    inside = ward("26740", IN_2021)
    assert district("760").id in locate(ScopeKind.AREA, inside.id).areas


def test_ward_of_today_from_two_districts_lies_in_neither():
    shared = areas.successor_of(ward("27424", IN_2021).id)
    found = locate(ScopeKind.AREA, shared.id).areas
    assert not found & {district("776").id, district("785").id}
    assert areas.area_by_code("79", IN_2021).id in found


def test_unit_with_places_in_two_districts_lies_in_neither():
    here, there = ward("26740", IN_2021), ward("27139", IN_2021)
    unit = a_unit(ward_id=here.id)
    a_place_of(unit, ward_id=here.id)
    assert district("760").id in locate(ScopeKind.UNIT, unit.id).areas
    a_place_of(unit, name="Chi nhánh", ward_id=there.id)
    assert district("760").id not in locate(ScopeKind.UNIT, unit.id).areas
    assert locate(ScopeKind.UNIT, unit.id).unit_id == unit.id


def test_place_lies_in_its_ward_and_unit():
    unit, here = a_unit(), ward("26740")
    place = a_place_of(unit, ward_id=here.id)
    found = locate(ScopeKind.PLACE, place.id)
    assert (found.unit_id, found.place_id) == (unit.id, place.id)
    assert here.id in found.areas
    assert locate(ScopeKind.PLACE, a_place().id).unit_id is None


@pytest.mark.parametrize("kind", [ScopeKind.AREA, ScopeKind.UNIT, ScopeKind.PLACE])
def test_right_over_nothing_is_not_given(kind):
    with pytest.raises(NotFound):
        locate(kind, 999_999)
