"""Closed sets and values of a person's rights over their data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID


class Ground(StrEnum):
    """Why data may be used."""

    CONSENT = "consent"
    LEGAL_DUTY = "legal_duty"
    URGENT_HEALTH = "urgent_health"


class ConsentAct(StrEnum):
    """What a person did."""

    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class ConsentState(StrEnum):
    """How a person stands to a purpose. Silence is not consent: only AGREED lets anything happen."""

    SILENT = "silent"  # Never said anything.
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"  # Agreed to an older version; is asked again.


class ConsentChannel(StrEnum):
    """How it was said."""

    WEB = "web"
    PAPER = "paper"  # Typed in by an office from a signed paper.


class RequestKind(StrEnum):
    """What a person asks for."""

    VIEW = "view"
    COPY = "copy"
    RESTRICT = "restrict"
    OBJECT = "object"
    DELETE = "delete"
    LOOK = "look"  # Somebody looked at my data who should not have.


class RequestState(StrEnum):
    """How far a request has come."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    APPROVED = "approved"  # An erasure that waits for its day, or for the end of a hold.
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDECIDED: Final = frozenset({RequestState.OPEN, RequestState.IN_REVIEW})
UNFINISHED: Final = UNDECIDED | {RequestState.APPROVED}


class StepKind(StrEnum):
    """What happened to a request."""

    OPENED = "opened"
    TAKEN = "taken"
    APPROVED = "approved"
    HELD = "held"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"


class LimitKind(StrEnum):
    """Why a purpose rests for a person."""

    RESTRICT = "restrict"
    OBJECT = "object"


class CopyState(StrEnum):
    """How far a copy has come."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What a person says about one purpose, in the version they read. The sending page makes the id."""

    id: UUID
    person_id: int
    purpose: str
    version: str
    act: ConsentAct
    language: str


@dataclass(frozen=True, slots=True)
class ConsentView:
    """How a person stands to one purpose, and since when."""

    purpose: str
    state: ConsentState
    version: str  # Of what was agreed to or withdrawn; "" for silence.
    at: datetime | None
    limited_by: LimitKind | None


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One thing a person said, as the record shows it."""

    id: UUID
    purpose: str
    version: str
    act: ConsentAct
    at: datetime
    channel: ConsentChannel
    by_self: bool
    language: str
    text_digest: str


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a person asks. The sending page makes the id: sent twice is asked once.

    `purpose` names what to restrict or object to, `look` the entry of the trail that was not right.
    """

    id: UUID
    person_id: int
    kind: RequestKind
    purpose: str = ""
    words: str = ""
    look: int | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a request as its person sees it. Staff are shown by office, not by name."""

    kind: StepKind
    at: datetime
    is_by_person: bool
    words: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as those see it who may."""

    id: UUID
    number: str
    person_id: int
    kind: RequestKind
    purpose: str
    look: int | None
    words: str
    state: RequestState
    opened_at: datetime
    reply_due_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    closed_at: datetime | None
    refusal: str  # Key of the legal ground.
    answer: str
    erases_at: datetime | None  # Not before; until then an erasure can be called off.
    held_by: tuple[str, ...]
    by_staff: bool = False  # Typed by staff with the person: the signed paper lies in their office.
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy as its person sees it."""

    number: str
    person_id: int
    state: CopyState
    asked_at: datetime
    made_at: datetime | None
    expires_at: datetime | None
    byte_count: int
    digest: str
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Held:
    """Why somebody cannot be erased yet; `until` is the last day when it is known."""

    key: str  # Of rights.json.
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate of an erasure, which holds no value of the person."""

    number: str
    issued_at: datetime
    document: Mapping[str, Any]
    signed: str
