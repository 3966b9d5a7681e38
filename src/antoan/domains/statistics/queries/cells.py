"""Reads counts: what was folded and what was noted since, added up by whatever somebody asks."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from antoan.domains.statistics.looked import Asked, Both
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.models import AreaDay, AreaHour, AreaNote
from antoan.domains.statistics.totals import Cell
from antoan.kit.clock import CITY_ZONE, day_end, day_start, local

VISITS: Final = (Measure.CAME, Measure.LEFT)


def cells_of(asked: Asked, *keys: str, limit: int | None = None) -> Iterator[Cell]:
    """Return day counts told apart by some keys and by measure; what is zero is left out."""
    noted = _noted(asked).annotate(day=TruncDate("at", tzinfo=CITY_ZONE))
    folded = AreaDay.objects.filter(day__range=(asked.first, asked.last))
    sums: dict[tuple[Any, ...], int] = defaultdict(int)
    for rows in (folded, noted):
        grouped: Any = _narrowed(rows, asked).order_by().values_list("measure", *keys)
        grouped = grouped.annotate(total=Sum("amount"))
        for *key, total in grouped[: limit + 1] if limit else grouped:
            sums[tuple(key)] += total
    for (measure, *rest), amount in sums.items():
        if amount:
            yield Cell(measure=Measure(measure), amount=amount, **dict(zip(keys, rest, strict=True)))


def by_time_of_day(asked: Asked) -> list[tuple[str, Both]]:
    """Return check-ins and check-outs by half hour of the day ("07:30"), all days of the period together."""
    hours = AreaHour.objects.filter(at__gte=day_start(asked.first), at__lt=day_end(asked.last))
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for rows in (hours, _noted(asked)):
        grouped: Any = (
            _narrowed(rows, asked).filter(measure__in=VISITS).order_by().values_list("at", "measure")
        )
        for at, measure, total in grouped.annotate(total=Sum("amount")):
            sums[f"{local(at):%H:%M}"][measure == Measure.LEFT] += total
    return [(time, Both(*sums[time])) for time in sorted(sums) if any(sums[time])]


def _noted(asked: Asked) -> "QuerySet[AreaNote]":
    return AreaNote.objects.filter(at__gte=day_start(asked.first), at__lt=day_end(asked.last))


def _narrowed(rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
    if asked.looked.wards is not None:
        rows = rows.filter(ward_id__in=asked.looked.wards)
    if asked.kind:  # Of places: everything else has no place.
        rows = rows.exclude(~Q(kind=asked.kind), measure__in=VISITS)
    return rows
