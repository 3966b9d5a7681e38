"""People declare their health, or have it declared for them; they confirm and contest what others declared."""

from uuid import UUID

from django.db import transaction

from antoan.domains.declarations.errors import (
    DeclarationAnnulled,
    DeclarationNotFound,
    DeclarationTaken,
)
from antoan.domains.declarations.events import HealthDeclared
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.permissions import CONFIRM, MAKE
from antoan.domains.declarations.queries.persons import view_of
from antoan.domains.declarations.rules import check_time, checked_answers, is_risky
from antoan.domains.declarations.values import DeclarationView, NewDeclaration
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, may_over_person, require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock


@transaction.atomic
def declare(*, actor: Actor, declaration: NewDeclaration) -> DeclarationView:
    """Keep a declaration; the same id again is the same declaration.

    One's own, or a guardian's for a dependant, counts at once. Anybody else's waits until the person or
    health staff confirms it (lesson L16). DeclarationOutOfTime, DeclarationUnreadable, DeclarationTaken.
    """
    now = clock.now()
    require_over_person(actor, MAKE, declaration.person_id)
    check_time(declaration.declared_at, now)
    answers = checked_answers(declaration.answers)
    row, is_new = Declaration.objects.get_or_create(
        id=declaration.id,
        defaults={
            "person_id": declaration.person_id,
            "declared_at": declaration.declared_at,
            "answers": answers,
            "is_risky": is_risky(answers),
            "declared_by_person_id": actor.person_id,
            "declared_by_account_id": actor.account_id,
            "channel": declaration.channel,
            "confirmed_at": now if answers_for(actor, declaration.person_id) else None,
        },
    )
    if row.person_id != declaration.person_id:
        raise DeclarationTaken
    if is_new:
        announce(HealthDeclared(row.person_id))
    return view_of(row)


@transaction.atomic
def confirm_declaration(*, actor: Actor, declaration_id: UUID) -> DeclarationView:
    """Agree that a declaration made by somebody else is true; from now on it counts. Twice is once."""
    row = _declaration_to_judge(actor, declaration_id)
    if row.annulled_at is not None:
        raise DeclarationAnnulled
    if row.confirmed_at is None:
        row.confirmed_at = clock.now()
        _decided(actor, "declarations.confirm", row)
    return view_of(row)


@transaction.atomic
def annul_declaration(*, actor: Actor, declaration_id: UUID) -> DeclarationView:
    """Strike out a wrong declaration; the person may, and health staff. Twice is once."""
    row = _declaration_to_judge(actor, declaration_id)
    if row.annulled_at is None:
        row.annulled_at = clock.now()
        _decided(actor, "declarations.annul", row)
    return view_of(row)


def _declaration_to_judge(actor: Actor, declaration_id: UUID) -> Declaration:
    """Return a declaration about the actor, a dependant, or somebody over whom the actor may confirm."""
    row = Declaration.objects.select_for_update().filter(pk=declaration_id).first()
    if row is None:
        raise DeclarationNotFound
    is_own = answers_for(actor, row.person_id) and may_over_person(actor, MAKE, row.person_id)
    if not is_own:
        try:
            require_over_person(actor, CONFIRM, row.person_id)
        except PersonNotFound:
            raise DeclarationNotFound from None
    return row


def _decided(actor: Actor, action: str, row: Declaration) -> None:
    row.save()
    record_decision(
        actor, action=action, object_kind="declaration", object_id=row.pk, person_id=row.person_id
    )
    announce(HealthDeclared(row.person_id))
