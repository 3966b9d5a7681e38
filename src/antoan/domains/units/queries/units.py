"""Reads of units, narrowed by what the actor's grants reach."""

from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import ancestors_of, areas_within
from antoan.domains.places.queries import place_for, scope_of_place
from antoan.domains.places.values import PlaceKind, PlaceView
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.units.models import Unit, UnitPlace
from antoan.domains.units.permissions import PERMISSIONS, READ
from antoan.domains.units.values import UnitView
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope, ScopeKind

PAGE_UNITS_MAX: Final = 200
PLACES_OF_UNIT_MAX: Final = 1000


def units_of(
    actor: Actor, *, permission: str = READ, after_id: int = 0, limit: int = PAGE_UNITS_MAX
) -> list[UnitView]:
    """Return a page of the open units on which the actor holds a permission, by id; ask on with the last id."""
    found = reached_by(actor, permission).filter(pk__gt=after_id, closed_at__isnull=True)
    return [view_of(unit) for unit in found.order_by("pk")[: min(limit, PAGE_UNITS_MAX)]]


def unit_for(actor: Actor, unit_id: int) -> UnitView:
    """Return one unit; UnitNotFound when it is out of the actor's reach."""
    return view_of(unit_in(actor, unit_id, READ))


def places_of_unit(actor: Actor, unit_id: int, *, with_closed: bool = False) -> list[PlaceView]:
    """Return the places of a unit by name, at most PLACES_OF_UNIT_MAX; UnitNotFound when it is out of reach."""
    unit = unit_in(actor, unit_id, READ)
    links = UnitPlace.objects.filter(unit=unit).order_by("place__name", "place_id")
    if not with_closed:
        links = links.filter(place__closed_at__isnull=True)
    place_ids = links.values_list("place_id", flat=True)[:PLACES_OF_UNIT_MAX]
    return [place_for(actor, place_id) for place_id in place_ids]


def unit_of_place(place_id: int) -> int | None:
    """Return the unit that answers for a place, for services; None where nobody does."""
    return UnitPlace.objects.filter(place=place_id).values_list("unit_id", flat=True).first()


def scope_of_unit(unit_id: int) -> Scope:
    """Return all that a unit lies in; UnitNotFound."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnitNotFound
    return _scope_of(unit)


def scope_holding_unit(unit_id: int) -> Scope:
    """Return in what the unit lies with all its places; UnitNotFound. It bounds the rights given over it."""
    areas = scope_of_unit(unit_id).areas
    for place_id in UnitPlace.objects.filter(unit=unit_id).values_list("place_id", flat=True):
        areas &= scope_of_place(place_id).areas
    return Scope(areas=areas, unit_id=unit_id)


def unit_in(actor: Actor, unit_id: int, permission: str) -> Unit:
    """Return a unit on which the actor holds a permission.

    UnitNotFound when no right of the actor reaches it; Forbidden when other rights do, but not this one.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnitNotFound
    scope = _scope_of(unit)
    if not any(actor.may(known, scope) for known in PERMISSIONS):
        raise UnitNotFound
    require(actor, permission, scope)
    return unit


def _scope_of(unit: Unit) -> Scope:
    areas = ancestors_of(unit.ward_id) if unit.ward_id is not None else frozenset[int]()
    return Scope(areas=areas, unit_id=unit.pk)


def reached_by(actor: Actor, permission: str) -> QuerySet[Unit]:
    """Return the units, closed ones too, on which the actor holds a permission."""
    if actor.is_system:
        return Unit.objects.all()
    reach = Q(pk__in=())
    for grant in actor.grants_of(permission):
        match grant.scope_kind:
            case ScopeKind.CITY:
                return Unit.objects.all()
            case ScopeKind.AREA if grant.scope_id is not None:
                reach |= Q(ward__in=areas_within(grant.scope_id))
            case ScopeKind.UNIT:
                reach |= Q(pk=grant.scope_id)
    return Unit.objects.filter(reach)


def view_of(unit: Unit) -> UnitView:
    """Return a unit as others see it."""
    return UnitView(
        id=unit.pk,
        name=unit.name,
        kind=PlaceKind(unit.kind),
        tax_number=unit.tax_number,
        address=unit.address,
        ward_id=unit.ward_id,
        closed_at=unit.closed_at,
    )
