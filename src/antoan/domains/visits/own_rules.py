"""Decides what it means when people check themselves in or out. Pure; gates ask `rules` alone.

A gate may count somebody in twice: a guard looks on. Who is inside already and presses again stays in the visit
they have, and who walks on to another zone of a place leaves the one before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from antoan.domains.visits.errors import CheckUnreadable, LeftOutOfTime, SeatUnreadable, WaitedTooLong
from antoan.domains.visits.rules import (
    QUEUED_AFTER,
    STAY_HOURS_MAX,
    Meaning,
    Stay,
    Step,
    meaning_of,
    open_for_max,
)
from antoan.domains.visits.values import Direction, EntrySource, ExitSource

# Our own figures, not official ones.
FAMILY_MAX: Final = 20  # People in one check.
OWN_VISITS_PER_DAY_MAX: Final = 60  # Of one person.
WAITED_MAX: Final = timedelta(hours=24)  # A phone keeps a check so long.
TOLD_DAYS_MAX: Final = 7  # As long as scans may wait at a gate.
TOLD_AFTER: Final = timedelta(minutes=2)  # Up to here a check-out is told on leaving.

_SEAT: Final = re.compile(r"[0-9]{1,3}[A-Z]?|[A-Z][0-9]{1,3}")


@dataclass(slots=True, kw_only=True)
class KnownStay(Stay):
    """A stored stay, with its person, its spot and its effective end."""

    person_id: int
    spot_id: int
    t_eff: datetime

    def goes_on(self, at: datetime) -> bool:
        """Whether the person is there, by check-out or estimate."""
        return self.t_out is None and self.t_in <= at < self.t_eff

    def may_go_on(self, at: datetime) -> bool:
        """Whether the person may still be there, though people usually do not stay that long."""
        return self.t_out is None and self.t_in <= at <= self.t_in + open_for_max(self.t_eff - self.t_in)


@dataclass(frozen=True, slots=True)
class OwnStep:
    """What a check means for one person: its step, and the stays elsewhere in the place that it ends."""

    meaning: Meaning
    leaves: tuple[KnownStay, ...] = ()


def own_entry(*, scan_id: UUID, spot_id: int, at: datetime, stays: Sequence[KnownStay]) -> OwnStep:
    """Tell what going in means, given the person's stays in the whole place (newest first)."""
    meaning = _meaning(scan_id, Direction.IN, at, stays)
    if meaning.step is Step.REPEAT:
        return OwnStep(meaning)
    going_on = [stay for stay in stays if stay.goes_on(at)]
    here = next((stay for stay in going_on if stay.spot_id == spot_id), None)
    if here is not None:
        return OwnStep(Meaning(Direction.IN, Step.REPEAT, here))
    return OwnStep(meaning, tuple(going_on))


def own_exit(*, scan_id: UUID, at: datetime, stays: Sequence[KnownStay]) -> OwnStep:
    """Tell what going out means, given the person's stays in the whole place (newest first)."""
    # What was left open yesterday did not last until now.
    closable = [stay for stay in stays if stay.t_out is not None or stay.may_go_on(at)]
    meaning = _meaning(scan_id, Direction.OUT, at, closable)
    if meaning.step is Step.REPEAT:
        return OwnStep(meaning)
    return OwnStep(meaning, tuple(stay for stay in stays if stay.goes_on(at) and stay is not meaning.stay))


def unfinished(stays: Sequence[KnownStay], at: datetime) -> KnownStay | None:
    """Return the stay in which the person may still be."""
    return next((stay for stay in stays if stay.may_go_on(at)), None)


def own_source(at: datetime, received_at: datetime) -> EntrySource:
    """Tell a check sent at once from one that the phone kept."""
    return EntrySource.SELF_QUEUED if received_at - at > QUEUED_AFTER else EntrySource.SELF


def check_waited(waited: timedelta) -> None:
    """Raise WaitedTooLong unless a phone may have kept a check so long."""
    if waited < timedelta(0):
        raise CheckUnreadable("Nothing is sent before it is done.")
    if waited > WAITED_MAX:
        raise WaitedTooLong


def exit_source(left_at: datetime, now: datetime, stay: Stay) -> ExitSource:
    """Tell a check-out made on leaving from one told later; LeftOutOfTime when nobody can have left then."""
    latest = min(now, stay.t_in + timedelta(hours=STAY_HOURS_MAX))
    if not stay.t_in < left_at <= latest or stay.t_in < now - timedelta(days=TOLD_DAYS_MAX):
        raise LeftOutOfTime
    return ExitSource.TOLD if now - left_at > TOLD_AFTER else ExitSource.SELF


def _meaning(scan_id: UUID, direction: Direction, at: datetime, stays: Sequence[KnownStay]) -> Meaning:
    # The usual stay only matters where the direction is left open.
    return meaning_of(scan_id=scan_id, direction=direction, at=at, stays=stays, usual_stay=timedelta(0))


def readable_seat(text: str) -> str:
    """Return a seat as it is printed: " 12a " is "12A"; SeatUnreadable for anything that is no seat."""
    seat = text.strip().upper()
    if not _SEAT.fullmatch(seat):
        raise SeatUnreadable
    return seat
