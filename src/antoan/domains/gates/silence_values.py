"""Places where nobody is scanned any more, as values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SilenceOutcome(StrEnum):
    """What a ward found at a place where nobody is scanned."""

    CALLED = "called"  # They will scan again.
    HELPED = "helped"  # Somebody went there and showed how.
    RESTING = "resting"  # Closed for now.
    GONE = "gone"  # Nothing is there any more.


@dataclass(frozen=True, slots=True)
class SilenceView:
    """A place without a scan, for its unit and its ward."""

    id: int
    place_id: int
    place_name: str
    unit_name: str
    address: str
    ward_name: str
    last_scan_on: date | None
    found_on: date
    ward_asks_on: date
