"""Closed sets of visits: as stored, as asked for, as shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class EntrySource(IntEnum):
    """How the entry became known."""

    SCAN = 0
    QUEUED = 1  # scanned without network, sent later
    IMPLIED = 2  # only the way out was scanned; the entry is assumed at the same moment


class Direction(StrEnum):
    """Which way a scan goes; `auto` leaves it to the gate and to the person's last scan."""

    IN = "in"
    OUT = "out"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit as a list shows it."""

    person_id: int
    person_label: str  # "N.V. An": a gate's list never holds the whole name.
    place_id: int
    place_name: str
    spot_name: str
    gate_name: str
    t_in: datetime
    t_out: datetime | None
    t_eff: datetime
    end_is_estimated: bool
    colour: str
    source: EntrySource

    def is_inside(self, now: datetime) -> bool:
        """Whether the stay is going on."""
        return self.t_in <= now < self.t_eff


@dataclass(frozen=True, slots=True)
class Inside:
    """How many people are at a place, by spot."""

    place_id: int
    at: datetime
    people: int
    capacity: int | None
    by_spot: tuple[tuple[str, int], ...]
