"""How many different people came to the spots of a place hour by hour, exactly: sealed days from files, open ones from PostgreSQL."""

from datetime import date
from typing import Final

import numpy as np
from django.db import connection

from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.places.queries import scope_of_place, spots_of_place
from antoan.domains.statistics.looked import HourOfSpot
from antoan.domains.statistics.permissions import READ
from antoan.domains.tracing.queries.late import changed_days
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.rules.days import first_kept
from antoan.domains.tracing.sealing.reading import Day
from antoan.domains.tracing.sealing.shelf import shelf_of
from antoan.domains.tracing.values import day_bounds, moment_of
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.db.arrays import id_array
from antoan.kit.clock import day_end, day_start

_OPEN: Final = """
SELECT spot_id, date_bin('1 hour', t_in, '2020-01-01Z') AS hour, count(DISTINCT person_id)
FROM visits_visit WHERE spot_id = ANY(%s::bigint[]) AND t_in >= %s AND t_in < %s
GROUP BY 1, 2 ORDER BY 1, 2"""
_WARDS: Final = """
SELECT s.id, coalesce(p.ward_id, 0) FROM places_spot s JOIN places_place p ON p.id = s.place_id ORDER BY 2, 1"""


def people_by_hour(actor: Actor, place_id: int, day: date, *, today: date) -> list[HourOfSpot]:
    """Return the different people who came in within each hour of a day, by spot; PlaceNotFound.

    Nothing older than visits are kept: then there is nothing to tell. A sealed day that changed since is read where
    it changed, in PostgreSQL.
    """
    scope = scope_of_place(place_id)
    if not actor.may(READ, Scope(areas=scope.areas)):
        raise PlaceNotFound
    spots = [spot.id for spot in spots_of_place(SYSTEM, place_id)]
    if not first_kept(today) <= day <= today:
        return []
    shelf = shelf_of(sealed_folder())
    if day in shelf and day not in changed_days():
        return _from_files(shelf[day].hot(), spots, day)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [id_array(spots), day_start(day), day_end(day)])
        return [HourOfSpot(*row) for row in cursor.fetchall()]


def wards_of_spots() -> list[tuple[int, int]]:
    """Return every spot with the ward of its place (0: none), in order of wards; for jobs."""
    with connection.cursor() as cursor:
        cursor.execute(_WARDS)
        return [(spot_id, ward_id) for spot_id, ward_id in cursor.fetchall()]


def _from_files(sealed: Day, spots: list[int], day: date) -> list[HourOfSpot]:
    from antoan.domains.statistics.distinct import by_spot_and_hour  # Few pages need compiled loops.

    first_s, _ = day_bounds(day)
    known = np.array([spot for spot in sorted(spots) if spot < len(sealed.spot_starts) - 1], np.int64)
    persons = max(len(sealed.person_starts) - 1, 0)
    found = by_spot_and_hour(known, sealed.spot_starts, sealed.t_in, sealed.person, persons, first_s)
    return [
        HourOfSpot(spot, moment_of(first_s + hour * 3_600), people)
        for spot, hour, people in zip(*(column.tolist() for column in found), strict=True)
    ]
