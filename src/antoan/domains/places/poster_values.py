"""Reports of false posters as values: what was seen, how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

OWNER_KIND: Final = "places.poster"  # Of the photos.


class Finding(StrEnum):
    """What our keys say of the code on a reported poster."""

    FOREIGN = "foreign"  # It leads to somebody else's address.
    FORGED = "forged"  # It leads to our address, with a signature that is not ours.
    RETIRED = "retired"  # Ours, but replaced: somebody forgot to take it down.
    GENUINE = "genuine"  # Ours and in force: perhaps it hangs at the wrong door.
    UNREAD = "unread"  # Only described.


class ReportState(StrEnum):
    """How far a report has come."""

    OPEN = "open"
    TAKEN = "taken"  # Somebody goes to look.
    REMOVED = "removed"  # The poster is down.
    HARMLESS = "harmless"  # It hangs there rightly.
    NOT_FOUND = "not_found"  # No such poster was there.


UNDECIDED: Final = frozenset({ReportState.OPEN, ReportState.TAKEN})
OUTCOMES: Final = (ReportState.REMOVED, ReportState.HARMLESS, ReportState.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scanned text turned out to be. Of a foreign text only the host is kept."""

    finding: Finding
    host: str = ""
    serial: str = ""
    place_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosterReport:
    """What somebody reports. The page makes the id: sent twice is reported once."""

    id: UUID
    code: str  # The scanned text, or "" when the poster is only described.
    ward_id: int
    words: str  # Where it hangs, and what is odd about it.
    photos: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class PosterReportView:
    """A report as a desk and its sender see it; who sent it is shown to nobody."""

    id: int
    finding: Finding
    host: str
    serial: str
    place_id: int | None
    place_name: str
    ward_id: int
    ward_name: str
    words: str
    state: ReportState
    reported_at: datetime
    due_at: datetime
    decided_at: datetime | None

    @property
    def is_undecided(self) -> bool:
        """Whether somebody still has to look."""
        return self.state in UNDECIDED

    def is_late(self, now: datetime) -> bool:
        """Whether the office has let the deadline pass."""
        return self.is_undecided and now >= self.due_at
