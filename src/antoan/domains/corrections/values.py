"""Closed sets and values of corrections and appeals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from antoan.domains.records.values import RecordKind


class Subject(StrEnum):
    """What somebody says is wrong."""

    VACCINATION = "vaccination"
    TEST = "test"
    RECOVERY = "recovery"
    INFECTION = "infection"
    ISOLATION = "isolation"
    IDENTITY = "identity"
    DECLARATION = "declaration"
    VISIT = "visit"


class Fault(StrEnum):
    """In which way it is wrong."""

    MISSING = "missing"
    WRONG = "wrong"
    NOT_MINE = "not_mine"  # It never happened, or to somebody else.


class TicketState(StrEnum):
    """How far a ticket has come."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    NEEDS_MORE = "needs_more"  # Waits for the person.
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDECIDED: Final = frozenset({TicketState.OPEN, TicketState.IN_REVIEW, TicketState.NEEDS_MORE})


class Opener(StrEnum):
    """For whom a ticket was opened by the one who did."""

    SELF = "self"
    GUARDIAN = "guardian"
    HELPER = "helper"


class StepKind(StrEnum):
    """What happened to a ticket."""

    OPENED = "opened"
    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    PROPOSED = "proposed"  # One of two people agreed.
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"


class AppealState(StrEnum):
    """How far an appeal has come."""

    OPEN = "open"
    UPHELD = "upheld"  # The verdict stays.
    CHANGED = "changed"  # A correction changed what the verdict stood on.


FAULTS_OF: Final[Mapping[Subject, tuple[Fault, ...]]] = {
    Subject.VACCINATION: (Fault.MISSING, Fault.WRONG, Fault.NOT_MINE),
    Subject.TEST: (Fault.MISSING, Fault.WRONG, Fault.NOT_MINE),
    Subject.RECOVERY: (Fault.MISSING, Fault.WRONG),
    Subject.INFECTION: (Fault.NOT_MINE,),
    Subject.ISOLATION: (Fault.WRONG, Fault.NOT_MINE),
    Subject.IDENTITY: (Fault.WRONG,),
    Subject.DECLARATION: (Fault.NOT_MINE,),
    Subject.VISIT: (Fault.NOT_MINE,),
}
# The health records that a subject is about; the others are kept elsewhere.
RECORDS_OF: Final[Mapping[Subject, RecordKind]] = {
    Subject.VACCINATION: RecordKind.VACCINATION,
    Subject.TEST: RecordKind.TEST_RESULT,
    Subject.RECOVERY: RecordKind.INFECTION,
    Subject.INFECTION: RecordKind.INFECTION,
    Subject.ISOLATION: RecordKind.ISOLATION_ORDER,
}
OWNER_KIND: Final = "corrections.ticket"  # Of evidence files.


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What somebody says is wrong. The sending page makes the id: sent twice is opened once.

    `record_id` names the record it is about ("" for one that is missing), `claim` what would be right.
    """

    id: UUID
    person_id: int
    subject: Subject
    fault: Fault
    record_id: str = ""
    claim: Mapping[str, Any] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a ticket as its person sees it. Staff are shown by office, not by name."""

    kind: StepKind
    at: datetime
    is_by_person: bool
    words: str


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as those see it who may."""

    id: UUID
    number: str
    person_id: int
    subject: Subject
    fault: Fault
    record_id: str
    claim: Mapping[str, Any]
    words: str
    opener: Opener
    authority: str
    ward_id: int | None
    state: TicketState
    opened_at: datetime
    reply_due_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    decided_at: datetime | None
    waits_for_second: bool
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAppeal:
    """Why somebody thinks a verdict is wrong. The sending page makes the id."""

    id: UUID
    person_id: int
    words: str


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal with the verdict it is against, as it was."""

    id: UUID
    number: str
    person_id: int
    ward_id: int | None
    verdict: Mapping[str, Any]
    words: str
    state: AppealState
    opened_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    answered_at: datetime | None
    answer: str
    correction_number: str
