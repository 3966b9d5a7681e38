"""Counts cases by ward for a day, into the small table that the map reads."""

from datetime import date, timedelta

from django.db import transaction

from antoan.domains.areas.queries import default_successions, wards_on
from antoan.domains.people.queries.bulk import people_by_ward
from antoan.domains.privacy.queries.consents import people_limiting
from antoan.domains.records.queries.bulk import people_confirmed_between
from antoan.domains.statistics.models import WardDay
from antoan.domains.statistics.rules import counted_on, level_of
from antoan.domains.statistics.thresholds import thresholds_on
from antoan.kit import clock

PURPOSE = "statistics"


@transaction.atomic
def count_day(day: date) -> int:
    """Count the window that ends on a day, day included; return how many wards. Counting again counts anew.

    Somebody whose objection to this purpose was granted is not counted among the cases.
    """
    thresholds, wards = thresholds_on(day), wards_on(day)
    first = day - timedelta(days=thresholds.window_days - 1)
    confirmed = set(people_confirmed_between(first, day)) - people_limiting(PURPOSE)
    in_force, successions = [ward.id for ward in wards], default_successions()
    cases = counted_on(people_by_ward(sorted(confirmed)), in_force, successions)
    people = counted_on(people_by_ward(), in_force, successions)
    now = clock.now()
    WardDay.objects.bulk_create(
        [
            WardDay(
                day=day,
                ward_id=ward,
                cases=cases[ward],
                people=people[ward],
                level=level_of(cases[ward], people[ward], thresholds),
                thresholds=thresholds.key,
                computed_at=now,
            )
            for ward in in_force
        ],
        update_conflicts=True,
        unique_fields=["day", "ward"],
        update_fields=["cases", "people", "level", "thresholds", "computed_at"],
    )
    return len(in_force)


def count_days(first: date, last: date) -> int:
    """Count each day from first to last; return how many days."""
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    for day in days:
        count_day(day)
    return len(days)
