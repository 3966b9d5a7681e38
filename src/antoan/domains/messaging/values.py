"""Closed sets and values of messages."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class Language(StrEnum):
    """The languages templates are written in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class Kind(StrEnum):
    """What a message is for. It decides its turn, its budget, and whether it waits for the morning."""

    CODE = "code"  # A one-time code: before all else, from a budget of its own.
    ANSWER = "answer"  # To an SMS somebody sent us just now.
    URGENT = "urgent"  # For somebody's safety: at any hour.
    NOTICE = "notice"  # Everything else: not at night.


PRIORITIES: Final = {Kind.CODE: 0, Kind.ANSWER: 1, Kind.URGENT: 2, Kind.NOTICE: 3}


class Lane(StrEnum):
    """Budgets. A flood of notices must never use up what sign-in codes need."""

    CODES = "codes"
    OTHERS = "others"


def lane_of(kind: Kind) -> Lane:
    """Return the budget that pays for a kind."""
    return Lane.CODES if kind is Kind.CODE else Lane.OTHERS


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENDING = "sending"  # Given to the gateway; whether it took it is not known yet.
    SENT = "sent"  # The gateway took it.
    DELIVERED = "delivered"  # The phone has it, says the network.
    UNDELIVERED = "undelivered"  # The network gave up.
    FAILED = "failed"  # The gateway refused it for good, or was away too long.
    UNCERTAIN = "uncertain"  # We fell while sending, and nobody can tell yet: not sent again meanwhile.
    EXPIRED = "expired"  # It would have come too late.
    MUTED = "muted"  # The number, or the person, asked us to stop.


UNSENT: Final = frozenset({MessageState.WAITING, MessageState.SENDING})
IN_DOUBT: Final = frozenset({MessageState.SENDING, MessageState.UNCERTAIN})
REACHED_GATEWAY: Final = frozenset(
    {MessageState.SENT, MessageState.DELIVERED, MessageState.UNDELIVERED, *IN_DOUBT}
)


class ReportKind(StrEnum):
    """What the network says of a message that left."""

    ACCEPTED = "accepted"  # The operator's centre has it.
    BUFFERED = "buffered"  # The phone is off; the centre keeps trying.
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    REFUSED = "refused"  # The operator's centre will never take it.


class Trace(StrEnum):
    """What can be found out about a message whose sender fell."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    SILENT = "silent"  # No sign of it. Had the gateway sent it on, its report would come in time.
    UNKNOWN = "unknown"  # Cannot be asked now.


class OutcomeKind(StrEnum):
    """What came of handing a message over."""

    TAKEN = "taken"
    AWAY = "away"  # Certainly not taken: try again later.
    REFUSED = "refused"  # Never to be tried again.
    SILENT = "silent"  # Handed over, and no answer came: nobody knows.


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of handing one message over, with the gateway's own name of it or its complaint."""

    kind: OutcomeKind
    reference: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sms:
    """One message on its way to a gateway. `ref` names it there: the same ref is the same message."""

    ref: UUID
    number: str  # +84…
    text: str
    kind: Kind = Kind.NOTICE
    expires_at: datetime | None = None
    hand_over_by: datetime | None = None  # A sender that was held up longer leaves it to the others.


@dataclass(frozen=True, slots=True)
class NewIncoming:
    """A message somebody sent us. The gateway's own name of it makes it once."""

    gateway: str
    reference: str
    number: str  # As the network wrote it.
    text: str
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IncomingView:
    """A message somebody sent us, for the domain that answers it."""

    id: int
    number: str  # +84…
    text: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as its person sees it. The text of a one-time code is not kept."""

    id: int
    template: str
    text: str
    state: MessageState
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as the operator sees it: never its text, of the number the last three digits."""

    id: int
    number: str
    template: str
    kind: Kind
    state: MessageState
    queued_at: datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class DaySpent:
    """What one lane sent on one day, and what that cost."""

    on: date
    lane: Lane
    messages: int
    parts: int
    cost: int  # In đồng.
    is_capped: bool


@dataclass(frozen=True, slots=True)
class QueueView:
    """How sending goes, for the operator. No person and no text is in it."""

    waiting: int
    oldest_due_at: datetime | None
    states: dict[MessageState, int]  # Of the last seven days.
    days: list[DaySpent]
    capped_campaigns: list[str]
    stopped_numbers: int
    stopped_people: int
    incoming_today: int
    troubled: list[ShownMessage] = field(default_factory=list)
