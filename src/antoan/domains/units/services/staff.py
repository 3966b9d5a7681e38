"""Accounts of a unit's people: invited by SMS, accepted with a password of their own, ended by a colleague."""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction

from antoan.domains.identity.queries.counting import index_of_number
from antoan.domains.identity.rules.codes import mobile_number
from antoan.domains.people.rules import readable_name
from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.places.services.devices import digest_of
from antoan.domains.units.errors import (
    InvitationGone,
    NotOneself,
    RoleNotOfUnits,
    StaffNotFound,
    TooManyStaff,
)
from antoan.domains.units.limits import INVITATION_LIFE, STAFF_PER_UNIT_MAX
from antoan.domains.units.models import StaffInvitation, Unit, UnitPlace
from antoan.domains.units.permissions import MANAGE_STAFF
from antoan.domains.units.queries.staff import grants_in_unit, open_invitations
from antoan.domains.units.queries.units import unit_in
from antoan.domains.units.staff_rules import ADMINISTRATOR, ROLES, login_base
from antoan.domains.units.telling import tell_invited
from antoan.domains.units.values import UnitView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.errors import GrantToOneself, LoginTaken
from antoan.foundation.accounts.locating import locate
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.roles import role as role_named
from antoan.foundation.accounts.rules import refuse_wider_than_own
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import create_account, end_grant, give_grant
from antoan.foundation.audit.services import record_decision
from antoan.kit.errors import Forbidden
from antoan.kit.ids import random_digits

SECRET_BYTES: Final = 24
_LOGIN_TRIES: Final = 20


@transaction.atomic
def invite_staff(
    *,
    actor: Actor,
    unit_id: int,
    role: str,
    name: str,
    number: str,
    at: datetime,
    place_id: int | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Ask somebody by SMS to take a role in the unit, or at one place of it; return the invitation.

    Never wider, nor for longer, than the actor's own right: GrantTooWide. RoleNotOfUnits, PlaceNotFound,
    PersonUnreadable, PhoneUnreadable, NotMobile, TooManyStaff.
    """
    unit = unit_in(actor, unit_id, MANAGE_STAFF)
    Unit.objects.select_for_update().get(pk=unit.pk)
    if role not in ROLES:
        raise RoleNotOfUnits
    if place_id is not None and not UnitPlace.objects.filter(unit=unit, place=place_id).exists():
        raise PlaceNotFound
    kind, scope_id = (ScopeKind.PLACE, place_id) if place_id is not None else (ScopeKind.UNIT, unit.pk)
    refuse_wider_than_own(actor, role_named(role).permissions, locate(kind, scope_id), expires_at=expires_at)
    if len(grants_in_unit(unit.pk, at)) + open_invitations(unit.pk, at).count() >= STAFF_PER_UNIT_MAX:
        raise TooManyStaff
    row, secret = _invite(
        unit_id=unit.pk,
        place_id=place_id,
        role=role,
        name=readable_name(name),
        number=mobile_number(number),
        invited_by=actor.account_id,
        grant_expires_at=expires_at,
        at=at,
    )
    tell_invited(row, secret)
    _record(actor, "units:staff:invited", unit.pk, {"role": role, "invitation": row.pk})
    return row.pk


def invite_first_administrator(*, unit: UnitView, name: str, number: str, at: datetime) -> str:
    """Make the invitation that comes with the approval of a unit; return its secret. The caller has decided."""
    _row, secret = _invite(
        unit_id=unit.id,
        place_id=None,
        role=ADMINISTRATOR,
        name=name,
        number=number,
        invited_by=None,
        grant_expires_at=None,
        at=at,
    )
    return secret


@transaction.atomic
def accept_invitation(
    *, secret: str, at: datetime, password: str | None = None, account: Account | None = None
) -> Account:
    """Take the role with a new account (and a password), or with the account one is signed in with.

    The secret is the right to do so, once. InvitationGone, also when whoever invited may no longer give the
    role; PasswordTooWeak.
    """
    rows = StaffInvitation.objects.select_for_update(of=("self",)).filter(secret_digest=digest_of(secret))
    row = rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at).first()
    if row is None or row.unit.closed_at is not None:
        raise InvitationGone
    taker = account or _opened(row.name, password)
    kind, scope_id = row.scope
    try:
        give_grant(
            actor=_inviter(row, at),
            account_id=taker.pk,
            role=row.role,
            scope_kind=kind,
            scope_id=scope_id,
            expires_at=row.grant_expires_at,
            reason=f"unit invitation {row.pk}",
        )
    except GrantToOneself:
        raise
    except Forbidden:
        raise InvitationGone from None
    row.accepted_at = at
    row.name = row.number = ""  # The account knows its own name.
    row.number_index = b""
    row.save()
    return taker


@transaction.atomic
def withdraw_invitation(*, actor: Actor, unit_id: int, invitation_id: int, at: datetime) -> None:
    """Take an unanswered invitation back. Twice is once; StaffNotFound."""
    unit = unit_in(actor, unit_id, MANAGE_STAFF)
    row = StaffInvitation.objects.select_for_update().filter(pk=invitation_id, unit=unit).first()
    if row is None:
        raise StaffNotFound
    if row.accepted_at is None and row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at", "updated_at"])
        _record(actor, "units:staff:invitation_withdrawn", unit.pk, {"invitation": row.pk})


@transaction.atomic
def end_staff(*, actor: Actor, unit_id: int, grant_id: int, at: datetime) -> None:
    """End somebody's role in the unit at once; StaffNotFound, NotOneself."""
    unit = unit_in(actor, unit_id, MANAGE_STAFF)
    grant = next((one for one in grants_in_unit(unit.pk, at) if one.pk == grant_id), None)
    if grant is None:
        raise StaffNotFound
    if grant.account_id == actor.account_id:
        raise NotOneself
    end_grant(actor=actor, grant_id=grant.pk, reason="ended by the unit", at=at)


def _invite(
    *,
    unit_id: int,
    place_id: int | None,
    role: str,
    name: str,
    number: str,
    invited_by: int | None,
    grant_expires_at: datetime | None,
    at: datetime,
) -> tuple[StaffInvitation, str]:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = StaffInvitation.objects.create(
        unit_id=unit_id,
        place_id=place_id,
        role=role,
        name=name,
        number=number,
        number_index=index_of_number(number),
        secret_digest=digest_of(secret),
        invited_by_account_id=invited_by,
        invited_at=at,
        expires_at=at + INVITATION_LIFE,
        grant_expires_at=grant_expires_at,
    )
    return row, secret


def _inviter(row: StaffInvitation, at: datetime) -> Actor:
    """Return who gives the role, with what they may do now: a right that ended is passed on by nobody."""
    if row.invited_by_account_id is None:
        return SYSTEM
    return actor_for(Account.objects.filter(pk=row.invited_by_account_id).first(), at=at)


def _opened(name: str, password: str | None) -> Account:
    """Open an account under a login nobody can guess from a number; drawn again while it is taken."""
    for _try in range(_LOGIN_TRIES):
        try:
            login = f"{login_base(name)}.{random_digits(4)}"
            return create_account(actor=SYSTEM, login=login, name=name, password=password or "")
        except LoginTaken:
            continue
    raise LoginTaken


def _record(actor: Actor, action: str, unit_id: int, detail: dict[str, object]) -> None:
    record_decision(actor, action=action, object_kind="unit", object_id=unit_id, detail=detail)
