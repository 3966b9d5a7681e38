"""Who of a unit's list was there on a day, by shift, as its gates saw it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from antoan.domains.units.queries import places_of_unit
from antoan.domains.visits.queries import stays_of_people
from antoan.domains.workers.errors import CohortNotFound
from antoan.domains.workers.models import Cohort, Worker
from antoan.domains.workers.permissions import WATCH
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.rows import view_of
from antoan.domains.workers.queries.statuses import on_list
from antoan.domains.workers.rules.shifts import (
    ABSENT,
    Attendance,
    Presence,
    Stay,
    attendance,
    by_person,
    days_window,
)
from antoan.domains.workers.values import WorkerView
from antoan.foundation.accounts.actor import Actor

DAYS_BACK_MAX: Final = 28  # Lesson L12: who came where is not kept for longer.
PAGE_ROWS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class DayOfWork:
    """A page of a day of a unit or of one group: workers with what gates say, and the counts of all."""

    day: date
    rows: tuple[tuple[WorkerView, Attendance], ...]
    counts: dict[Presence, int]
    next_start: int  # 0 when this page is the last.


def attendance_of(
    actor: Actor,
    unit_id: int,
    day: date,
    *,
    cohort_id: int | None = None,
    presence: Presence | None = None,
    start: int = 0,
) -> DayOfWork:
    """Return a day's attendance, perhaps of one group or of one kind. CohortNotFound."""
    unit_with_list(actor, unit_id, WATCH)
    workers = _workers(unit_id, cohort_id)
    people = [row.person_id for row in workers if row.person_id is not None]
    since, until = days_window(day)
    places = [place.id for place in places_of_unit(actor, unit_id, with_closed=True)]
    stays = stays_of_people(actor, places, people, since=since, until=until)
    seen = by_person(Stay(*stay) for stay in stays)
    judged = [(row, _judge(row, seen.get(row.person_id or 0, []), day)) for row in workers]
    counts = Counter(one.presence for _, one in judged)
    shown = [(view_of(row), one) for row, one in judged if presence in (None, one.presence)]
    end = start + PAGE_ROWS_MAX
    return DayOfWork(
        day,
        tuple(shown[start:end]),
        {kind: counts[kind] for kind in Presence},
        end if len(shown) > end else 0,
    )


def earliest_day(today: date) -> date:
    """Return the first day that can be looked at."""
    return today - timedelta(days=DAYS_BACK_MAX)


def _workers(unit_id: int, cohort_id: int | None) -> list[Worker]:
    if cohort_id is None:
        return on_list(unit_id)
    if not Cohort.objects.filter(pk=cohort_id, unit=unit_id).exists():
        raise CohortNotFound
    return [row for row in on_list(unit_id) if row.cohort_id == cohort_id]


def _judge(row: Worker, stays: list[Stay], day: date) -> Attendance:
    if not stays:
        return ABSENT
    cohort = row.cohort
    return attendance(
        stays, day, cohort.shift_starts if cohort else None, cohort.shift_ends if cohort else None
    )
