"""Opens what answers online: sealed days from their files, everything else from PostgreSQL, each stay from one of them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.engine import Window
from antoan.domains.tracing.engines.online import OnlineEngine, Source
from antoan.domains.tracing.engines.postgres import PostgresEngine, Range
from antoan.domains.tracing.queries import exporting, late
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.sealing.reading import Day, day_in_memory
from antoan.domains.tracing.sealing.shelf import ShelfDay, shelf_of
from antoan.domains.tracing.values import DAY_S, day_bounds

LATE_STAYS_MAX: Final = (
    20_000  # A day that changed more since it was sealed is read from PostgreSQL until night.
)


def online_engine(window: Window) -> OnlineEngine:
    """Return an engine over every day a case of the window can touch.

    Late changes are read before the manifest: a day sealed anew in between holds them, and they change nothing twice.
    """
    since, until = window.since - 2 * DAY_S, window.until + DAY_S
    changed = late.changed_days()
    loose = {day for day, count in changed.items() if count > LATE_STAYS_MAX}
    late_stays = late.late_stays([day for day in changed if _touches(day, since, until) and day not in loose])
    shelf = {day: one for day, one in shelf_of(sealed_folder()).items() if one.sealed.reaches(since, until)}
    sealed = {day: one for day, one in shelf.items() if day not in loose}
    unsealed = [
        day for day in exporting.days_with_rows() if day not in sealed and _touches(day, since, until)
    ]
    days = _with_late_changes(sealed, late_stays)
    sources: list[Source] = []
    if days:
        from antoan.domains.tracing.engines.sweep import SweepEngine  # Its compiler takes a second to load.

        sources.append(SweepEngine(days))
    if unsealed:
        sources.append(PostgresEngine(ranges_of(unsealed)))
    return OnlineEngine(sources)


def ranges_of(days: Collection[date]) -> tuple[Range, ...]:
    """Return days as ranges of seconds, neighbours as one."""
    ranges: list[Range] = []
    for day in sorted(days):
        first, last = day_bounds(day)
        if ranges and ranges[-1].last == first:
            ranges[-1] = Range(ranges[-1].first, last)
        else:
            ranges.append(Range(first, last))
    return tuple(ranges)


def _touches(day: date, since: int, until: int) -> bool:
    first, last = day_bounds(day)
    return first < until and last > since


def _with_late_changes(
    shelf: Mapping[date, ShelfDay], late_stays: Mapping[date, tuple[Columns, Columns]]
) -> list[Day]:
    """Return the hot columns without what changed since; what it became is one more day, in memory."""
    days = []
    for day, one in shelf.items():
        hot = one.hot()
        days.append(hot.without(late_stays[day][0]) if day in late_stays else hot)
    fresh = Columns.joined([now for day, (_, now) in late_stays.items() if day in shelf])
    return [*days, day_in_memory(fresh)] if len(fresh) else days
