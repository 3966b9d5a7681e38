"""The person, or health staff, say whether what was declared is true."""

from uuid import UUID

from django.db import transaction

from antoan.domains.declarations.errors import DeclarationAnnulled
from antoan.domains.declarations.events import DeclarationSettled, HealthDeclared
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.queries.access import row_by_code, row_by_reply, row_for
from antoan.domains.declarations.queries.persons import view_of
from antoan.domains.declarations.values import DeclarationView
from antoan.domains.people.queries import answers_for
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock

# Whoever holds the code of a message. The trail names the way, since nobody signed in.
BY_CODE = Actor(account_id=None, label="confirmation code")
BY_REPLY = Actor(account_id=None, label="sms")


@transaction.atomic
def confirm_declaration(*, actor: Actor, declaration_id: UUID) -> DeclarationView:
    """Agree that a declaration made by somebody else is true; from now on it counts. Twice is once.

    Health staff who confirm settle a doubt too; the person alone cannot, since two of their own contradict.
    """
    row = row_for(actor, declaration_id, lock=True)
    return _confirmed(actor, row, settles_doubt=not answers_for(actor, row.person_id))


@transaction.atomic
def annul_declaration(*, actor: Actor, declaration_id: UUID) -> DeclarationView:
    """Strike out a wrong declaration; the person may, and health staff. Twice is once."""
    return _annulled(actor, row_for(actor, declaration_id, lock=True))


@transaction.atomic
def answer_by_code(*, code: str, is_true: bool, address: str = "") -> DeclarationView:
    """Agree to a declaration, or contest it, with the code of the message that told of it; DeclarationNotFound.

    What was annulled stays so; what was confirmed may still be contested while the code lasts.
    """
    row = row_by_code(code, clock.now(), lock=True)
    actor = Actor(BY_CODE.account_id, BY_CODE.label, address=address)
    return _confirmed(actor, row, settles_doubt=False) if is_true else _annulled(actor, row)


@transaction.atomic
def answer_by_reply(*, number: str, digits: str, is_true: bool) -> DeclarationView:
    """Agree to a declaration, or contest it, by an SMS from the number that was asked; DeclarationNotFound."""
    row = row_by_reply(number, digits, clock.now(), lock=True)
    return _confirmed(BY_REPLY, row, settles_doubt=False) if is_true else _annulled(BY_REPLY, row)


def _confirmed(actor: Actor, row: Declaration, *, settles_doubt: bool) -> DeclarationView:
    if row.annulled_at is not None:
        raise DeclarationAnnulled
    if row.confirmed_at is None or (row.flag and settles_doubt):
        row.confirmed_at = row.confirmed_at or clock.now()
        row.flag = "" if settles_doubt else row.flag
        _decided(actor, "declarations.confirm", row, is_true=True)
    return view_of(row)


def _annulled(actor: Actor, row: Declaration) -> DeclarationView:
    if row.annulled_at is None:
        row.annulled_at = clock.now()
        _decided(actor, "declarations.annul", row, is_true=False)
    return view_of(row)


def _decided(actor: Actor, action: str, row: Declaration, *, is_true: bool) -> None:
    row.save()
    record_decision(
        actor, action=action, object_kind="declaration", object_id=row.pk, person_id=row.person_id
    )
    announce(HealthDeclared(row.person_id))
    announce(DeclarationSettled(str(row.pk), row.person_id, is_true))
