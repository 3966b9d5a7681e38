"""Reads of what was declared about a person."""

import json
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.permissions import CONFIRM, MAKE
from antoan.domains.declarations.queries.access import row_by_code, row_for
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.rules import standing_of
from antoan.domains.declarations.values import Channel, DeclarationView, Flag, Verification
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read

DECLARATIONS_MAX: Final = 100
SAVED_FOR_DAYS: Final = 60  # Older answers are not offered again.


def declarations_about(actor: Actor, person_id: int, *, purpose: str = "") -> list[DeclarationView]:
    """Return what was declared about a person, by whomever, newest first. PersonNotFound when out of reach."""
    require_over_person(actor, MAKE if answers_for(actor, person_id) else CONFIRM, person_id)
    _note(actor, "person", person_id, person_id, purpose)
    rows = Declaration.objects.filter(person=person_id).order_by("-declared_at")[:DECLARATIONS_MAX]
    return [view_of(row) for row in rows]


def declaration_for(actor: Actor, declaration_id: UUID, *, purpose: str = "") -> DeclarationView:
    """Return one declaration with its answers; DeclarationNotFound when out of reach. The read is in the trail."""
    row = row_for(actor, declaration_id)
    _note(actor, "declaration", row.pk, row.person_id, purpose)
    return view_of(row, with_answers=True)


def declaration_by_code(code: str, now: datetime) -> DeclarationView:
    """Return the declaration whose confirmation code somebody has, without its free text; DeclarationNotFound."""
    row = row_by_code(code, now)
    return view_of(row, with_answers=True, with_words=False)


def declaration_by_trip(trip_code: str) -> DeclarationView | None:
    """Return the declaration of a journey by its code, with all answers, for the page that shows the journey only."""
    row = Declaration.objects.filter(trip_code=trip_code[:12]).first()
    return None if row is None else view_of(row, with_answers=True)


def saved_answers(
    actor: Actor, person_id: int, questionnaire: Questionnaire, now: datetime
) -> dict[str, Any]:
    """Return the answers with which the next form may begin: those its items keep, never a sign of an illness.

    They are of the last declaration that the person or a guardian made with this form. PersonNotFound.
    """
    require_over_person(actor, MAKE, person_id)
    rows = Declaration.objects.filter(
        person=person_id,
        questionnaire=questionnaire.key,
        declared_by_person_id=actor.person_id,
        annulled_at__isnull=True,
        declared_at__gt=now - timedelta(days=SAVED_FOR_DAYS),
    )
    last = rows.order_by("-declared_at").first()
    if last is None:
        return {}
    kept = {item.link_id for item in questionnaire.asked() if item.is_kept}
    return {name: answer for name, answer in _answers(last, with_words=True).items() if name in kept}


def view_of(row: Declaration, *, with_answers: bool = False, with_words: bool = True) -> DeclarationView:
    """Return a declaration as its person sees it."""
    return DeclarationView(
        id=row.pk,
        person_id=row.person_id,
        declared_at=row.declared_at,
        questionnaire=row.questionnaire,
        version=row.version,
        is_risky=row.is_risky,
        standing=standing_of(
            confirmed=row.confirmed_at is not None,
            flagged=bool(row.flag),
            annulled=row.annulled_at is not None,
        ),
        flag=Flag(row.flag) if row.flag else None,
        channel=Channel(row.channel),
        verified_by=Verification(row.verified_by),
        is_by_person=row.declared_by_person_id == row.person_id,
        place_id=row.place_id,
        trip_code=row.trip_code or "",
        answers=_answers(row, with_words=with_words) if with_answers else {},
    )


def _answers(row: Declaration, *, with_words: bool) -> dict[str, Any]:
    words = json.loads(row.words) if row.words and with_words else {}
    return {**row.answers, **words}


def _note(actor: Actor, kind: str, object_id: object, person_id: int, purpose: str) -> None:
    record_read(
        actor, action="declarations.read", object_kind=kind, object_id=object_id, person_id=person_id,
        purpose=purpose,
    )  # fmt: skip
