"""When a level is reached: data/risk-levels.json, dated, with its marks. Pure."""

from datetime import date
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from antoan.domains.statistics.values import RiskLevel


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A level and what it takes at least: a rate and a number of cases, both."""

    level: RiskLevel
    per_100k_min: int
    cases_min: int


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """The levels in force from a day on, the lowest first."""

    key: str
    from_: date = msgspec.field(name="from")
    window_days: int
    shown_min: int
    mark: str
    source: str
    levels: tuple[Step, ...]


class _Document(Struct, frozen=True, forbid_unknown_fields=True):
    marks: dict[str, str]
    comment: str
    documents: tuple[Thresholds, ...]


def thresholds_on(day: date) -> Thresholds:
    """Return what ruled on a day; before the first document, that one."""
    known = _documents()
    ruling = [one for one in known if one.from_ <= day] or [known[0]]
    return ruling[-1]


@cache
def _documents() -> tuple[Thresholds, ...]:
    file = resources.files(__package__) / "data" / "risk-levels.json"
    found = msgspec.json.decode(file.read_bytes(), type=_Document).documents
    return tuple(sorted(found, key=lambda one: one.from_))
