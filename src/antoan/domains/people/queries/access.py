"""Decides whether an actor may touch a person. The only way to one person's data."""

from dataclasses import replace

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.models import Dependant, Person
from antoan.domains.people.permissions import PERMISSIONS
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope


def person_scope(person_id: int) -> Scope:
    """Return all that a person lies in: the ward of residence with the areas above it, and himself; PersonNotFound."""
    return _scope_of(person_id, _ward_of(person_id))


def scope_of_home(ward_id: int | None) -> Scope:
    """Return the scope of somebody who lives in this ward, for one who is not registered yet."""
    return Scope(areas=ancestors_of(ward_id) if ward_id is not None else frozenset())


def require_over_person(actor: Actor, permission: str, person_id: int) -> None:
    """Let the actor go on when it holds a permission over a person; for other domains' services and queries.

    PersonNotFound when no right on people reaches this person, exactly as for a person who does not exist;
    Forbidden when other rights do, but not this one. A guardian's own rights reach dependants.
    """
    _require(actor, permission, person_id, _ward_of(person_id))


def may_over_person(actor: Actor, permission: str, person_id: int) -> bool:
    """Tell whether the actor holds a permission over a person, dependants included; PersonNotFound for nobody."""
    return actor.may(permission, _scope_seen_by(actor, person_id, _ward_of(person_id)))


def answers_for(actor: Actor, person_id: int) -> bool:
    """Tell whether the actor is this person or a guardian of this person."""
    return actor.person_id is not None and (
        actor.person_id == person_id or _is_guardian(actor.person_id, person_id)
    )


def person_in(actor: Actor, person_id: int, permission: str) -> Person:
    """Return a person over whom the actor holds a permission; errors as in require_over_person."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    _require(actor, permission, person_id, person.ward_id)
    return person


def _require(actor: Actor, permission: str, person_id: int, ward_id: int | None) -> None:
    if actor.is_system:
        return
    scope = _scope_seen_by(actor, person_id, ward_id)
    if not any(actor.may(known, scope) for known in (permission, *PERMISSIONS)):
        raise PersonNotFound
    require(actor, permission, scope)


def _ward_of(person_id: int) -> int | None:
    """Return where a person lives, which is all of them that a right is compared with; PersonNotFound."""
    found = Person.objects.filter(pk=person_id).values_list("ward_id", flat=True)[:1]
    for ward_id in found:
        return ward_id
    raise PersonNotFound


def _scope_of(person_id: int, ward_id: int | None) -> Scope:
    return replace(scope_of_home(ward_id), person_id=person_id)


def _scope_seen_by(actor: Actor, person_id: int, ward_id: int | None) -> Scope:
    """Return the person's scope; for a guardian, dependants count as himself."""
    scope = _scope_of(person_id, ward_id)
    if actor.person_id is None or actor.person_id == person_id:
        return scope
    return replace(scope, person_id=actor.person_id) if _is_guardian(actor.person_id, person_id) else scope


def _is_guardian(guardian_id: int, person_id: int) -> bool:
    return Dependant.objects.filter(guardian=guardian_id, person=person_id, ended_at__isnull=True).exists()
