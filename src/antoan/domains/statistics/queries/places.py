"""Which places of an area are busiest on a day, and at which nobody was scanned at all."""

from datetime import date
from typing import Any, Final

from django.db import connection

from antoan.domains.statistics.limits import PLACES_LISTED_MAX
from antoan.domains.statistics.looked import Looked, UnusedPlaces, UsedPlace
from antoan.domains.statistics.queries.reach import looked_at
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.db.arrays import id_array
from antoan.kit.clock import day_end, day_start

BUSIEST: Final = 10

_IN_AREA: Final = "AND p.ward_id = ANY(%(wards)s::bigint[])"
_BUSIEST: Final = """
SELECT p.id, p.name, p.kind, p.address, u.came
FROM statistics_placeday u JOIN places_place p ON p.id = u.place_id
WHERE u.day = %(day)s AND u.came > 0 {kind} {area}
ORDER BY u.came DESC, p.id LIMIT %(limit)s"""
_UNUSED: Final = """
SELECT p.id, p.name, p.kind, p.address, 0
FROM places_place p
WHERE p.id > %(after)s AND p.created_at < %(until)s AND (p.closed_at IS NULL OR p.closed_at >= %(since)s)
  AND NOT EXISTS (SELECT FROM statistics_placeday u WHERE u.place_id = p.id AND u.day = %(day)s AND u.came > 0)
  {kind} {area}
ORDER BY p.id LIMIT %(limit)s"""
_OF_KIND: Final = "AND p.kind = %(kind)s"


def busiest_places(actor: Actor, looked: Looked, day: date, *, kind: str = "") -> list[UsedPlace]:
    """Return the places of an area to which most came on a day; Forbidden, AreaNotFound."""
    looked = looked_at(actor, looked.area.id)
    return _asked(_BUSIEST, looked, day, kind=kind, limit=BUSIEST)


def unused_places(actor: Actor, looked: Looked, day: date, *, kind: str = "", after: int = 0) -> UnusedPlaces:
    """Return a page of the places of an area that existed on a day and where nobody was scanned; Forbidden, AreaNotFound."""
    looked = looked_at(actor, looked.area.id)
    found = _asked(_UNUSED, looked, day, kind=kind, limit=PLACES_LISTED_MAX + 1, after=after)
    page, has_more = found[:PLACES_LISTED_MAX], len(found) > PLACES_LISTED_MAX
    return UnusedPlaces(tuple(page), page[-1].place_id if has_more else 0)


def _asked(statement: str, looked: Looked, day: date, *, kind: str, **bounds: Any) -> list[UsedPlace]:
    text = statement.format(kind=_OF_KIND if kind else "", area="" if looked.wards is None else _IN_AREA)
    given = {
        "day": day, "since": day_start(day), "until": day_end(day), "kind": kind,
        "wards": id_array(looked.wards or ()), **bounds,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        return [UsedPlace(*row) for row in cursor.fetchall()]
