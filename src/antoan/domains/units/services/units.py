"""Units register, get places, and close."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.places.services import add_place, close_place
from antoan.domains.places.values import NewPlace, PlaceView
from antoan.domains.units.errors import UnitClosed
from antoan.domains.units.models import Unit, UnitPlace
from antoan.domains.units.permissions import CHANGE, REGISTER
from antoan.domains.units.queries.units import unit_in, view_of
from antoan.domains.units.rules import checked, folded
from antoan.domains.units.values import NewUnit, UnitView
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.accounts.scopes import Scope


@transaction.atomic
def register_unit(*, actor: Actor, unit: NewUnit) -> UnitView:
    """Register a unit; its administrator then gets a grant with the unit as scope."""
    areas = ancestors_of(unit.ward_id) if unit.ward_id is not None else frozenset[int]()
    require(actor, REGISTER, Scope(areas=areas))
    new = checked(unit)
    row = Unit.objects.create(
        name=new.name, kind=new.kind, tax_number=new.tax_number, address=new.address, ward_id=new.ward_id,
        zone=new.zone, folded=folded(new.name, new.address),
    )  # fmt: skip
    return view_of(row)


@transaction.atomic
def add_place_to_unit(*, actor: Actor, unit_id: int, place: NewPlace) -> PlaceView:
    """Add a place for which a unit answers."""
    unit = _open_unit(actor, unit_id)
    added = add_place(actor=actor, place=place, unit_id=unit.pk)
    UnitPlace.objects.create(unit=unit, place_id=added.id)
    return added


@transaction.atomic
def change_unit(*, actor: Actor, unit_id: int, unit: NewUnit) -> UnitView:
    """Correct what is known of a unit; its history keeps what stood there. Its ward and zone stay: they decide who
    answers for it."""
    row = _open_unit(actor, unit_id)
    new = checked(replace(unit, ward_id=row.ward_id, zone=row.zone))
    row.name, row.kind, row.tax_number, row.address = new.name, new.kind, new.tax_number, new.address
    row.folded = folded(new.name, new.address)
    row.save()
    return view_of(row)


@transaction.atomic
def close_unit(*, actor: Actor, unit_id: int, at: datetime) -> UnitView:
    """Close a unit and every place of it. Closing twice is closing once."""
    unit_in(actor, unit_id, CHANGE)
    unit = Unit.objects.select_for_update().get(pk=unit_id)
    if unit.closed_at is not None:
        return view_of(unit)
    for place_id in unit.unit_places.values_list("place_id", flat=True):
        close_place(actor=SYSTEM, place_id=place_id, at=at)
    unit.closed_at = at
    unit.save(update_fields=["closed_at", "updated_at"])
    return view_of(unit)


def _open_unit(actor: Actor, unit_id: int) -> Unit:
    unit_in(actor, unit_id, CHANGE)
    unit = Unit.objects.select_for_update().get(pk=unit_id)
    if unit.closed_at is not None:
        raise UnitClosed
    return unit
