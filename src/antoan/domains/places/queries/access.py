"""Decides whether an actor may touch a place, its gates or its devices."""

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.places.models import Place
from antoan.domains.places.owners import owners
from antoan.domains.places.permissions import PERMISSIONS
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope


def scope_of(place: Place) -> Scope:
    """Return all that a place lies in."""
    areas = ancestors_of(place.ward_id) if place.ward_id is not None else frozenset[int]()
    return Scope(areas=areas, unit_id=owners().unit_of(place.pk), place_id=place.pk)


def scope_of_place(place_id: int) -> Scope:
    """Return all that a place lies in, for other domains' permission checks; PlaceNotFound."""
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise PlaceNotFound
    return scope_of(place)


def place_in(actor: Actor, place_id: int, permission: str) -> Place:
    """Return a place on which the actor holds a permission.

    PlaceNotFound when no right of the actor reaches it, so that strangers cannot tell what exists;
    Forbidden when the actor has other rights there, but not this one.
    """
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise PlaceNotFound
    scope = scope_of(place)
    if not any(actor.may(known, scope) for known in PERMISSIONS):
        raise PlaceNotFound
    require(actor, permission, scope)
    return place
