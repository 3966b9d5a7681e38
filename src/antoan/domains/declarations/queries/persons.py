"""Reads of what was declared about a person."""

from typing import Final

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.permissions import CONFIRM, MAKE
from antoan.domains.declarations.values import Channel, DeclarationView
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read

DECLARATIONS_MAX: Final = 100


def declarations_about(actor: Actor, person_id: int, *, purpose: str = "") -> list[DeclarationView]:
    """Return what was declared about a person, by whomever, newest first. PersonNotFound when out of reach."""
    require_over_person(actor, MAKE if answers_for(actor, person_id) else CONFIRM, person_id)
    record_read(
        actor,
        action="declarations.read",
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
        purpose=purpose,
    )
    rows = Declaration.objects.filter(person=person_id).order_by("-declared_at")[:DECLARATIONS_MAX]
    return [view_of(row) for row in rows]


def view_of(row: Declaration) -> DeclarationView:
    """Return a declaration as its person sees it."""
    return DeclarationView(
        id=row.pk,
        person_id=row.person_id,
        declared_at=row.declared_at,
        is_risky=row.is_risky,
        is_confirmed=row.confirmed_at is not None,
        is_annulled=row.annulled_at is not None,
        channel=Channel(row.channel),
    )
