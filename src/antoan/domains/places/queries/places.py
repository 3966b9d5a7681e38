"""Places an actor may see."""

from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.places.models import Place
from antoan.domains.places.owners import owners
from antoan.domains.places.permissions import READ
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.values import PlaceKind, PlaceView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind

PAGE_PLACES_MAX: Final = 200


def place_for(actor: Actor, place_id: int) -> PlaceView:
    """Return one place; PlaceNotFound when it is out of the actor's reach."""
    return view_of(place_in(actor, place_id, READ))


def places_for(
    actor: Actor, *, after_id: int = 0, limit: int = PAGE_PLACES_MAX, with_closed: bool = False
) -> list[PlaceView]:
    """Return a page of the places the actor may see, by id; ask on with the last id."""
    found = _visible_to(actor).filter(pk__gt=after_id).order_by("pk")
    if not with_closed:
        found = found.filter(closed_at__isnull=True)
    return [view_of(place) for place in found[: min(limit, PAGE_PLACES_MAX)]]


def _visible_to(actor: Actor) -> QuerySet[Place]:
    if actor.is_system:
        return Place.objects.all()
    reach = Q(pk__in=())
    units = []
    for grant in actor.grants_of(READ):
        match grant.scope_kind:
            case ScopeKind.CITY:
                return Place.objects.all()
            case ScopeKind.AREA if grant.scope_id is not None:
                reach |= Q(ward__in=areas_within(grant.scope_id))
            case ScopeKind.UNIT if grant.scope_id is not None:
                units.append(grant.scope_id)
            case ScopeKind.PLACE:
                reach |= Q(pk=grant.scope_id)
    if units:
        reach |= Q(pk__in=owners().places_of(units))
    return Place.objects.filter(reach)


def view_of(place: Place) -> PlaceView:
    """Return a place as others see it."""
    return PlaceView(
        id=place.pk,
        name=place.name,
        kind=PlaceKind(place.kind),
        address=place.address,
        ward_id=place.ward_id,
        capacity=place.capacity,
        latitude=place.latitude,
        longitude=place.longitude,
        closed_at=place.closed_at,
        plate=place.plate,
        opens_at=place.opens_at,
        closes_at=place.closes_at,
    )
