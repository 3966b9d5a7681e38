"""What a device tells when it asks, and what it expects to find in its pack."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DeviceTold:
    """What a device says of itself."""

    public_key: bytes
    page_version: int = 0
    queue_rows: int = 0
    pack_sequence: int = 0  # Of the pack it holds; 0: none.
    status_sequence: int = 0  # Of the status list it holds.
    has_wiped: bool = False  # It emptied its stores since it was asked to.


@dataclass(frozen=True, slots=True)
class Expected:
    """One person of a roster: what a gate may see of them, and their verdict as far as it holds. No fact of health."""

    qid: str
    short_code: str
    label: str
    birth_year: int
    gender: str
    rule: int
    until: datetime | None
