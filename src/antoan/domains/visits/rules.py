"""Decides what a scan means for the stays of a person at a spot. Pure: stays in, a step out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from antoan.domains.visits.values import Direction, EntrySource

KEPT_DAYS: Final = 28  # Lesson L12: who came where is not kept for longer.
# Our own figures, not official ones.
SAME_SCAN: Final = timedelta(seconds=60)  # A scan so soon after the last one means the same as that one.
SEEN_AGAIN: Final = timedelta(minutes=5)  # So long it takes from the poster to the guard.
QUEUED_AFTER: Final = timedelta(minutes=2)  # A scan that arrives later than this waited without network.
STAY_HOURS_MAX: Final = 24  # No check-out closes a stay that began earlier.
OPEN_STAYS_MAX: Final = 3  # An open stay that lasted so many usual stays was left without a scan ...
OPEN_HOURS_MIN: Final = 4  # ... but never before so many hours.


@dataclass(slots=True)
class Stay:
    """One visit of a person at a spot, as far as a further scan needs to know it."""

    t_in: datetime
    t_out: datetime | None
    scan_id: UUID
    out_scan_id: UUID | None
    entered_by_self: bool = False
    left_by_self: bool = False


class Step(StrEnum):
    """What a scan does."""

    ENTER = "enter"  # A new visit begins.
    LEAVE = "leave"  # The visit ends.
    PASS = "pass"  # noqa: S105 - the way out of somebody whose way in was not scanned: a visit of no length.
    REPEAT = "repeat"  # Nothing new: the visit is already known.


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a scan means: its direction, its step, and the visit it concerns (None for a new one)."""

    direction: Direction
    step: Step
    stay: Stay | None = None


def meaning_of(
    *, scan_id: UUID, direction: Direction, at: datetime, stays: Sequence[Stay], usual_stay: timedelta
) -> Meaning:
    """Tell what a scan means, given the person's stays at the spot of the last 24 hours (newest first)."""
    if known := _already_known(scan_id, stays):
        return known
    past = [stay for stay in stays if at - timedelta(hours=STAY_HOURS_MAX) <= stay.t_in <= at]
    match direction:
        case Direction.IN:
            return _entry(at, past)
        case Direction.OUT:
            return _exit(at, past)
        case Direction.AUTO:
            return _either(at, past, usual_stay)


def effective_end(t_in: datetime, t_out: datetime | None, usual_stay: timedelta) -> datetime:
    """Return when a stay ends: the check-out, or an estimate by the usual stay of the spot."""
    return t_in + usual_stay if t_out is None else t_out


def open_for_max(usual_stay: timedelta) -> timedelta:
    """Return for how long somebody without a check-out may still be inside."""
    return max(OPEN_STAYS_MAX * usual_stay, timedelta(hours=OPEN_HOURS_MIN))


def source_of(at: datetime, received_at: datetime) -> EntrySource:
    """Tell a scan sent at once from one that waited on the device."""
    return EntrySource.QUEUED if received_at - at > QUEUED_AFTER else EntrySource.SCAN


def _already_known(scan_id: UUID, stays: Sequence[Stay]) -> Meaning | None:
    for stay in stays:
        if stay.out_scan_id == scan_id:
            return Meaning(Direction.OUT, Step.REPEAT, stay)
        if stay.scan_id == scan_id:
            return Meaning(Direction.IN, Step.REPEAT, stay)
    return None


def _entry(at: datetime, past: Sequence[Stay]) -> Meaning:
    same = next((stay for stay in past if stay.t_in == at), None)
    return Meaning(Direction.IN, Step.REPEAT if same else Step.ENTER, same)


def _exit(at: datetime, past: Sequence[Stay]) -> Meaning:
    if open_stay := next((stay for stay in past if stay.t_out is None), None):
        return Meaning(Direction.OUT, Step.LEAVE, open_stay)
    just_left = next((stay for stay in past if stay.t_out is not None and _soon(stay.t_out, at)), None)
    return Meaning(Direction.OUT, Step.REPEAT if just_left else Step.PASS, just_left)


def _either(at: datetime, past: Sequence[Stay], usual_stay: timedelta) -> Meaning:
    if not past:
        return Meaning(Direction.IN, Step.ENTER)
    last = past[0]
    if last.t_out is not None:
        if at < last.t_out or at - last.t_out < _same_moment(by_self=last.left_by_self):
            return Meaning(Direction.OUT, Step.REPEAT, last)
        return Meaning(Direction.IN, Step.ENTER)
    if at - last.t_in < _same_moment(by_self=last.entered_by_self):
        return Meaning(Direction.IN, Step.REPEAT, last)
    if at - last.t_in <= open_for_max(usual_stay):
        return Meaning(Direction.OUT, Step.LEAVE, last)
    return Meaning(Direction.IN, Step.ENTER)


def _same_moment(*, by_self: bool) -> timedelta:
    """Return for how long a scan means the same as what is known. A guard scans who has just pressed the button."""
    return SEEN_AGAIN if by_self else SAME_SCAN


def _soon(earlier: datetime, later: datetime) -> bool:
    return abs(later - earlier) < SAME_SCAN
