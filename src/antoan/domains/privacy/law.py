"""Deadlines, grounds of refusal, holds and what outlives an erasure: data/rights.json, with its marks. Pure."""

from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from antoan.domains.privacy.purposes import UNCONFIRMED_MARKS
from antoan.domains.privacy.values import RequestKind
from antoan.kit.words import Words


class Deadline(Struct, frozen=True, forbid_unknown_fields=True):
    """So many working days."""

    working_days: int
    mark: str
    source: str


class Refusal(Struct, frozen=True, forbid_unknown_fields=True):
    """A legal ground on which some kinds of requests may be refused."""

    key: str
    vi: str
    en: str
    basis: str
    mark: str
    kinds: tuple[RequestKind, ...]

    @property
    def words(self) -> Words:
        """Return the ground in words."""
        return Words(self.vi, self.en)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a text of ours names it."""
        return self.mark not in UNCONFIRMED_MARKS


class LegalHold(Struct, frozen=True, forbid_unknown_fields=True):
    """Why somebody cannot be erased yet."""

    vi: str
    en: str
    basis: str
    mark: str

    @property
    def words(self) -> Words:
        """Return the ground in words."""
        return Words(self.vi, self.en)


class Outliving(Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept after an erasure, and why."""

    table: str
    vi: str
    en: str
    basis: str
    mark: str


class _Days(Struct, frozen=True, forbid_unknown_fields=True):
    days: int
    mark: str
    source: str


class _Minutes(Struct, frozen=True, forbid_unknown_fields=True):
    minutes: int
    mark: str
    source: str


class _Law(Struct, frozen=True, forbid_unknown_fields=True):
    marks: dict[str, str]
    comment: str
    deadlines: dict[str, Deadline]
    cooling_off: _Days
    copy_kept: _Days
    unmasking: _Minutes
    refusals: tuple[Refusal, ...]
    holds: dict[str, LegalHold]
    kept_after_erasure: tuple[Outliving, ...]


def reply_working_days() -> int:
    """Return within how many working days somebody must have taken a request up."""
    return _law().deadlines["reply"].working_days


def deadline_for(kind: RequestKind) -> Deadline:
    """Return how long a kind of request may take."""
    return _law().deadlines[kind.value]


def cooling_off_days() -> int:
    """Return for how many days an erasure can be called off."""
    return _law().cooling_off.days


def copy_kept_days() -> int:
    """Return for how many days a copy can be fetched."""
    return _law().copy_kept.days


def unmasking_minutes() -> int:
    """Return for how long a name stays open."""
    return _law().unmasking.minutes


def refusals_for(kind: RequestKind) -> tuple[Refusal, ...]:
    """Return the grounds on which a kind of request may be refused."""
    return tuple(one for one in _law().refusals if kind in one.kinds)


def refusal(key: str) -> Refusal | None:
    """Return a ground by its key."""
    return next((one for one in _law().refusals if one.key == key), None)


def hold(key: str) -> LegalHold:
    """Return a hold by its key; KeyError for one that the document does not name."""
    return _law().holds[key]


def kept_after_erasure() -> tuple[Outliving, ...]:
    """Return what an erasure leaves, and why."""
    return _law().kept_after_erasure


@cache
def _law() -> _Law:
    file = resources.files(__package__) / "data" / "rights.json"
    return msgspec.json.decode(file.read_bytes(), type=_Law)
