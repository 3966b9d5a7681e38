"""Keeps the figures of every area each night, as they stood then."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from antoan.domains.areas.queries import areas_on, districts_of_2021
from antoan.domains.areas.values import AreaView
from antoan.domains.statistics.frozen import as_json, digest, frozen
from antoan.domains.statistics.looked import Asked
from antoan.domains.statistics.models import Report
from antoan.domains.statistics.queries.beside import compared_areas
from antoan.domains.statistics.queries.figures import picture
from antoan.domains.statistics.queries.reach import looked_at
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock


def make_reports(now: datetime, *, only: Collection[int] | None = None) -> int:
    """Make yesterday's reports that are missing: city, districts of 2021, wards, or some of them; return how many. For jobs."""
    day = clock.local_date(now) - timedelta(days=1)
    made = set(Report.objects.filter(day=day).values_list("area_id", flat=True))
    areas = {one.id: one for one in (*areas_on(clock.local_date(now)), *districts_of_2021())}
    missing = [one for one in areas.values() if one.id not in made and (only is None or one.id in only)]
    for area in missing:
        make_report(area, day, now)
    return len(missing)


@transaction.atomic
def make_report(area: AreaView, day: date, now: datetime) -> None:
    """Keep the figures of an area and a day; a report that is there stays as it is."""
    asked = Asked(looked_at(SYSTEM, area.id), day, day)
    before = Asked(asked.looked, day - timedelta(days=1), day - timedelta(days=1))
    figures = frozen(
        picture(SYSTEM, asked, now=now),
        picture(SYSTEM, before, now=now).totals,
        compared_areas(SYSTEM, asked),
    )
    Report.objects.get_or_create(
        day=day,
        area_id=area.id,
        defaults={"figures": as_json(figures), "sha256": digest(figures), "made_at": now},
    )
