"""Decides whether an actor may see or judge a declaration. The only way to one."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from antoan.domains.declarations.errors import DeclarationNotFound
from antoan.domains.declarations.models import Confirmation, Declaration
from antoan.domains.declarations.permissions import CONFIRM, MAKE
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, may_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.db.sealed import blind_index

CODE_LETTERS = 12
# Typed on a plain telephone. Bound to the number and to a few tries a day (textline.limits), six are enough.
REPLY_DIGITS = 6


def row_for(actor: Actor, declaration_id: UUID, *, lock: bool = False) -> Declaration:
    """Return a declaration about the actor or a dependant, or about somebody over whom the actor may confirm.

    DeclarationNotFound otherwise, exactly as for one that does not exist.
    """
    row = _rows(lock=lock).filter(pk=declaration_id).first()
    if row is None or not may_judge(actor, row.person_id):
        raise DeclarationNotFound
    return row


def may_judge(actor: Actor, person_id: int) -> bool:
    """Tell whether the actor may see, confirm and annul what was declared about a person."""
    permission = MAKE if answers_for(actor, person_id) else CONFIRM
    try:
        return may_over_person(actor, permission, person_id)
    except PersonNotFound:
        return False


def row_by_code(code: str, now: datetime, *, lock: bool = False) -> Declaration:
    """Return the declaration whose confirmation code somebody has; DeclarationNotFound, also when it ran out."""
    return _confirmed_by(Confirmation.objects.filter(code_digest=code_digest(code)), now, lock=lock)


def row_by_reply(number: str, digits: str, now: datetime, *, lock: bool = False) -> Declaration:
    """Return the declaration that a number was asked about with these digits; DeclarationNotFound otherwise."""
    found = Confirmation.objects.filter(reply_index=reply_index(number, digits))
    return _confirmed_by(found, now, lock=lock)


def code_digest(code: str) -> bytes:
    """Return by what a confirmation code is known; the code itself is not kept."""
    return hashlib.sha256(code[: 2 * CODE_LETTERS].encode()).digest()


def reply_index(number: str, digits: str) -> bytes:
    """Return by what the digits of a reply are known: only together with the number they were sent to."""
    return blind_index("confirmation", f"{number} {digits}")


def _confirmed_by(found: "QuerySet[Confirmation]", now: datetime, *, lock: bool) -> Declaration:
    held = found.filter(expires_at__gt=now).first()
    row = None if held is None else _rows(lock=lock).filter(pk=held.declaration_id).first()
    if row is None:
        raise DeclarationNotFound
    return row


def _rows(*, lock: bool) -> "QuerySet[Declaration]":
    return Declaration.objects.select_for_update() if lock else Declaration.objects.all()
