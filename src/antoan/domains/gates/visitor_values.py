"""A tracer's request for the visitors of a day, and the list, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from antoan.domains.gates.values import VisitorKind


@dataclass(frozen=True, slots=True)
class VisitorRequestView:
    """A tracer's request, for the tracer who asked."""

    id: UUID
    case_number: str
    place_id: int
    place_name: str
    on: date
    reason: str
    asked_at: datetime
    due_at: datetime
    confirmed_at: datetime | None
    unscanned: int | None

    def is_readable(self, now: datetime) -> bool:
        """Whether the list may be opened now."""
        return self.confirmed_at is not None and now < self.due_at

    def is_over(self, now: datetime) -> bool:
        """Whether its time is up."""
        return now >= self.due_at


@dataclass(frozen=True, slots=True)
class AskedOfPlace:
    """The same for the unit that is asked: a day and a time limit, never which case or why."""

    id: UUID
    on: date
    asked_at: datetime
    due_at: datetime
    confirmed_at: datetime | None
    unscanned: int | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class ListedVisitor:
    """Somebody on the list of a day, with what a gate noted of their coming."""

    full_name: str
    phones: tuple[str, ...]
    spot_name: str
    t_in: datetime
    t_out: datetime | None
    kind: VisitorKind | None
    purpose: str
    host: str


@dataclass(frozen=True, slots=True)
class VisitorList:
    """Who was at a place on a day; `is_cut` when more came than a list holds."""

    request: VisitorRequestView
    visitors: tuple[ListedVisitor, ...]
    is_cut: bool
