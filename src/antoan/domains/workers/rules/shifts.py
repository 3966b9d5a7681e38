"""Tells who was there in a shift, by what gates scanned. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from antoan.kit.clock import CITY_ZONE, day_end, day_start

EARLY: Final = timedelta(hours=2)  # Who comes so long before a shift comes for it.


class Presence(StrEnum):
    """What the gates say of one worker and one day."""

    PRESENT = "present"
    OTHER_SHIFT = "other_shift"  # Was there that day, but not in the shift of their group.
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay at a place of the unit."""

    person_id: int
    t_in: datetime
    t_out: datetime | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One worker on one day: first in, last out (None when nobody checked out)."""

    presence: Presence
    first_in: datetime | None = None
    last_out: datetime | None = None


ABSENT: Final = Attendance(Presence.ABSENT)


def window_of(day: date, starts: time | None, ends: time | None) -> tuple[datetime, datetime]:
    """Return in which time an entry belongs to a shift of a day: the whole day without hours; nights end tomorrow."""
    if starts is None or ends is None:
        return day_start(day), day_end(day)
    begins = datetime.combine(day, starts, tzinfo=CITY_ZONE)
    finishes = datetime.combine(day, ends, tzinfo=CITY_ZONE)
    if finishes <= begins:
        finishes += timedelta(days=1)
    return begins - EARLY, finishes


def days_window(day: date) -> tuple[datetime, datetime]:
    """Return the time to look at for a day: from the early comers of its first shift to the end of its night shift."""
    return day_start(day) - EARLY, day_end(day) + timedelta(hours=12)


def attendance(stays: Sequence[Stay], day: date, starts: time | None, ends: time | None) -> Attendance:
    """Judge one worker's stays on a day."""
    begins, finishes = window_of(day, starts, ends)
    in_shift = [stay for stay in stays if begins <= stay.t_in < finishes]
    if in_shift:
        return _seen(Presence.PRESENT, in_shift)
    that_day = [stay for stay in stays if day_start(day) <= stay.t_in < day_end(day)]
    return _seen(Presence.OTHER_SHIFT, that_day) if that_day else ABSENT


def by_person(stays: Iterable[Stay]) -> Mapping[int, list[Stay]]:
    """Return the stays of each person."""
    grouped: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        grouped[stay.person_id].append(stay)
    return grouped


def _seen(presence: Presence, stays: Sequence[Stay]) -> Attendance:
    outs = [stay.t_out for stay in stays if stay.t_out is not None]
    return Attendance(presence, min(stay.t_in for stay in stays), max(outs, default=None))
