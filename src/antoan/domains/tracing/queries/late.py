"""What changed in PostgreSQL after a day was sealed, and the trigger that notes it."""

from collections.abc import Collection
from datetime import date
from typing import Final

import numpy as np
from django.db import connection
from psycopg import sql

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.queries.copying import FLAG, INT4, SECONDS, copied
from antoan.domains.tracing.queries.exporting import VISITS
from antoan.domains.tracing.queries.numbers import numbers_of
from antoan.foundation.db.days import partition_name
from antoan.kit.clock import CITY_ZONE, day_end, day_start

_WATCH: Final = """
CREATE TRIGGER tracing_late AFTER INSERT OR UPDATE OR DELETE ON {day}
FOR EACH ROW EXECUTE FUNCTION tracing_note_late_change()
"""
_IS_WATCHED: Final = (
    "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'tracing_late')"
)
_CHANGED_DAYS: Final = """
SELECT (t_in AT TIME ZONE %s)::date AS day, count(*) FROM tracing_latechange GROUP BY day
"""
_STRANGERS: Final = """
SELECT DISTINCT l.person_id FROM tracing_latechange l
WHERE l.t_in >= %s AND l.t_in < %s
  AND NOT EXISTS (SELECT FROM tracing_personnumber n WHERE n.person_id = l.person_id)
"""
# The stays as they were, by number, spot and second, and what of them is in the table now.
_CHANGED: Final = """
SELECT DISTINCT n.number, l.spot_id, l.t_in
FROM tracing_latechange l JOIN tracing_personnumber n ON n.person_id = l.person_id
WHERE l.t_in >= {since} AND l.t_in < {until}
"""
_NOW: Final = """
SELECT DISTINCT n.number, v.spot_id, v.t_in, v.t_eff, v.t_out IS NULL
FROM tracing_latechange l
JOIN tracing_personnumber n ON n.person_id = l.person_id
JOIN visits_visit v ON v.person_id = l.person_id AND v.spot_id = l.spot_id
    AND v.t_in >= date_trunc('second', l.t_in) AND v.t_in < date_trunc('second', l.t_in) + interval '1 second'
WHERE l.t_in >= {since} AND l.t_in < {until} AND v.t_in >= {since} AND v.t_in < {until}
"""
_SETTLED: Final = """
DELETE FROM tracing_latechange
WHERE t_in >= %s AND t_in < %s AND pg_visible_in_snapshot(noted_in::text::xid8, %s::pg_snapshot)
"""


def watch(day: date) -> None:
    """Have every later change of a day's stays noted, by whatever door it comes. Twice is once."""
    name = partition_name(VISITS, day)
    with connection.cursor() as cursor:
        cursor.execute(_IS_WATCHED, [name])
        if not cursor.fetchone()[0]:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            cursor.execute(sql.SQL(_WATCH).format(day=sql.Identifier(name)))


def settle(day: date, seen: str) -> int:
    """Forget the late changes of a day that a snapshot saw: they are in the files now. Return how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, [day_start(day), day_end(day), seen])
        settled: int = cursor.rowcount
    return settled


def changed_days() -> dict[date, int]:
    """Return the days with late changes, and how many each has."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED_DAYS, [str(CITY_ZONE)])
        return dict(cursor.fetchall())


def late_stays(days: Collection[date]) -> dict[date, tuple[Columns, Columns]]:
    """Return of each day the stays that changed, as the files may hold them (times in only), and as they are now."""
    found = {}
    for day in sorted(days):
        _give_numbers(day)
        between = {"since": sql.Literal(day_start(day)), "until": sql.Literal(day_end(day))}
        number, spot, t_in = copied(sql.SQL(_CHANGED).format(**between), [INT4, INT4, SECONDS])
        before = Columns(number, spot, t_in, t_in, np.zeros(len(t_in), bool))
        now = copied(sql.SQL(_NOW).format(**between), [INT4, INT4, SECONDS, SECONDS, FLAG])
        found[day] = before, Columns(*now)
    return found


def _give_numbers(day: date) -> None:
    """Give a number to those whose first visit came late."""
    with connection.cursor() as cursor:
        cursor.execute(_STRANGERS, [day_start(day), day_end(day)])
        numbers_of([row[0] for row in cursor.fetchall()])
