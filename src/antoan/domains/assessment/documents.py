"""Criteria sets as documents: what they hold, and what must be true of each. Pure."""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from antoan.domains.assessment.errors import SetUnreadable
from antoan.domains.assessment.limits import ITEMS_MAX
from antoan.domains.assessment.values import Form, Level
from antoan.domains.places.values import PlaceKind
from antoan.kit.words import Words

# With the id of an assessment it names the owner of photos: 40 letters together.
_KEY: Final = re.compile(r"[a-z0-9-]{1,7}")
_Mark = Annotated[str, Meta(pattern="^[VNMI]$")]
_Percent = Annotated[int, Meta(ge=0, le=100)]


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a component's scale."""

    key: str
    title: Words
    points: Annotated[int, Meta(ge=0, le=1000)]


class Range(Struct, frozen=True, forbid_unknown_fields=True):
    """Points that are stated, because the scale behind them was not read."""

    low: Annotated[int, Meta(ge=0)]
    high: Annotated[int, Meta(le=1000)]


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One criterion, or one component of an index."""

    key: str
    title: Words
    mark: _Mark
    source: str
    help: Words | None = None
    weight: Annotated[int, Meta(ge=1, le=100)] = 1
    knock_out: bool = False
    skip_if: Words | None = None  # When it may be answered "not applicable"; null: never.
    fixed: bool = False  # No plan mends it: how many work there.
    options: tuple[Option, ...] = ()
    points: Range | None = None


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Items under one heading."""

    key: str
    title: Words
    items: Annotated[tuple[Item, ...], Meta(min_length=1)]


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of percent with its words; it begins where the one before ends."""

    key: str
    up_to: _Percent
    up_to_belongs: bool  # Whether the edge itself is in the band.
    words: Words
    decision: Words
    level: Level
    mark: _Mark


class KnockOut(Struct, frozen=True, forbid_unknown_fields=True):
    """What one item alone does to the result: a criterion marked as such and not met, or points from a bound on."""

    words: Words
    decision: Words
    level: Level
    mark: _Mark
    points_at_least: int | None = None
    in_bands: tuple[str, ...] = ()  # Empty: in every band.


class CriteriaSet(Struct, frozen=True, forbid_unknown_fields=True):
    """One set in one version."""

    id: Annotated[str, Meta(pattern="^[a-z0-9-]{3,30}$")]
    version: Annotated[int, Meta(ge=1)]
    title: Words
    short: Words
    basis: Words
    mark: _Mark
    source: str
    valid_from: date
    valid_until: date | None  # The first day on which it no longer holds.
    valid_mark: _Mark
    kinds: tuple[PlaceKind, ...]  # Empty: every kind of place.
    kinds_mark: _Mark
    form: Form
    reassess_days: Annotated[int, Meta(ge=1, le=366)]
    reassess_mark: _Mark
    groups: Annotated[tuple[Group, ...], Meta(min_length=1)]
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)]
    left_out: tuple[Words, ...]  # What of the decision was not read, and is therefore not here.
    out_of: int | None = None  # The divisor a formula names; null: the sum of the items' weights.
    formula: str = ""
    knock_out: KnockOut | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, key: str) -> Item | None:
        """Return an item."""
        return next((item for item in self.items if item.key == key), None)

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def is_for(self, kind: PlaceKind) -> bool:
        """Tell whether places of a kind are assessed by it."""
        return not self.kinds or kind in self.kinds

    @property
    def is_unconfirmed(self) -> bool:
        """Whether anything in it stands on memory or inference, or was left out because it was not read."""
        marks = {self.mark, self.valid_mark, *(item.mark for item in self.items)}
        marks |= {band.mark for band in self.bands}
        return bool(self.left_out) or bool(marks & {"M", "I"})


def read_set(raw: bytes | str) -> CriteriaSet:
    """Return a document as a set; SetUnreadable with the place of the first fault."""
    try:
        found = msgspec.json.decode(raw, type=CriteriaSet)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise SetUnreadable(f"This is no criteria set: {error}.") from None
    for fault in _faults(found):
        raise SetUnreadable(f"{found.id} version {found.version}: {fault}")
    return found


def _faults(found: CriteriaSet) -> list[str]:
    keys = [item.key for item in found.items]
    faults = [f"the key {key!r} is unfit" for key in keys if not _KEY.fullmatch(key)]
    if len(set(keys)) != len(keys):
        faults.append("two items have one key")
    if len(keys) > ITEMS_MAX:
        faults.append(f"there are more than {ITEMS_MAX} items")
    if found.valid_until is not None and found.valid_until <= found.valid_from:
        faults.append("it ends before it begins")
    for item in found.items:
        faults += _faults_of_item(found.form, item)
    return faults + _faults_of_bands(found) + _faults_of_sums(found)


def _faults_of_item(form: Form, item: Item) -> list[str]:
    if form is Form.MET:
        return [f"{item.key}: a criterion has no points"] if item.options or item.points else []
    if bool(item.options) == bool(item.points):
        return [f"{item.key}: a component has either options or a range of points"]
    if item.points is not None and item.points.low > item.points.high:
        return [f"{item.key}: the range is upside down"]
    keys = [option.key for option in item.options]
    if len(set(keys)) != len(keys) or not all(_KEY.fullmatch(key) for key in keys):
        return [f"{item.key}: its options need different keys"]
    return []


def _faults_of_bands(found: CriteriaSet) -> list[str]:
    faults, edges = [], [(band.up_to, band.up_to_belongs) for band in found.bands]
    if any(later <= earlier for earlier, later in pairwise(edges)):
        faults.append("its bands do not rise")
    if edges[-1] != (100, True):
        faults.append("its last band must end with 100 %")
    names = {band.key for band in found.bands}
    if len(names) != len(found.bands):
        faults.append("two bands have one key")
    if found.knock_out is not None:
        if not set(found.knock_out.in_bands) <= names:
            faults.append("its knock-out names a band that it does not have")
        if (found.knock_out.points_at_least is not None) != (found.form is Form.POINTS):
            faults.append("its knock-out does not fit its form")
    return faults


def _faults_of_sums(found: CriteriaSet) -> list[str]:
    if found.form is Form.MET:
        return [] if found.out_of is None else ["criteria are counted by their weights"]
    if found.out_of is None:
        return ["a formula needs its divisor"]
    most = sum(highest(item) * item.weight for item in found.items)
    return [] if most == found.out_of else [f"its items reach {most} points of {found.out_of}"]


def highest(item: Item) -> int:
    """Return the most points a component can have."""
    return item.points.high if item.points else max(option.points for option in item.options)


def lowest(item: Item) -> int:
    """Return the fewest points a component can have."""
    return item.points.low if item.points else min(option.points for option in item.options)
