"""Zones: those somebody leads, who joined them, and which zones a unit has joined."""

from datetime import datetime
from typing import Final

from antoan.domains.places.values import PlaceKind
from antoan.domains.units.models import ZoneMember
from antoan.domains.units.permissions import CHANGE, LEAD_ZONE
from antoan.domains.units.queries.units import reached_by, unit_in, view_of
from antoan.domains.units.values import UnitView
from antoan.domains.units.zone_values import ZoneInvitation, ZoneOfUnit, ZoneUnit
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import spoken

# Whose kind alone makes them a zone; any other unit becomes one by inviting somebody.
ZONE_KINDS: Final = (PlaceKind.INDUSTRIAL_ZONE, PlaceKind.MARKET, PlaceKind.MALL)
PAGE_MEMBERS: Final = 50
ZONES_MAX: Final = 200
INVITATIONS_MAX: Final = 200


def zones_led_by(actor: Actor) -> list[UnitView]:
    """Return the zones an actor leads by name: of the units given to them every one, of an area only what is a zone."""
    given = [
        grant.scope_id
        for grant in actor.grants_of(LEAD_ZONE)
        if grant.scope_kind is ScopeKind.UNIT and grant.scope_id is not None
    ]
    rows = reached_by(actor, LEAD_ZONE).filter(closed_at__isnull=True)
    zones = rows.filter(pk__in=given) | rows.filter(kind__in=ZONE_KINDS)
    return [view_of(row) for row in zones.order_by("name", "pk")[:ZONES_MAX]]


def zone_led_by(actor: Actor, zone_id: int) -> UnitView:
    """Return a zone the actor leads; UnitNotFound, Forbidden."""
    return view_of(unit_in(actor, zone_id, LEAD_ZONE))


def zone_members(actor: Actor, zone_id: int, *, after_id: int = 0) -> list[ZoneUnit]:
    """Return a page of the open units that joined a zone, in the order of the invitations; ask on with the last id."""
    zone = unit_in(actor, zone_id, LEAD_ZONE)
    rows = ZoneMember.objects.filter(
        zone=zone, ended_at=None, unit__isnull=False, unit__closed_at=None, pk__gt=after_id
    ).select_related("unit")
    return [
        ZoneUnit(row.pk, view_of(row.unit), row.label, row.joined_at)
        for row in rows.order_by("pk")[:PAGE_MEMBERS]
        if row.unit is not None and row.joined_at is not None
    ]


def zone_invitations(actor: Actor, zone_id: int, at: datetime) -> list[ZoneInvitation]:
    """Return the invitations that can still be taken up, by name."""
    zone = unit_in(actor, zone_id, LEAD_ZONE)
    rows = ZoneMember.objects.filter(zone=zone, ended_at=None, joined_at=None, expires_at__gt=at)
    return [
        ZoneInvitation(row.pk, row.label, row.code, row.expires_at)
        for row in rows.order_by("label", "pk")[:INVITATIONS_MAX]
    ]


def zones_of_unit(actor: Actor, unit_id: int) -> list[ZoneOfUnit]:
    """Return the zones a unit has joined; nothing for who may not change the unit."""
    unit = unit_in(actor, unit_id, CHANGE)
    rows = ZoneMember.objects.filter(unit=unit, ended_at=None).select_related("zone").order_by("joined_at")
    return [ZoneOfUnit(row.pk, row.zone.name, row.joined_at) for row in rows[:ZONES_MAX]]


def invitation_with(code: str, at: datetime, *, lock: bool = False) -> ZoneMember | None:
    """Return the open invitation with a code, for services and for the page that asks before joining."""
    number = spoken.read(code)
    if number is None:
        return None
    rows = ZoneMember.objects.select_related("zone")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(
        code=number, ended_at=None, joined_at=None, expires_at__gt=at, zone__closed_at=None
    ).first()


def zone_behind(code: str, at: datetime) -> str | None:
    """Return the name of the zone a code invites into; None when there is no such invitation."""
    row = invitation_with(code, at)
    return None if row is None else row.zone.name
