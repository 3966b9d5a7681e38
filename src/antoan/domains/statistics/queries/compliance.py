"""Which places of an area are used and which never; how many there are, counted now and then into WardPlaces."""

from datetime import date, datetime
from typing import Final

from django.db import connection

from antoan.kit.clock import day_end, day_start

# A place counts on a day when it existed then. What was counted before and is no more goes to zero.
_COUNT: Final = """
INSERT INTO statistics_wardplaces AS c (day, ward_id, kind, places, used, counted_at)
SELECT %(day)s, coalesce(p.ward_id, 0), p.kind, count(*), count(*) FILTER (WHERE u.came > 0), %(now)s
FROM places_place p LEFT JOIN statistics_placeday u ON u.place_id = p.id AND u.day = %(day)s
WHERE p.created_at < %(until)s AND (p.closed_at IS NULL OR p.closed_at >= %(since)s)
GROUP BY 2, 3
ON CONFLICT (day, ward_id, kind) DO UPDATE
SET places = excluded.places, used = excluded.used, counted_at = excluded.counted_at"""
_FORGET: Final = "DELETE FROM statistics_wardplaces WHERE day = %s AND counted_at < %s"


def count_places_of(day: date, now: datetime) -> None:
    """Count the places of every ward on a day; counting again counts anew."""
    period = {"day": day, "now": now, "since": day_start(day), "until": day_end(day)}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, period)
        cursor.execute(_FORGET, [day, now])
