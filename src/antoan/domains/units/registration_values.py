"""Registrations of units, and invitations to work for one, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from antoan.domains.places.values import PlaceKind
from antoan.foundation.accounts.scopes import ScopeKind


class Body(StrEnum):
    """Who decides about a registration."""

    ZONE = "zone"
    WARD = "ward"
    DISTRICT = "district"


class RegistrationState(StrEnum):
    """How far a registration has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A dated line of data/bodies.json."""

    body: Body
    in_zone: bool
    begins_on: date
    ends_on: date | None  # First day on which it no longer holds.
    vi: str
    en: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistration:
    """What a unit writes when it registers (domain.md §1.4, §7)."""

    id: UUID  # Made by the sending page: sent twice is registered once.
    name: str
    kind: PlaceKind
    ward_id: int
    address: str
    representative: str
    tax_number: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationStateView:
    """What whoever holds the reference number is told: nothing of whose it is."""

    number: str
    state: RegistrationState
    body: Body
    submitted_at: datetime
    due_at: datetime
    is_late: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationLine:
    """A registration in a body's list."""

    number: str
    name: str
    kind: PlaceKind
    ward_name: str
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Resembling:
    """A unit that may be the one that registers, as whoever may see that unit reads it."""

    unit_id: int
    name: str
    address: str
    same_tax_number: bool
    same_name_and_address: bool


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """A registration as whoever decides it sees it."""

    number: str
    state: RegistrationState
    body: Body
    name: str
    kind: PlaceKind
    zone_name: str
    tax_number: str
    ward_name: str
    address: str
    representative: str
    phone: str
    submitted_at: datetime
    due_at: datetime
    is_late: bool
    reason: str
    unit_id: int | None
    resembling: tuple[Resembling, ...]
    others_elsewhere: int  # Resembling units that this actor may not see.


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What somebody invited reads before answering."""

    unit_name: str
    place_name: str
    role: str
    name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody who works for the unit with an account, or who was invited."""

    grant_id: int | None
    invitation_id: int | None
    name: str
    login: str
    role: str
    scope_kind: ScopeKind
    place_id: int | None
    expires_at: datetime | None
    is_oneself: bool
