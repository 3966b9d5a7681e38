"""Which days and times of day somebody at home told nothing. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from antoan.domains.care.documents import Slot
from antoan.kit.clock import local, local_date


@dataclass(frozen=True, slots=True)
class Told:
    """One time of one day, and whether somebody told how they are."""

    day: date
    slot: str
    is_told: bool


def slot_of(moment: datetime, slots: Sequence[Slot]) -> Slot:
    """Return the time of day in which a moment lies, by the city's clock."""
    clock_time = local(moment).time()
    return max((slot for slot in slots if slot.begins <= clock_time), key=lambda slot: slot.begins)


def first_day_owed(opened_at: datetime) -> date:
    """Return the first day that is owed whole: the one after the opening."""
    return local_date(opened_at) + timedelta(days=1)


def missed_days(*, opened_at: datetime, told_on: Collection[date], today: date) -> list[date]:
    """Return the days before today on which nothing was told, the oldest first."""
    first = first_day_owed(opened_at)
    days = (first + timedelta(days=number) for number in range(max(0, (today - first).days)))
    return [day for day in days if day not in told_on]


def missed_in_a_row(*, opened_at: datetime, told_on: Collection[date], today: date) -> int:
    """Return how many days before today in a row were missed; none once something was told today."""
    if today in told_on:
        return 0
    count = 0
    for day in reversed(missed_days(opened_at=opened_at, told_on=told_on, today=today)):
        if day != today - timedelta(days=count + 1):
            break
        count += 1
    return count


def told_slots(
    readings: Iterable[datetime], *, opened_at: datetime, now: datetime, slots: Sequence[Slot], days_max: int
) -> list[Told]:
    """Return every time of day since the opening, at most so many days back, the newest first."""
    told = {(local_date(at), slot_of(at, slots).key) for at in readings}
    begin = (local_date(opened_at), slot_of(opened_at, slots).begins)
    end = (local_date(now), slot_of(now, slots).begins)
    first = max(begin[0], end[0] - timedelta(days=days_max - 1))
    found = [
        Told(day, slot.key, (day, slot.key) in told)
        for day in (first + timedelta(days=number) for number in range((end[0] - first).days + 1))
        for slot in slots
        if begin <= (day, slot.begins) <= end
    ]
    return found[::-1]
