"""Asks grown-ups whether somebody may act for them, by text message or at a desk, and takes their answer."""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from antoan.domains.identity.errors import InvitationGone, OwnCase, TooManyInvitations
from antoan.domains.identity.limits import INVITATION_LIFE, INVITATIONS_PER_DAY_MAX
from antoan.domains.identity.models import Invitation
from antoan.domains.identity.queries.counting import index_of_token
from antoan.domains.identity.queries.family import invitation_at_desk, is_open
from antoan.domains.identity.rules.codes import DAY
from antoan.domains.identity.services.telling import send_to, tell
from antoan.domains.identity.values import KINSHIP_WORDS, InvitationState, Kinship
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.queries.phones import own_numbers_of
from antoan.domains.people.services import add_dependant
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock, spoken
from antoan.kit.text import initials

PATH: Final = "/f/"  # Short: it stands in a text message.
_TOKEN_BYTES: Final = 16


def invite(
    *, actor: Actor, invitation_id: UUID, person_id: int, called: str, kinship: Kinship, now: datetime
) -> str:
    """Ask a person whether the actor may act for them; return the number by which a desk knows the question.

    A question that waits is not asked again. TooManyInvitations. The caller's transaction.
    """
    assert actor.person_id is not None
    mine = Invitation.objects.filter(guardian=actor.person_id)
    waiting = mine.filter(person=person_id, state=InvitationState.WAITING, expires_at__gt=now).first()
    if waiting is not None:
        return str(waiting.number)
    if mine.filter(asked_at__gt=now - DAY).count() >= INVITATIONS_PER_DAY_MAX:
        raise TooManyInvitations
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = Invitation.objects.create(
        id=invitation_id,
        number=spoken.new(),
        guardian_id=actor.person_id,
        person_id=person_id,
        called=called,
        kinship=kinship,
        token_digest=index_of_token(token),
        state=InvitationState.WAITING,
        asked_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    _send(row, token, "first")
    _note(actor, row, "identity.invitation.sent")
    return str(row.number)


@transaction.atomic
def answer_invitation(*, token: str, agrees: bool, address: str = "") -> None:
    """Take the answer of whoever holds the link that was sent to the person's own number. InvitationGone."""
    now = clock.now()
    row = Invitation.objects.select_for_update().filter(token_digest=index_of_token(token)).first()
    if row is None or not is_open(row, now):
        raise InvitationGone
    actor = Actor(account_id=None, label="link by text message", address=address)
    _answered(actor, row, InvitationState.ACCEPTED if agrees else InvitationState.REFUSED, now)


@transaction.atomic
def confirm_at_desk(*, actor: Actor, number: str) -> None:
    """Make the tie for a person who stands at the desk and agrees. InvitationGone, OwnCase."""
    now = clock.now()
    row = Invitation.objects.select_for_update().get(pk=invitation_at_desk(actor, number, now).pk)
    if actor.person_id is not None and actor.person_id in (row.guardian_id, row.person_id):
        raise OwnCase
    _answered(actor, row, InvitationState.ACCEPTED, now)


def invitations_about(person_id: int) -> list[UUID]:
    """Return the questions about a person that wait or were agreed to."""
    open_states = (InvitationState.WAITING, InvitationState.ACCEPTED)
    rows = Invitation.objects.filter(person=person_id, state__in=open_states)
    return list(rows.values_list("pk", flat=True))


def guardians_who_asked(invitation_ids: list[UUID]) -> list[int]:
    """Return who asked these questions."""
    rows = Invitation.objects.filter(pk__in=invitation_ids)
    return list(rows.values_list("guardian_id", flat=True).distinct())


def ask_again(invitation_ids: list[UUID], now: datetime) -> None:
    """Ask again after two entries were merged: what was agreed to on one says nothing about the other."""
    Invitation.objects.filter(guardian=F("person")).delete()
    for row in Invitation.objects.select_for_update().filter(pk__in=invitation_ids):
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        row.token_digest, row.state = index_of_token(token), InvitationState.WAITING
        row.asked_at, row.expires_at, row.answered_at = now, now + INVITATION_LIFE, None
        row.save()
        _send(row, token, f"merged:{row.person_id}")


def _answered(actor: Actor, row: Invitation, state: InvitationState, now: datetime) -> None:
    row.state, row.answered_at, row.answered_by_account_id = state, now, actor.account_id
    row.save()
    if state is InvitationState.ACCEPTED:
        add_dependant(
            actor=SYSTEM,
            guardian_id=row.guardian_id,
            person_id=row.person_id,
            kinship=KINSHIP_WORDS[Kinship(row.kinship)],
        )
        tell(
            row.guardian_id,
            "agreed",
            f"invitation:{row.pk}:agreed:{row.asked_at.isoformat()}",
            number=row.number,
        )
    _note(actor, row, f"identity.invitation.{state}")


def _send(row: Invitation, token: str, occasion: str) -> None:
    """Send the question to a number of the person's own; who has none is asked at a desk."""
    numbers = own_numbers_of(row.person_id)
    if not numbers:
        return
    guardian = person_view(row.guardian_id)
    send_to(
        numbers[0],
        row.person_id,
        "invitation",
        f"invitation:{row.pk}:{occasion}",
        # A name may hold anything, an address too; no text of the city carries what a stranger wrote.
        guardian=initials(guardian.full_name),
        year=str(guardian.birth.on.year),
        link=f"{settings.PUBLIC_URL}{PATH}{token}",
    )


def _note(actor: Actor, row: Invitation, action: str) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="invitation",
        object_id=row.number,
        person_id=row.person_id,
        detail={"guardian": row.guardian_id},
    )
