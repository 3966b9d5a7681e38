"""Closed sets and values of isolation."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from antoan.domains.records.values import IsolationKind


class Standing(StrEnum):
    """How well somebody is protected on a day, as the rules of isolation ask."""

    FULL = "full"  # A whole course or a recovery, not too long ago.
    PARTIAL = "partial"
    NONE = "none"


class Where(StrEnum):
    """Where somebody stays apart."""

    HOME = "home"
    SITE = "site"


class Ground(StrEnum):
    """What an order rests on. What the system has no record of needs two people (lesson L13)."""

    INFECTION = "infection"
    TRACING = "tracing"
    MANUAL = "manual"


class OrderState(StrEnum):
    """How far an order is."""

    PROPOSED = "proposed"  # Waits for a second person; colours nobody.
    REFUSED = "refused"
    GIVEN = "given"
    ENDED = "ended"


class Evidence(StrEnum):
    """What a manual red is shown by."""

    TRACING = "tracing"  # A tracing case of the system, by its number.
    DOCUMENT = "document"
    INTERVIEW = "interview"


class SiteKind(StrEnum):
    """What kind of house it is."""

    SITE = "site"  # khu cách ly tập trung
    HOTEL = "hotel"


class Leaving(StrEnum):
    """Why somebody left a site."""

    ENDED = "ended"
    MOVED = "moved"
    HOSPITAL = "hospital"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rules of a day ask of somebody. Day 0 is `anchor_on`; `ends_on` is the last day apart."""

    kind: IsolationKind
    standing: Standing
    rule: str
    basis: str
    is_unconfirmed: bool
    where: Where
    anchor_on: date
    ends_on: date | None  # None: no isolation, only self-watching.
    longer_until: date | None  # Where the test on the last day is still positive.
    test_days: tuple[date, ...]
    watch_until: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order would be, and what it would rest on."""

    person_id: int
    ground: Ground
    reference: str  # Number of the tracing case, or of the infection.
    plan: Plan


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order somebody gives or proposes; the page makes the id. The last four are for manual ones."""

    id: UUID
    person_id: int
    kind: IsolationKind
    anchor_on: date | None = None
    reason: str = ""
    evidence: Evidence | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as those see it who may."""

    id: UUID
    number: str
    person_id: int
    label: str
    record_id: int | None
    ward_name: str
    kind: IsolationKind
    state: OrderState
    ground: Ground
    reason: str
    evidence: str
    reference: str
    where: Where
    standing: Standing
    rule: str
    basis: str
    starts_on: date
    ends_on: date
    test_days: tuple[date, ...]
    watch_until: date | None
    opened_at: datetime
    opened_by: int | None
    decided_at: datetime | None
    ended_at: datetime | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class ManualCount:
    """How many manual reds there were in a month for a reason; names nobody."""

    month: date
    reason: str
    proposed: int
    given: int
    refused: int
    without_evidence: int  # Given, and shown by nothing that the system holds.


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to be registered."""

    ward_id: int
    name: str
    kind: SiteKind
    address: str
    phone: str
    beds: int
    camera_url: str = ""  # https only


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site with how full it is."""

    id: int
    ward_id: int
    ward_name: str
    name: str
    kind: SiteKind
    address: str
    phone: str
    camera_url: str
    beds: int
    inside: int
    is_open: bool

    @property
    def free(self) -> int:
        """Return how many beds are free."""
        return max(self.beds - self.inside, 0)


@dataclass(frozen=True, slots=True)
class StayView:
    """Somebody at a site."""

    id: int
    person_id: int
    label: str
    order_number: str
    bed: str
    came_at: datetime
    left_at: datetime | None
    ends_on: date
