"""A zone's board invites units with a code; a unit joins by its own word, and leaves whenever it wants."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from antoan.domains.units.errors import (
    AlreadyInZone,
    OwnZone,
    TooManyInvitations,
    ZoneInvitationGone,
    ZoneMemberNotFound,
)
from antoan.domains.units.limits import (
    ZONE_INVITATION_LIFE,
    ZONE_INVITATIONS_AT_ONCE_MAX,
    ZONE_MEMBERS_MAX,
)
from antoan.domains.units.models import Unit, ZoneMember
from antoan.domains.units.permissions import CHANGE, LEAD_ZONE
from antoan.domains.units.queries.units import unit_in
from antoan.domains.units.queries.zones import invitation_with
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import spoken
from antoan.kit.text import squeeze

_LABEL_LETTERS_MAX = 150


@transaction.atomic
def invite_to_zone(*, actor: Actor, zone_id: int, labels: Sequence[str], at: datetime) -> int:
    """Make an invitation for each stall or firm that is named; return how many. TooManyInvitations.

    A name that was invited and has not answered keeps its code: the same list sent twice invites once.
    """
    zone = unit_in(actor, zone_id, LEAD_ZONE)
    Unit.objects.select_for_update().get(pk=zone.pk)
    wanted = list(dict.fromkeys(name for label in labels if (name := squeeze(label)[:_LABEL_LETTERS_MAX])))
    if len(wanted) > ZONE_INVITATIONS_AT_ONCE_MAX:
        raise TooManyInvitations
    there = ZoneMember.objects.filter(
        Q(joined_at__isnull=False) | Q(expires_at__gt=at), zone=zone, ended_at=None
    )
    waiting = set(there.filter(joined_at=None, label__in=wanted).values_list("label", flat=True))
    new = [label for label in wanted if label not in waiting]
    if there.count() + len(new) > ZONE_MEMBERS_MAX:
        raise TooManyInvitations
    for label in new:
        _invite(zone, label, actor, at)
    if new:
        _record(actor, "units:zone:invited", zone.pk, {"invitations": len(new)})
    return len(new)


@transaction.atomic
def join_zone(*, actor: Actor, unit_id: int, code: str, at: datetime) -> str:
    """Join the zone of an invitation, for a unit; return the zone's name. ZoneInvitationGone, AlreadyInZone, OwnZone.

    The code tells nobody anything but the zone's name, and only joins the unit of whoever types it.
    """
    unit = unit_in(actor, unit_id, CHANGE)
    row = invitation_with(code, at, lock=True)
    if row is None:
        raise ZoneInvitationGone
    if row.zone_id == unit.pk:
        raise OwnZone
    row.unit_id, row.joined_at, row.joined_by_account_id = unit.pk, at, actor.account_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AlreadyInZone from None
    _record(actor, "units:zone:joined", unit.pk, {"zone": row.zone_id})
    return row.zone.name


@transaction.atomic
def leave_zone(*, actor: Actor, unit_id: int, member_id: int, at: datetime) -> None:
    """Leave a zone, for a unit: its board reads nothing of it from now on. Twice is once; ZoneMemberNotFound."""
    unit = unit_in(actor, unit_id, CHANGE)
    _end(ZoneMember.objects.filter(pk=member_id, unit=unit), actor, "units:zone:left", at)


@transaction.atomic
def end_zone_member(*, actor: Actor, zone_id: int, member_id: int, at: datetime) -> None:
    """Take an invitation back, or a unit out of the zone, for its board. Twice is once; ZoneMemberNotFound."""
    zone = unit_in(actor, zone_id, LEAD_ZONE)
    _end(ZoneMember.objects.filter(pk=member_id, zone=zone), actor, "units:zone:ended", at)


def _end(rows: "QuerySet[ZoneMember]", actor: Actor, action: str, at: datetime) -> None:
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise ZoneMemberNotFound
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at", "updated_at"])
        _record(actor, action, row.unit_id or row.zone_id, {"zone": row.zone_id})


def _invite(zone: Unit, label: str, actor: Actor, at: datetime) -> None:
    """Save under the first free code that is drawn."""
    while True:
        try:
            with transaction.atomic():
                ZoneMember.objects.create(
                    zone=zone,
                    label=label,
                    code=spoken.new(),
                    invited_at=at,
                    invited_by_account_id=actor.account_id,
                    expires_at=at + ZONE_INVITATION_LIFE,
                )
        except IntegrityError:
            continue
        return


def _record(actor: Actor, action: str, unit_id: int, detail: dict[str, object]) -> None:
    record_decision(actor, action=action, object_kind="unit", object_id=unit_id, detail=detail)
