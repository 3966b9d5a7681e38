"""Units register with readable facts, and close with all their places."""

import pytest

from antoan.domains.places import queries as places
from antoan.domains.places.values import NewPlace, PlaceKind
from antoan.domains.units import queries, services
from antoan.domains.units.errors import UnitClosed, UnitUnreadable
from antoan.domains.units.values import NewUnit
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.places import ENROLLED_AT, an_equipped_place
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tax_number", ["", "0301234567", "0301234567-001", "0301234567001", "079090000001"])
def test_tax_numbers_as_they_are_written(tax_number):
    unit = NewUnit(name="Công ty", kind=PlaceKind.OFFICE, tax_number=tax_number)
    assert services.register_unit(actor=SYSTEM, unit=unit).tax_number == tax_number


@pytest.mark.parametrize(
    "facts",
    [
        {"name": " "},
        {"name": "x" * 151},
        {"tax_number": "12"},
        {"tax_number": "abcdefghij"},
        {"address": "x" * 201},
    ],
)
def test_unit_that_makes_no_sense_is_refused(facts):
    with pytest.raises(UnitUnreadable):
        services.register_unit(
            actor=SYSTEM, unit=NewUnit(**{"name": "Công ty", "kind": PlaceKind.OFFICE, **facts})
        )


def test_closed_unit_takes_its_places_with_it():
    unit = a_unit()
    equipped = an_equipped_place(a_place_of(unit))
    closed = services.close_unit(actor=SYSTEM, unit_id=unit.id, at=ENROLLED_AT)
    assert services.close_unit(actor=SYSTEM, unit_id=unit.id, at=ENROLLED_AT) == closed
    assert places.place_for(SYSTEM, equipped.place.id).closed_at == ENROLLED_AT
    assert not places.device_for(SYSTEM, equipped.device.id).is_active
    assert queries.units_of(SYSTEM) == []
    with pytest.raises(UnitClosed):
        services.add_place_to_unit(
            actor=SYSTEM, unit_id=unit.id, place=NewPlace(name="Chi nhánh", kind=PlaceKind.SHOP)
        )


def test_units_come_in_pages():
    units = [a_unit(f"Đơn vị {number}") for number in range(5)]
    first = queries.units_of(SYSTEM, limit=3)
    assert first == units[:3]
    assert queries.units_of(SYSTEM, limit=3, after_id=first[-1].id) == units[3:]
