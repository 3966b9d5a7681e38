"""How long each kind of data is kept: data/retention.json, with its marks. Pure."""

from datetime import date, timedelta
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from antoan.kit.words import Words


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of data and for how many whole city days it is kept; None is told why in words."""

    key: str
    purpose: str
    days: int | None
    vi: str
    en: str
    mark: str
    source: str
    from_: Words | None = msgspec.field(name="from", default=None)
    why: Words | None = None

    @property
    def words(self) -> Words:
        """Return what it is about."""
        return Words(self.vi, self.en)


class _Document(Struct, frozen=True, forbid_unknown_fields=True):
    marks: dict[str, str]
    comment: str
    periods: tuple[Period, ...]


def periods() -> tuple[Period, ...]:
    """Return all periods."""
    return _document().periods


def period(key: str) -> Period:
    """Return one period; KeyError for one that the document does not name."""
    return {one.key: one for one in periods()}[key]


def first_day_kept(days: int, today: date) -> date:
    """Return the oldest day that stays: what is `days` old stays, what is one day older goes."""
    return today - timedelta(days=days)


@cache
def _document() -> _Document:
    file = resources.files(__package__) / "data" / "retention.json"
    document = msgspec.json.decode(file.read_bytes(), type=_Document)
    for one in document.periods:
        assert (one.from_ if one.days is not None else one.why) is not None, one.key
    return document
