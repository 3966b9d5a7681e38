"""Counts the different people of every ward on sealed days, exactly, in one pass over the files."""

from datetime import date

import numpy as np
from django.db import transaction

from antoan.domains.statistics.models import WardPeople
from antoan.domains.statistics.queries.people import wards_of_spots
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.sealing.reading import Day
from antoan.domains.tracing.sealing.shelf import ShelfDay, shelf_of

CITY = 0  # The ward that stands for all of them.


def count_people() -> list[date]:
    """Count every sealed day whose files are not those that were counted; return these days. For jobs."""
    counted = dict(WardPeople.objects.filter(ward_id=CITY).values_list("day", "generation"))
    fresh = [
        (day, shelved)
        for day, shelved in shelf_of(sealed_folder()).items()
        if counted.get(day) != shelved.sealed.generation
    ]
    for day, shelved in fresh:
        _count(day, shelved)
    return [day for day, _ in fresh]


@transaction.atomic
def _count(day: date, shelved: ShelfDay) -> None:
    WardPeople.objects.filter(day=day).delete()
    WardPeople.objects.bulk_create(
        WardPeople(
            day=day, ward_id=ward_id, people=people, visits=visits, generation=shelved.sealed.generation
        )
        for ward_id, people, visits in people_by_ward(shelved.hot())
    )


def people_by_ward(sealed: Day) -> list[tuple[int, int, int]]:
    """Return ward, different people and visits; the city as a whole first, whatever ward its places lie in."""
    from antoan.domains.statistics.distinct import by_groups_of_spots

    persons, last_spot = max(len(sealed.person_starts) - 1, 0), len(sealed.spot_starts) - 2
    everywhere = np.arange(last_spot + 1, dtype=np.int64)
    one_group = np.zeros(last_spot + 1, np.int64)
    known = np.array(
        [(spot, ward) for spot, ward in wards_of_spots() if spot <= last_spot and ward], np.int64
    ).reshape(-1, 2)
    wards, group_of = np.unique(known[:, 1], return_inverse=True)
    starts, person = sealed.spot_starts, sealed.person
    everybody, all_visits = by_groups_of_spots(everywhere, one_group, starts, person, persons, 1)
    people, visits = by_groups_of_spots(
        np.ascontiguousarray(known[:, 0]), group_of.astype(np.int64), starts, person, persons, len(wards)
    )
    by_ward = zip(wards.tolist(), people.tolist(), visits.tolist(), strict=True)
    return [(CITY, int(everybody[0]), int(all_visits[0])), *(row for row in by_ward if row[2])]
