"""The figures of an area and a day as a report keeps them: numbers and codes only, the words are chosen by who sets it."""

import hashlib
from typing import Any

import msgspec
from msgspec import Struct

from antoan.domains.statistics.looked import Compared, Picture
from antoan.domains.statistics.totals import Totals


class FrozenWard(Struct, frozen=True):
    """One ward beside the others."""

    name: str
    people: int
    places: int
    used: int
    totals: Totals


class Frozen(Struct, frozen=True):
    """All that a report tells. `day_before` is there to compare with."""

    totals: Totals
    day_before: Totals
    people: int
    kinds: tuple[tuple[str, int, int], ...]  # Code of the kind of places, came, left.
    colours: tuple[tuple[int, int], ...]
    times: tuple[tuple[str, int], ...]
    wards: tuple[FrozenWard, ...]

    @property
    def places(self) -> int:
        """Places of all wards."""
        return sum(ward.places for ward in self.wards)

    @property
    def used(self) -> int:
        """Places where anybody was scanned."""
        return sum(ward.used for ward in self.wards)

    @property
    def silent(self) -> tuple[str, ...]:
        """Wards that have places and no scan at all."""
        return tuple(ward.name for ward in self.wards if ward.places and not ward.used)


def frozen(seen: Picture, before: Totals, beside: Compared) -> Frozen:
    """Return what a report keeps of a picture of one day."""
    return Frozen(
        totals=seen.totals,
        day_before=before,
        people=seen.people,
        kinds=tuple((kind, count.came, count.left) for kind, count in seen.kinds),
        colours=tuple((number, count.came) for number, count in seen.colours),
        times=tuple((time, count.came) for time, count in seen.times),
        wards=tuple(
            FrozenWard(line.area.name, line.people, line.places, line.used, line.totals)
            for line in beside.lines
        ),
    )


def as_json(figures: Frozen) -> Any:
    """Return figures as the table holds them."""
    return msgspec.to_builtins(figures)


def from_json(kept: Any) -> Frozen:
    """Return what the table holds as figures."""
    return msgspec.convert(kept, type=Frozen)


def digest(figures: Frozen) -> str:
    """Return the hash that stands on the paper."""
    return hashlib.sha256(msgspec.json.encode(figures, order="sorted")).hexdigest()
