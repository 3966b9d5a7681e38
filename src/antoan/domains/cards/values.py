"""Closed sets and values of cards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from antoan.domains.printing.values import CardLayout


class Source(StrEnum):
    """Where the people of a batch come from."""

    WARD = "ward"  # Who lives there, chosen by age and by having no code.
    UNIT = "unit"  # A unit's staff list.
    FILE = "file"  # A list that a ward or a unit brings, in its order.


ROSTER: Final = "cards.roster"  # The kind of imports.


@dataclass(frozen=True, slots=True)
class RosterOwner:
    """Whose list a file is: a ward's or a unit's."""

    ward_id: int | None = None
    unit_id: int | None = None

    @property
    def text(self) -> str:
        """Return how imports name it."""
        return f"unit:{self.unit_id}" if self.unit_id is not None else f"ward:{self.ward_id}"

    @classmethod
    def of(cls, text: str) -> "RosterOwner":
        """Read what `text` wrote."""
        kind, _, number = text.partition(":")
        return cls(unit_id=int(number)) if kind == "unit" else cls(ward_id=int(number))


class BatchState(StrEnum):
    """How far a batch has come."""

    WAITING = "waiting"  # The worker looks next whom it is for.
    MAKING = "making"
    READY = "ready"
    STOPPED = "stopped"  # It cannot go on; somebody mends what is wrong and lets it go on.
    REVOKING = "revoking"
    REVOKED = "revoked"


WORKING: Final = frozenset({BatchState.WAITING, BatchState.MAKING, BatchState.REVOKING})


class Skipped(StrEnum):
    """Why somebody of a batch got no card."""

    UNFIT = "unfit"  # The name or number cannot be written into a code.
    TOO_MANY = "too_many"  # As many codes as anybody may have in a day.


class CardState(StrEnum):
    """What a card is worth."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Reached(StrEnum):
    """What came of going to somebody who has no code yet."""

    MET = "met"
    ABSENT = "absent"  # Nobody at home, nobody answers.
    UNWILLING = "unwilling"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who of a ward gets a card: everybody, or those of some ages, or only those without a code."""

    age_from: int | None = None
    age_until: int | None = None
    only_without_code: bool = False


@dataclass(frozen=True, slots=True)
class NewBatch:
    """What somebody orders. The sending page makes the id. A ward's or a unit's."""

    id: UUID
    layout: CardLayout
    ward_id: int | None = None
    unit_id: int | None = None
    chosen: Chosen = Chosen()
    roster_id: UUID | None = None  # The file that was brought; then whose it is follows from it.


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as those see it who may."""

    id: UUID
    source: Source
    ward_id: int | None
    unit_id: int | None
    roster_id: UUID | None
    title: str  # Of the ward or the unit.
    layout: CardLayout
    state: BatchState
    fault: str
    total: int
    made: int
    skipped: int
    left_out: int
    revoked: int
    ordered_at: datetime
    revoked_because: str

    @property
    def percent(self) -> int:
        """Return how much of the present step is done."""
        done = self.revoked if self.state is BatchState.REVOKING else self.made + self.skipped
        wanted = self.made if self.state is BatchState.REVOKING else self.total
        return min(100, 100 * done // wanted) if wanted else 0


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a batch that is printed as one document."""

    number: int  # From 0.
    first: int  # Numbers of cards in the order of the list, from 1.
    last: int
    printed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CardView:
    """One card of a person."""

    id: UUID
    person_id: int
    state: CardState
    layout: CardLayout
    made_at: datetime
    expires_on: date | None
    revoked_because: str
    is_of_batch: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What is printed on a card; the pages choose the words around it."""

    full_name: str
    masked_number: str
    birth_year: int | None
    text: str  # Of the QR.
    short_code: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class OutreachLine:
    """Somebody of a ward who has no code yet."""

    person_id: int
    full_name: str
    birth_year: int
    address: str
    phones: tuple[str, ...]
    reached: Reached | None
    reached_at: datetime | None
