"""Tells a unit how things are where its places lie: what everybody may see on the map, brought to its desk (features row 105)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from antoan.domains.places.values import PlaceView
from antoan.domains.statistics.queries import counted_days, risk_map
from antoan.domains.statistics.values import RiskLevel, WardRisk
from antoan.entrypoints.web.shared.risk_words import ADVICE, ORDER, WORDS

WARDS_MAX: Final = 10  # The gravest; the map shows all.


@dataclass(frozen=True, slots=True)
class WardLine:
    """A ward in words."""

    name: str
    code: str
    level: str
    cases: int | None
    advice: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The wards of a unit's places, the gravest first; a count under the bound is not told."""

    day: date
    window_days: int
    shown_min: int
    wards: tuple[WardLine, ...]


def situation_of(places: Iterable[PlaceView]) -> Situation | None:
    """Return how things are in the wards of these places; None before anything was counted there."""
    days = counted_days()
    if not days:
        return None
    ward_ids = {place.ward_id for place in places}
    found = risk_map(days[0])
    known = (one for one in found.wards if one.ward.id in ward_ids and one.level is not RiskLevel.UNKNOWN)
    wards = sorted(known, key=_gravest_first)
    if not wards:
        return None
    return Situation(days[0], found.window_days, found.shown_min, tuple(map(_line, wards[:WARDS_MAX])))


def _gravest_first(one: WardRisk) -> tuple[int, int, str]:
    return ORDER.index(one.level), -(one.per_100k or 0), one.ward.name


def _line(one: WardRisk) -> WardLine:
    return WardLine(one.ward.name, one.ward.code, str(WORDS[one.level]), one.cases, str(ADVICE[one.level]))
