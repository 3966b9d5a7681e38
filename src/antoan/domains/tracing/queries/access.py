"""Decides which tracing cases an actor reaches. The only way to one."""

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import person_scope
from antoan.domains.tracing.errors import CaseNotFound, ContactNotFound
from antoan.domains.tracing.models import TracedContact, TracingCase
from antoan.domains.tracing.permissions import PERMISSIONS, READ
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope, ScopeKind
from antoan.kit import spoken
from antoan.kit.errors import Forbidden


def case_in(actor: Actor, number: str, permission: str, *, lock: bool = False) -> TracingCase:
    """Return a case on which the actor holds a permission.

    CaseNotFound when no right of the actor reaches it; Forbidden when others do, but not this one.
    """
    rows = TracingCase.objects.select_for_update() if lock else TracingCase.objects.all()
    row = rows.filter(number=spoken.read(number)).first()
    if row is None:
        raise CaseNotFound
    scope = _scope_of(row)
    if not any(actor.may(known, scope) for known in PERMISSIONS):
        raise CaseNotFound
    require(actor, permission, scope)
    return row


def may_on_case(actor: Actor, permission: str, number: str) -> bool:
    """Tell whether the actor holds a permission on a case it reaches; CaseNotFound."""
    row = case_in(actor, number, READ)
    return actor.may(permission, _scope_of(row))


def cases_reached_by(actor: Actor, permission: str = READ) -> QuerySet[TracingCase]:
    """Return the cases of people who live where the actor holds a permission; Forbidden when it holds it nowhere."""
    if actor.is_system:
        return TracingCase.objects.all()
    grants = actor.grants_of(permission)
    if not grants:
        raise Forbidden(f"This needs the right {permission}, which you do not have.", permission=permission)
    reach = Q(pk__in=())
    for grant in grants:
        match grant.scope_kind:
            case ScopeKind.CITY:
                return TracingCase.objects.all()
            case ScopeKind.AREA if grant.scope_id is not None:
                reach |= Q(person__ward__in=areas_within(grant.scope_id))
    return TracingCase.objects.filter(reach)


def contact_in(case: TracingCase, person_id: int) -> TracedContact:
    """Return a contact of a case; ContactNotFound."""
    found = case.contacts.filter(person=person_id).first()
    if found is None:
        raise ContactNotFound
    return found


def reaches_person(actor: Actor, permission: str, person_id: int) -> bool:
    """Tell whether the actor holds a tracing permission where a person lives; nobody is reached."""
    try:
        return actor.may(permission, person_scope(person_id))
    except PersonNotFound:
        return False


def _scope_of(row: TracingCase) -> Scope:
    return person_scope(row.person_id)
