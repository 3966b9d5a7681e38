"""Closed sets and values of the text line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Keyword(StrEnum):
    """What a message may ask for."""

    REGISTER = "dk"
    CODE = "ma"
    COLOUR = "mau"
    DECLARE = "kb"
    ENTER = "vao"
    LEAVE = "ra"
    CONFIRM = "xn"
    ANNUL = "sai"
    CORRECTION = "sua"
    STOP = "dung"
    START = "tiep"
    HELP = "tg"
    ENGLISH = "en"
    VIETNAMESE = "vn"
    UNKNOWN = "?"


class Note(StrEnum):
    """What an incoming message is kept as, beside the keywords, so that what follows can be bounded."""

    UNVERIFIED = "unverified"
    WRONG_CODE = "wrong-code"
    OVER = "over"  # Too many from this number: not answered.


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as it was understood. `rest` is what follows the keyword, as it was written."""

    keyword: Keyword
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message back, by the name of its template."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)
    person_id: int | None = None
    note: Note | None = None  # Kept instead of the keyword.
    english: Mapping[str, str] = field(default_factory=dict)  # Values that differ in English.


class ApplicationState(StrEnum):
    """How far somebody who registered by SMS has come."""

    OPEN = "open"
    COMPLETED = "completed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """Somebody who registered by SMS and waits for the ward."""

    id: int
    number: str  # To be called: +84…
    words: str  # As they were sent.
    ward_id: int | None
    received_at: datetime
