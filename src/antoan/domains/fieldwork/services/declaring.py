"""Declares what a form says of somebody's health, once it is sure whose form it is."""

from typing import Final
from uuid import uuid5

from django.db import transaction

from antoan.domains.declarations import services as declarations
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.values import Authorship, NewDeclaration
from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.fieldwork.values import Filled
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.kit.errors import AntoanError

FORM: Final = "short"


def declare_filled(actor: Actor, row: FieldForm, filled: Filled, author: Authorship) -> None:
    """Declare with the short form, as of when the helper stood there; the same form is the same declaration.

    A word that came too late to count, or one too many of a day, is left out: the registration stands.
    """
    if filled.is_unwell is None or row.person_id is None:
        return
    form = questionnaires().in_force(FORM, row.made_at)
    answers: dict[str, object] = {"unwell": filled.is_unwell}
    if filled.is_unwell and filled.unwell_note:
        answers["unwellNote"] = filled.unwell_note
    said = NewDeclaration(
        id=uuid5(row.pk, "declaration"), person_id=row.person_id, declared_at=row.made_at,
        questionnaire=form.key, version=form.version, answers=answers, author=author,
    )  # fmt: skip
    try:
        with transaction.atomic():
            declarations.declare(actor=already_allowed(actor), declaration=said)
    except AntoanError:
        return
