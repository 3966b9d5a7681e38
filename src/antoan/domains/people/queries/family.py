"""Ties between guardians and dependants, for services."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from antoan.domains.people.models import Dependant
from antoan.kit import clock

# A worker that was away for a month still ends every childhood.
_DAYS_BACK: Final = 31


def children_of_age(today: date, *, years: int) -> Iterator[tuple[int, int]]:
    """Return guardian and dependant of each tie that was made for a child who came of age lately."""
    latest = _years_before(today, years)
    ties = Dependant.objects.filter(
        ended_at__isnull=True,
        person__birth_on__range=(latest - timedelta(days=_DAYS_BACK), latest),
    )
    rows = ties.values_list("guardian_id", "person_id", "created_at", "person__birth_on")
    for guardian_id, person_id, made_at, born in rows.iterator():
        if _years_before(clock.local_date(made_at), years) < born:
            yield guardian_id, person_id


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: whoever was born on it comes of age on 1 March.
        return date(day.year - years, 2, 28)
