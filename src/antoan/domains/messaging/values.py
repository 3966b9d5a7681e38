"""Closed sets and values of messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Language(StrEnum):
    """The languages templates are written in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENDING = "sending"  # Given to the gateway; whether it took it is not known yet.
    SENT = "sent"  # The gateway took it.
    FAILED = "failed"  # The gateway refused it for good, or too often.
    UNCERTAIN = "uncertain"  # We fell while sending, and the gateway cannot tell: never sent twice.
    EXPIRED = "expired"  # It would have come too late.
    MUTED = "muted"  # The number asked us to stop.


UNSENT = frozenset({MessageState.WAITING, MessageState.SENDING})


@dataclass(frozen=True, slots=True)
class Sms:
    """One message on its way to a gateway. `key` names it: the same key is the same message."""

    key: str
    number: str  # +84…
    text: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as its person sees it. The text of a one-time code is not kept."""

    id: int
    template: str
    text: str
    state: MessageState
    queued_at: datetime
    sent_at: datetime | None
