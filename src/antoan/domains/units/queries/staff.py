"""Who works for a unit with an account, and who was invited."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from antoan.domains.places.services.devices import digest_of
from antoan.domains.units.errors import InvitationGone
from antoan.domains.units.models import StaffInvitation, UnitPlace
from antoan.domains.units.permissions import MANAGE_STAFF
from antoan.domains.units.queries.units import unit_in
from antoan.domains.units.registration_values import InvitationView, StaffLine
from antoan.domains.units.staff_rules import ROLES
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.models import Grant
from antoan.foundation.accounts.queries import grants_over
from antoan.foundation.accounts.scopes import ScopeKind


def staff_of_unit(actor: Actor, unit_id: int, *, at: datetime) -> list[StaffLine]:
    """Return the people of a unit by name, those invited last; UnitNotFound, Forbidden."""
    unit = unit_in(actor, unit_id, MANAGE_STAFF)
    working = [
        StaffLine(
            grant_id=grant.pk,
            invitation_id=None,
            name=grant.account.name,
            login=grant.account.login,
            role=grant.role,
            scope_kind=ScopeKind(grant.scope_kind),
            place_id=grant.scope_id if grant.scope_kind == ScopeKind.PLACE else None,
            expires_at=grant.expires_at,
            is_oneself=grant.account_id == actor.account_id,
        )
        for grant in grants_in_unit(unit.pk, at)
    ]
    invited = [
        StaffLine(
            grant_id=None,
            invitation_id=row.pk,
            name=row.name,
            login="",
            role=row.role,
            scope_kind=row.scope[0],
            place_id=row.place_id,
            expires_at=row.expires_at,
            is_oneself=False,
        )
        for row in open_invitations(unit.pk, at)
    ]
    return sorted(working, key=lambda line: (line.name, line.role)) + invited


def invitation_behind(secret: str, at: datetime) -> InvitationView:
    """Return what the secret of a link leads to; InvitationGone. Open to whoever holds it."""
    rows = StaffInvitation.objects.select_related("unit", "place").filter(secret_digest=digest_of(secret))
    row = rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at, unit__closed_at=None).first()
    if row is None:
        raise InvitationGone
    return InvitationView(
        unit_name=row.unit.name,
        place_name=row.place.name if row.place else "",
        role=row.role,
        name=row.name,
        expires_at=row.expires_at,
    )


def grants_in_unit(unit_id: int, at: datetime) -> Sequence[Grant]:
    """Return the roles of a unit's people that hold at a moment: over all of it, or over one of its places."""
    places = list(UnitPlace.objects.filter(unit=unit_id).values_list("place_id", flat=True))
    grants = grants_over(ScopeKind.UNIT, [unit_id], at) + grants_over(ScopeKind.PLACE, places, at)
    return [grant for grant in grants if grant.role in ROLES]


def open_invitations(unit_id: int, at: datetime) -> "QuerySet[StaffInvitation]":
    """Return the invitations of a unit that can still be answered, newest first."""
    rows = StaffInvitation.objects.filter(
        unit=unit_id, accepted_at=None, withdrawn_at=None, expires_at__gt=at
    )
    return rows.order_by("-invited_at")
