"""Closed sets and values of vaccination campaigns."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from antoan.domains.records.values import Doubt, Lot


class Reaction(StrEnum):
    """How somebody was after the dose."""

    NONE = "none"  # Watched for thirty minutes, nothing seen.
    MILD = "mild"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    """What is asked to open a campaign. The id is made by the sender."""

    id: UUID
    unit_id: int
    name: str
    product: str  # What people call the vaccine.
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What is asked to plan a session of a campaign."""

    id: UUID
    campaign_id: UUID
    site: str
    address: str
    held_on: date
    opens: time
    closes: time
    capacity: int
    teams: int = 1


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign and how far it has come."""

    id: UUID
    unit_id: int
    name: str
    product: str
    starts_on: date
    ends_on: date
    targets: int = 0
    invited: int = 0
    given: int = 0


@dataclass(frozen=True, slots=True)
class LotView:
    """A lot at a session: how many doses were brought and given."""

    lot: Lot
    vials: int
    doses: int
    given: int


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as those see it who work there."""

    id: UUID
    campaign_id: UUID
    unit_id: int
    product: str
    site: str
    address: str
    held_on: date
    opens: time
    closes: time
    capacity: int
    teams: int
    closed_at: datetime | None
    invited: int = 0
    here: int = 0
    given: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who has just come: their number in the row, and why they should not be vaccinated today."""

    person_id: int
    label: str
    birth_year: int
    number: int
    dose_number: int
    is_invited: bool
    concerns: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """One dose as it is entered: a code and a lot, both scanned. Sent twice is one."""

    id: UUID
    session_id: UUID
    code: str
    lot: str
    # Somebody looked at the person and at the concern, and gave the dose all the same.
    is_given_anyway: bool = False


@dataclass(frozen=True, slots=True)
class EntryView:
    """A dose given at a session."""

    id: UUID
    session_id: UUID
    person_id: int
    label: str
    birth_year: int
    record_id: int
    dose_number: int
    lot: str
    entered_at: datetime
    undone_at: datetime | None
    may_undo_until: datetime
    doubts: tuple[Doubt, ...]
    reaction: Reaction | None
    words: str
