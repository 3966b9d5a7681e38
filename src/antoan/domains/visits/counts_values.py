"""Counts of visits and the live board, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antoan.domains.visits.values import VisitView


class By(StrEnum):
    """What counts are told apart by."""

    DAY = "day"
    HALF_HOUR = "half_hour"
    SPOT = "spot_id"
    GATE = "gate_id"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many came in and went out; `key` is a day, a half hour, or the number of a spot, gate or colour."""

    key: object
    came: int
    left: int

    @property
    def number(self) -> int:
        """The key, where it is the number of a spot, a gate or a colour."""
        assert isinstance(self.key, int)
        return self.key


@dataclass(frozen=True, slots=True)
class DetailedCount:
    """How many of one colour came or went at a spot by a gate in half an hour."""

    half_hour: datetime
    spot_id: int
    gate_id: int
    direction: int  # 0 in, 1 out.
    colour: int
    people: int


@dataclass(frozen=True, slots=True)
class SpotBoard:
    """Who is at one spot now, in numbers."""

    spot_id: int
    name: str
    people: int
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """Who is at a place now, in numbers: by spot, and by the colour shown when they came."""

    place_id: int
    name: str
    at: datetime
    people: int
    capacity: int | None
    spots: tuple[SpotBoard, ...]
    colours: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who is inside now, to be called by name; `is_cut` when there are more than the list holds."""

    visits: tuple[VisitView, ...]
    is_cut: bool
