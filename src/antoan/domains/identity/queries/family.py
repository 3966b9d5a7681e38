"""Whom one acts for, who was asked, and who acts for one."""

from datetime import datetime

from antoan.domains.identity.errors import InvitationGone
from antoan.domains.identity.models import Invitation
from antoan.domains.identity.permissions import CONFIRM_INVITATION
from antoan.domains.identity.queries.counting import index_of_token
from antoan.domains.identity.rules.family import is_adult
from antoan.domains.identity.values import Asked, Family, InvitationState, Kinship, Tie, Waiting
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import dependants_of, guardians_of, may_over_person
from antoan.domains.people.queries.persons import person_view
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken
from antoan.kit.text import name_label

WAITING_SHOWN_MAX = 20


def family_of(actor: Actor) -> Family:
    """Return the family of whoever signed in; PersonNotFound for an account that is nobody's."""
    own_id = actor.person_id
    if own_id is None:
        raise PersonNotFound
    asked = Invitation.objects.filter(guardian=own_id).exclude(state=InvitationState.ACCEPTED)
    return Family(
        ties=tuple(_tie(link.person_id, link.kinship) for link in dependants_of(actor, own_id)),
        waiting=tuple(_waiting(row) for row in asked.order_by("-asked_at")[:WAITING_SHOWN_MAX]),
        guardians=tuple(_tie(link.guardian_id, link.kinship) for link in guardians_of(actor, own_id)),
    )


def asked_by(token: str, now: datetime) -> Asked:
    """Return what the holder of a link is asked; InvitationGone."""
    row = Invitation.objects.filter(token_digest=index_of_token(token)).select_related("guardian").first()
    if row is None or not is_open(row, now):
        raise InvitationGone
    return _asked(row)


def invitation_at_desk(actor: Actor, number: str, now: datetime) -> Invitation:
    """Return a waiting invitation about somebody of the actor's wards; InvitationGone for anything else."""
    row = Invitation.objects.filter(number=spoken.read(number)).select_related("guardian").first()
    if row is None or not is_open(row, now) or not may_over_person(actor, CONFIRM_INVITATION, row.person_id):
        raise InvitationGone
    return row


def asked_at_desk(actor: Actor, number: str, now: datetime) -> tuple[Asked, str]:
    """Return what a desk is to confirm, and the name of who must agree: as the guardian wrote it."""
    row = invitation_at_desk(actor, number, now)
    return _asked(row), str(row.called)


def is_open(row: Invitation, now: datetime) -> bool:
    """Tell whether an invitation may still be answered."""
    return row.state == InvitationState.WAITING and now < row.expires_at


def _asked(row: Invitation) -> Asked:
    guardian = row.guardian
    return Asked(
        number=row.number,
        guardian_label=name_label(guardian.full_name),
        guardian_birth_year=guardian.birth_on.year,
        kinship=Kinship(row.kinship),
        expires_at=row.expires_at,
    )


def _waiting(row: Invitation) -> Waiting:
    state = InvitationState(row.state)
    if state is InvitationState.WAITING and clock.now() >= row.expires_at:
        state = InvitationState.LAPSED
    return Waiting(row.number, row.called, Kinship(row.kinship), row.expires_at, state)


def _tie(person_id: int, kinship: str) -> Tie:
    person = person_view(person_id)
    return Tie(
        person_id,
        person.full_name,
        person.birth.on.year,
        kinship,
        is_adult=is_adult(person.birth, clock.today()),
    )
