"""Decides which places have been without a scan for too long. Pure; every figure is in data/silence.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Final

from antoan.domains.places.values import PlaceKind

LOOK_BACK: Final = timedelta(days=60)  # What was scanned before counts as never: it is silent either way.


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """The figures of one version of the document."""

    begins_on: date
    remind_after_open_days: int
    ward_after_open_days: int
    ask_again_after: timedelta
    resting_max: timedelta
    asked_per_day_max: int  # Places newly asked in the whole city; the rest is found on the next days.
    open_weekdays: Mapping[
        PlaceKind, frozenset[int]
    ]  # A kind that is missing, as vehicles are, is not watched.
    holidays: frozenset[tuple[int, int]]
    closed_spans: tuple[tuple[date, date], ...]

    def is_open_on(self, kind: PlaceKind, day: date) -> bool:
        """Tell whether places of a kind are expected to be open on a day."""
        if (day.month, day.day) in self.holidays:
            return False
        if any(first <= day <= last for first, last in self.closed_spans):
            return False
        return day.isoweekday() in self.open_weekdays.get(kind, frozenset())

    def open_days_after(self, kind: PlaceKind, day: date, *, today: date) -> int:
        """Return how many open days lie between two days, neither of them counted."""
        between = range(1, (today - day).days)
        return sum(self.is_open_on(kind, day + timedelta(days=number)) for number in between)

    def is_silent(self, kind: PlaceKind, quiet_since: date, *, today: date) -> bool:
        """Tell whether a place is to be asked: nobody was scanned there after `quiet_since`."""
        return self.open_days_after(kind, quiet_since, today=today) >= self.remind_after_open_days

    def ward_asks_on(self, kind: PlaceKind, found_on: date) -> date:
        """Return the day from which the ward follows a place that was reminded and stayed silent."""
        day, left = found_on, self.ward_after_open_days
        for _number in range(LOOK_BACK.days):  # However long a city stays closed, the ward hears of it.
            if left <= 0:
                break
            day += timedelta(days=1)
            left -= self.is_open_on(kind, day)
        return day


def quiet_since(*, last_scan_on: date | None, known_since: date, resting_until: date | None) -> date:
    """Return after which day nobody came: the last scan, the registration, or the end of an announced rest."""
    return max(day for day in (last_scan_on, known_since, resting_until) if day is not None)


def silence_rule(on: date) -> SilenceRule:
    """Return the figures in force on a day; before the first version, that version."""
    in_force = [rule for rule in _rules() if rule.begins_on <= on]
    return in_force[-1] if in_force else _rules()[0]


@cache
def _rules() -> tuple[SilenceRule, ...]:
    file = resources.files(__package__) / "data" / "silence.json"
    versions = json.loads(file.read_text(encoding="utf-8"))["versions"]
    rules = [
        SilenceRule(
            begins_on=date.fromisoformat(raw["from"]),
            remind_after_open_days=raw["remindAfterOpenDays"],
            ward_after_open_days=raw["wardAfterOpenDays"],
            ask_again_after=timedelta(days=raw["askAgainAfterDays"]),
            resting_max=timedelta(days=raw["restingDaysMax"]),
            asked_per_day_max=raw["askedPerDayMax"],
            open_weekdays={PlaceKind(kind): frozenset(days) for kind, days in raw["openWeekdays"].items()},
            holidays=frozenset((int(day[:2]), int(day[3:])) for day in raw["holidays"]),
            closed_spans=tuple(
                (date.fromisoformat(first), date.fromisoformat(last)) for first, last in raw["closedSpans"]
            ),
        )
        for raw in versions
    ]
    return tuple(sorted(rules, key=lambda rule: rule.begins_on))
