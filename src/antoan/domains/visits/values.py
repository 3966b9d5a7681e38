"""Closed sets of visits: as stored, as asked for, as shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID


class EntrySource(IntEnum):
    """How the entry became known."""

    SCAN = 0
    QUEUED = 1  # scanned without network, sent later
    IMPLIED = 2  # only the way out is known; the entry is assumed at the same moment
    SELF = 3  # the person said so at the place's code
    SELF_QUEUED = 4  # the same, kept by the phone until it had a network

    @property
    def is_own(self) -> bool:
        """Whether the person said so, and no gate saw it."""
        return self in (EntrySource.SELF, EntrySource.SELF_QUEUED)


class ExitSource(IntEnum):
    """How the check-out became known, where no gate scanned it (then nothing is stored)."""

    SELF = 1  # the person said so on leaving
    TOLD = 2  # the person said later when they had left


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
    gate_name: str  # "" when no gate was passed.
    t_in: datetime
    t_out: datetime | None
    t_eff: datetime
    end_is_estimated: bool
    colour: str
    source: EntrySource
    exit_source: ExitSource | None
    scan_id: UUID  # By it a person names one of their own visits.

    def is_inside(self, now: datetime) -> bool:
        """Whether the stay is going on."""
        return self.t_in <= now < self.t_eff

    @property
    def is_own(self) -> bool:
        """Whether the person checked in by themselves."""
        return self.source.is_own

    @property
    def is_told_later(self) -> bool:
        """Whether the person said only later when they had left."""
        return self.exit_source is ExitSource.TOLD


@dataclass(frozen=True, slots=True)
class Inside:
    """How many people are at a place, by spot."""

    place_id: int
    at: datetime
    people: int
    capacity: int | None
    by_spot: tuple[tuple[str, int], ...]
