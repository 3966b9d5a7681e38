"""The production engine: compiled loops over the hot columns, with both indexes.

For each stay of a case one binary search finds where the stays begin that can meet it: no earlier than the longest
stay of the spot before it. Nothing else is touched, so that its cost follows the overlaps, not the city.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.engines import loops
from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.engines.online import NEVER, OBSERVED_MAX
from antoan.domains.tracing.meetings import CaseStays, Meetings
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.sealing.reading import Day
from antoan.domains.tracing.values import STAY_S_MAX

Array = npt.NDArray[Any]

_NONE: Final = np.empty(0, np.int32)
CASES_AT_ONCE: Final = 128  # Overlaps of so many cases are held at a time: some 20 MB.


class SweepEngine:
    """Compiled loops over days."""

    name = "columns"

    def __init__(self, days: Sequence[Day], threads: int | None = None) -> None:
        """Take the days; nothing is read yet."""
        self._days = days
        self._threads = threads or os.cpu_count() or 1

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case."""
        chosen = cases.within(window)
        parts = [
            slice(begin, min(begin + CASES_AT_ONCE, len(chosen)))
            for begin in range(0, len(chosen), CASES_AT_ONCE)
        ]
        if self._threads == 1 or len(parts) < 2:
            return Contacts.joined([self._part(chosen, part, rule) for part in parts])
        with ThreadPoolExecutor(self._threads) as pool:
            return Contacts.joined(list(pool.map(lambda part: self._part(chosen, part, rule), parts)))

    def stays_of(self, cases: Cases, rule: ContactRule) -> CaseStays:
        """Return the stays in which cases infect somebody, if there is anybody."""
        return CaseStays.joined([_stays_of(day, cases, rule) for day in self._days])

    def meetings(self, stays: CaseStays) -> Meetings:
        """Return every overlap of the stays with a stay of somebody else."""
        return Meetings.joined([_meetings_of(day, stays) for day in self._days])

    def next_entries(self, person: Array, after: Array) -> Array:
        """Return of each person when they entered anywhere next, within a day."""
        soonest = np.full(len(person), NEVER, np.int32)
        for day in self._days:
            for position in np.flatnonzero(
                (after < day.last_s) & (after + STAY_S_MAX > day.first_s)
            ).tolist():
                rows = day.rows_of_person(int(person[position]))
                t_in = day.t_in[rows[~np.isin(rows, day.dropped)] if len(day.dropped) else rows]
                later = t_in[(t_in > after[position]) & (t_in < after[position] + STAY_S_MAX)]
                soonest[position] = min(soonest[position], later.min(initial=NEVER))
        return soonest

    def observed_stays(self, spot: int) -> Array:
        """Return how long people stayed at a spot, of those who were scanned out; the latest days first."""
        found, count = [_NONE], 0
        for day in reversed(self._days):
            where = day.rows_of_spot(spot)
            rows = np.arange(where.start, where.stop, dtype=np.int32)[: OBSERVED_MAX - count]
            rows = rows[~day.is_estimated(rows)]
            found.append(day.t_eff[rows] - day.t_in[rows])
            count += len(rows)
            if count >= OBSERVED_MAX:
                break
        return np.concatenate(found)

    def visitors(self, spot: Array, since: Array, until: Array) -> Array:
        """Return how many people were at each spot between two seconds; overnight, one may count twice."""
        total = np.zeros(len(spot), np.int64)
        for day in self._days:
            known = (
                (spot >= 0) & (spot < len(day.spot_starts) - 1) & (since < day.last_s) & (until > day.first_s)
            )
            chosen = np.flatnonzero(known)
            total[chosen] += loops.visitors(
                spot[chosen], since[chosen], until[chosen], day.spot_starts, day.longest, day.t_in, day.t_eff,
                day.person, day.dropped,
            )  # fmt: skip
        return total

    def people_seen(self) -> int:
        """Return how many people were anywhere at all."""
        seen = np.zeros(max((len(day.person_starts) for day in self._days), default=1), bool)
        for day in self._days:
            seen[: len(day.person_starts) - 1] |= np.diff(day.person_starts) > 0
        return int(np.count_nonzero(seen))

    def stay_counts(self, person: Array) -> Array:
        """Return how many stays each person has."""
        total = np.zeros(len(person), np.int64)
        for day in self._days:
            known = np.flatnonzero((person >= 0) & (person < len(day.person_starts) - 1))
            total[known] += day.person_starts[person[known] + 1] - day.person_starts[person[known]]
        return total

    def _part(self, cases: Cases, part: slice, rule: ContactRule) -> Contacts:
        own = Cases(cases.person[part], cases.since[part], cases.until[part])
        stays = self.stays_of(own, rule)
        overlaps = [_overlaps_of(day, stays) for day in self._days]
        columns = (
            [np.concatenate(column) for column in zip(*overlaps, strict=True)] if overlaps else [_NONE] * 4
        )
        case, person, seconds, first_at = columns
        totals = loops.added_up(case, person, seconds, first_at, len(own))
        return Contacts.of((totals[0] + part.start, *totals[1:]))


