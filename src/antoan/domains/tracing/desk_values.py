"""What the tracers' desk shows and takes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.rules.certainty import Certainty, certainty_of
from antoan.domains.tracing.values import ContactState, FollowUpState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What opens the tracing of an infection. The page makes the id: sent twice is opened once."""

    id: UUID
    infection_id: int
    reason: str
    onset_on: date | None = None  # None: the day of the confirmation.


@dataclass(frozen=True, slots=True)
class Untraced:
    """A confirmed infection nobody traces yet."""

    infection_id: int
    person_id: int
    label: str
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class CaseView:
    """A tracing case. The person is a label: initials and last name."""

    id: UUID
    number: str
    person_id: int
    label: str
    reason: str
    onset_on: date
    since: datetime
    until: datetime
    depth: int
    opened_at: datetime
    closed_at: datetime | None
    traced_at: datetime | None
    found: int
    is_cut: bool

    @property
    def is_open(self) -> bool:
        """Whether the work goes on."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class PlaceStay:
    """A stay of a case at a place."""

    spot_id: int
    place_id: int | None
    place_name: str
    spot_name: str
    kind: PlaceKind | None
    t_in: datetime
    t_eff: datetime
    end_is_estimated: bool
    seat: str = ""  # In a vehicle, where the person named it.


@dataclass(frozen=True, slots=True)
class CaseAtSpot:
    """When a case was at a spot, and what a tracer saw of the room; `ventilations` are the kinds to choose from."""

    stays: tuple[PlaceStay, ...]
    area_m2: float | None
    ventilation: str
    ventilations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact as the list shows it: masked."""

    person_id: int
    label: str
    level: int
    via: int
    via_label: str
    meetings: int
    seconds: int
    first_at: datetime
    last_at: datetime
    score: float
    low: float
    high: float
    estimated: float
    lacking: float
    averted: float
    household: int
    state: ContactState
    notified_at: datetime | None

    @property
    def certainty(self) -> Certainty:
        """How far the minutes are known."""
        return certainty_of(estimated=self.estimated, lacking=self.lacking)


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """Contacts in order of the infections a call averts."""

    contacts: tuple[ContactView, ...]
    by_level: dict[int, int]
    next_after: int | None  # Ask on with this position.


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting of a case, or of a contact, with a contact."""

    place_name: str
    spot_name: str
    kind: PlaceKind | None
    begins: datetime
    ends: datetime
    minutes: float  # Scored.
    end_is_estimated: bool


@dataclass(frozen=True, slots=True)
class UnmaskedPerson:
    """Who a contact is, for as long as the unmasking lasts."""

    person_id: int
    full_name: str
    birth: str
    phones: tuple[str, ...]
    address: str
    until: datetime


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """One day's question to a contact."""

    id: int
    case_number: str
    person_id: int
    label: str
    day: int
    days: int
    due_on: date
    is_test_due: bool
    state: FollowUpState


@dataclass(frozen=True, slots=True)
class Notified:
    """What came of telling contacts."""

    queued: int
    known_already: int
    without_phone: int


@dataclass(frozen=True, slots=True)
class ExportView:
    """A list that is to leave, or may."""

    id: UUID
    case_number: str
    purpose: str
    asked_at: datetime
    asked_by_account_id: int
    allowed_at: datetime | None
    contacts: int


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What a place is told: that a case was there, on a day, at a time of day."""

    id: UUID
    on: date
    sent_at: datetime
    seen_at: datetime | None
