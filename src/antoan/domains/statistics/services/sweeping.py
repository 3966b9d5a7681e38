"""Lets go of figures that are past their time."""

from datetime import datetime, timedelta

from django.db import transaction

from antoan.domains.statistics.limits import (
    COMPARISON_DAYS_KEPT,
    DAYS_KEPT,
    HOURS_KEPT_DAYS,
    REPORT_DAYS_KEPT,
)
from antoan.domains.statistics.models import (
    AreaDay,
    AreaHour,
    Comparison,
    PlaceDay,
    Report,
    WardPeople,
    WardPlaces,
)
from antoan.kit import clock
from antoan.kit.clock import day_start


@transaction.atomic
def sweep(now: datetime) -> int:
    """Delete what is older than its period of limits.py, whole city days; return how many rows went."""
    today = clock.local_date(now)
    oldest_hour = today - timedelta(days=HOURS_KEPT_DAYS - 1)
    oldest_day = today - timedelta(days=DAYS_KEPT - 1)
    old = [
        AreaHour.objects.filter(at__lt=day_start(oldest_hour)),
        PlaceDay.objects.filter(day__lt=oldest_hour),
        AreaDay.objects.filter(day__lt=oldest_day),
        WardPlaces.objects.filter(day__lt=oldest_day),
        WardPeople.objects.filter(day__lt=oldest_day),
        Report.objects.filter(day__lt=today - timedelta(days=REPORT_DAYS_KEPT)),
        Comparison.objects.filter(at__lt=day_start(today - timedelta(days=COMPARISON_DAYS_KEPT))),
    ]
    return sum(rows.delete()[0] for rows in old)