def _stays_of(day: Day, cases: Cases, rule: ContactRule) -> CaseStays:
    """Return the stays of cases that began on one day."""
    starts, last = day.person_starts, len(day.person_starts) - 1
    known = (cases.person >= 0) & (cases.person < last)
    number = np.where(known, cases.person, 0)
    begin = np.where(known, starts[number], 0) if last > 0 else np.zeros(len(cases), np.int32)
    end = np.where(known, starts[np.minimum(number + 1, last)], 0) if last > 0 else begin
    count = (end - begin).astype(np.int64)
    case = np.repeat(np.arange(len(cases), dtype=np.int32), count)
    offset = np.arange(len(case)) - np.repeat(np.cumsum(count) - count, count)
    rows = day.by_person[np.repeat(begin, count) + offset]
    if len(day.dropped):
        kept = ~np.isin(rows, day.dropped)
        case, rows = case[kept], rows[kept]
    return CaseStays.infectious(
        cases=cases,
        rule=rule,
        case=case,
        spot=day.spot[rows],
        came=day.t_in[rows],
        left=day.t_eff[rows],
        estimated=day.is_estimated(rows),
    )


def _bounded(day: Day, stays: CaseStays) -> tuple[Array, Array, Array]:
    """Return which stays can touch a day, and between which of its rows the others' stays lie."""
    spots = len(day.spot_starts) - 1
    near = (stays.a < day.last_s) & (stays.b > day.first_s) & (stays.spot >= 0) & (stays.spot < spots)
    chosen = np.flatnonzero(near).astype(np.int32)
    low, high = np.empty(len(chosen), np.int32), np.empty(len(chosen), np.int32)
    loops.bounds(chosen, stays.spot, stays.a, stays.b, day.spot_starts, day.longest, day.t_in, low, high)
    return chosen, low, high


def _overlaps_of(day: Day, stays: CaseStays) -> tuple[Array, Array, Array, Array]:
    """Return case, other person, seconds and first moment of every overlap with a day's stays."""
    chosen, low, high = _bounded(day, stays)
    room = int((high - low).sum(dtype=np.int64))
    out = tuple(np.empty(room, np.int32) for _ in range(4))
    filled = loops.overlaps(
        chosen, low, high, stays.case, stays.person, stays.a, stays.b, day.t_in, day.t_eff, day.person, day.dropped, *out
    )  # fmt: skip
    return out[0][:filled], out[1][:filled], out[2][:filled], out[3][:filled]


def _meetings_of(day: Day, stays: CaseStays) -> Meetings:
    chosen, low, high = _bounded(day, stays)
    room = int((high - low).sum(dtype=np.int64))
    stay, row = np.empty(room, np.int32), np.empty(room, np.int32)
    filled = loops.met_rows(
        chosen, low, high, stays.person, stays.a, day.t_eff, day.person, day.dropped, stay, row
    )  # fmt: skip
    stay, row = stay[:filled], row[:filled]
    return Meetings(stay, day.person[row], day.t_in[row], day.t_eff[row], day.is_estimated(row))
