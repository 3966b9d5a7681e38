"""The ward calls somebody at home by itself, and enters what they say on the telephone."""

from typing import Final
from uuid import UUID

from django.db import transaction

from antoan.domains.care.errors import TooManyCalls
from antoan.domains.care.models import Call
from antoan.domains.care.permissions import WORK
from antoan.domains.care.queries.access import open_row
from antoan.domains.care.values import NewReading
from antoan.domains.declarations.queries.readings import home_form
from antoan.domains.declarations.services import confirm_declaration, declare
from antoan.domains.declarations.values import (
    Authorship,
    Channel,
    DeclarationView,
    NewDeclaration,
    Verification,
)
from antoan.domains.monitoring.rules import readable_words
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

CALLS_PER_EPISODE_MAX: Final = 200
_BY_TELEPHONE: Final = Authorship(channel=Channel.STAFF, verified_by=Verification.STAFF)


@transaction.atomic
def record_ward_call(
    *, actor: Actor, episode_id: int, call_id: UUID, was_reached: bool, words: str = ""
) -> None:
    """Note a call; the same id again is the same call. EpisodeNotFound, EpisodeEnded, WordsTooLong, TooManyCalls."""
    row = open_row(actor, WORK, episode_id)
    if Call.objects.filter(pk=call_id).exists():
        return
    if row.calls.count() >= CALLS_PER_EPISODE_MAX:
        raise TooManyCalls
    Call.objects.create(
        id=call_id, episode=row, at=clock.now(), account_id=actor.account_id, was_reached=was_reached,
        words=readable_words(words),
    )  # fmt: skip
    record_decision(
        actor, action="care.call", object_kind="episode", object_id=row.pk, person_id=row.person_id,
        detail={"reached": "yes" if was_reached else "no"},
    )  # fmt: skip


@transaction.atomic
def report_by_telephone(*, actor: Actor, episode_id: int, reading: NewReading) -> DeclarationView:
    """Enter the daily form for somebody on the telephone. Health staff heard it themselves, so it counts at once.

    A warning sign in it opens an alarm like any other. AnswersWrong, as for any declaration.
    """
    row = open_row(actor, WORK, episode_id)
    now = clock.now()
    form = home_form(now)
    said = NewDeclaration(
        id=reading.id,
        person_id=row.person_id,
        declared_at=now,
        questionnaire=form.key,
        version=form.version,
        answers=reading.answers,
        author=_BY_TELEPHONE,
    )
    # The right to look after this person was asked above, and it includes this.
    allowed = already_allowed(actor)
    view = declare(actor=allowed, declaration=said)
    return (
        view
        if view.is_confirmed or view.is_annulled
        else confirm_declaration(actor=allowed, declaration_id=view.id)
    )
