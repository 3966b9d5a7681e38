"""What somebody looks at and what they see, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from antoan.domains.areas.values import AreaView
from antoan.domains.statistics.totals import Totals, per_100k, percent


@dataclass(frozen=True, slots=True)
class Looked:
    """An area somebody may look at. `wards` are those it holds in all eras; None is the whole city."""

    area: AreaView
    wards: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An area and a period, both days included, and perhaps one kind of places."""

    looked: Looked
    first: date
    last: date
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """How many came and left."""

    came: int
    left: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a page tells of an area and a period."""

    asked: Asked
    totals: Totals
    days: tuple[tuple[date, Totals], ...]
    times: tuple[
        tuple[str, Both], ...
    ]  # By half hour of the day, "07:30"; empty where they are kept no longer.
    kinds: tuple[tuple[str, Both], ...]
    colours: tuple[tuple[int, Both], ...]
    people: int  # Registered; 0 when nobody counted them yet.
    people_came: tuple[tuple[date, int], ...]  # Different people on sealed days.
    counted_until: datetime

    @property
    def cases_per_100k(self) -> float | None:
        """Cases for so many registered people."""
        return per_100k(self.totals.cases, self.people)

    @property
    def came_per_100k(self) -> float | None:
        """Check-ins for so many registered people."""
        return per_100k(self.totals.came, self.people)


@dataclass(frozen=True, slots=True)
class Line:
    """One ward, or one district of 2021, beside the others."""

    area: AreaView
    totals: Totals
    people: int
    places: int
    used: int  # Of them, where anybody was scanned on the last day.

    @property
    def unused(self) -> int:
        """Places where nobody was scanned."""
        return self.places - self.used

    @property
    def used_percent(self) -> float | None:
        """How many of a hundred places are used."""
        return percent(self.used, self.places)

    @property
    def came_per_100k(self) -> float | None:
        """Check-ins for so many registered people."""
        return per_100k(self.totals.came, self.people)

    @property
    def cases_per_100k(self) -> float | None:
        """Cases for so many registered people."""
        return per_100k(self.totals.cases, self.people)

    @property
    def tests_per_100k(self) -> float | None:
        """Tests for so many registered people."""
        return per_100k(self.totals.tests, self.people)


@dataclass(frozen=True, slots=True)
class Compared:
    """Areas beside each other. `day` is the one whose places were counted; None when none was."""

    lines: tuple[Line, ...]
    day: date | None

    @property
    def silent(self) -> int:
        """How many areas have places and no scan at all."""
        return sum(1 for line in self.lines if line.places and not line.used)


@dataclass(frozen=True, slots=True)
class UsedPlace:
    """A place and how many came on a day."""

    place_id: int
    name: str
    kind: str
    address: str
    came: int


@dataclass(frozen=True, slots=True)
class UnusedPlaces:
    """Places where nobody was scanned on a day. `next_after` continues the list; 0 at the end."""

    places: tuple[UsedPlace, ...]
    next_after: int


@dataclass(frozen=True, slots=True)
class HourOfSpot:
    """How many different people came to a spot within an hour, exactly."""

    spot_id: int
    hour: datetime
    people: int
