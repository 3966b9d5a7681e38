"""Zones as values: an industrial zone, a market, a tower of offices, and the units that joined it."""

from dataclasses import dataclass
from datetime import datetime

from antoan.domains.units.values import UnitView


@dataclass(frozen=True, slots=True)
class ZoneInvitation:
    """An invitation nobody has taken up yet, for the board that handed it out."""

    id: int
    label: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ZoneUnit:
    """A unit that joined a zone."""

    member_id: int
    unit: UnitView
    label: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class ZoneOfUnit:
    """A zone a unit has joined, or may join, for that unit."""

    member_id: int
    zone_name: str
    joined_at: datetime | None
