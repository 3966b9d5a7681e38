"""The figures of one area and a period, from counts alone: neither the log nor anybody's row is looked at."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from antoan.domains.areas.values import AreaLevel
from antoan.domains.statistics.errors import TooManyFigures
from antoan.domains.statistics.limits import FILE_ROWS_MAX, HOURS_KEPT_DAYS
from antoan.domains.statistics.looked import Asked, Both, Looked, Picture
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.models import WardDay, WardPeople
from antoan.domains.statistics.permissions import EXPORT
from antoan.domains.statistics.queries.cells import VISITS, by_time_of_day, cells_of
from antoan.domains.statistics.queries.reach import looked_again, may_export
from antoan.domains.statistics.totals import Cell, totals_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import Forbidden


def picture(actor: Actor, asked: Asked, *, now: datetime) -> Picture:
    """Return all that is told of an area and a period; Forbidden, AreaNotFound."""
    asked = looked_again(actor, asked)
    cells = list(cells_of(asked, "day", "kind", "detail"))
    by_day: dict[date | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_day[cell.day].append(cell)
    days = [asked.first + timedelta(days=number) for number in range((asked.last - asked.first).days + 1)]
    visits = [cell for cell in cells if cell.measure in VISITS]
    hours_are_kept = asked.first > clock.local_date(now) - timedelta(days=HOURS_KEPT_DAYS)
    return Picture(
        asked=asked,
        totals=totals_of(cells),
        days=tuple((day, totals_of(by_day[day])) for day in days),
        times=tuple(by_time_of_day(asked)) if hours_are_kept else (),
        kinds=tuple(sorted(_both(visits, "kind").items(), key=lambda pair: -pair[1].came)),
        colours=tuple(sorted(_both(visits, "detail").items())),
        people=sum(people_by_ward(asked.looked).values()),
        people_came=_people_came(asked),
        counted_until=now,
    )


def in_detail(actor: Actor, asked: Asked) -> list[Cell]:
    """Return every day count of an area and a period, for a file; Forbidden, AreaNotFound, TooManyFigures."""
    asked = looked_again(actor, asked)
    if not may_export(actor, asked.looked):
        raise Forbidden(f"This needs the right {EXPORT}, which you do not have here.", permission=EXPORT)
    found = cells_of(asked, "day", "ward_id", "kind", "detail", limit=FILE_ROWS_MAX)
    cells = sorted(found, key=lambda one: (one.day, one.ward_id, one.measure, one.kind, one.detail))
    if len(cells) > FILE_ROWS_MAX:
        raise TooManyFigures
    return cells


def people_by_ward(looked: Looked) -> dict[int | None, int]:
    """Return how many people are registered in each ward, as the risk map counted them last."""
    newest = WardDay.objects.order_by("-day").first()
    rows = WardDay.objects.filter(day=newest.day) if newest else WardDay.objects.none()
    if looked.wards is not None:
        rows = rows.filter(ward_id__in=looked.wards)
    return dict(rows.values_list("ward_id", "people"))


def _both(cells: Iterable[Cell], by: str) -> dict[Any, Both]:
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        sums[getattr(cell, by)][cell.measure is Measure.LEFT] += cell.amount
    return {key: Both(came, left) for key, (came, left) in sums.items() if came or left}


def _people_came(asked: Asked) -> tuple[tuple[date, int], ...]:
    """Return how many different people came on sealed days, to one ward or the city; such counts cannot be added up."""
    if asked.looked.area.level is AreaLevel.DISTRICT:
        return ()
    ward_id = asked.looked.area.id if asked.looked.area.level is AreaLevel.WARD else 0
    rows = WardPeople.objects.filter(ward_id=ward_id, day__range=(asked.first, asked.last)).order_by("day")
    return tuple(rows.values_list("day", "people"))
