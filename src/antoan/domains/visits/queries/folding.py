"""Folds what the triggers noted into the counts, and counts what they missed: single statements, so that nothing is lost or counted twice."""

from datetime import date
from typing import Final

from django.db import connection

from antoan.kit.clock import day_end, day_start

BATCH_ROWS: Final = 20_000

_FOLD: Final = """
WITH taken AS (
    DELETE FROM visits_visitdelta WHERE id IN (
        SELECT id FROM visits_visitdelta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING spot_id, gate_id, half_hour, direction, colour, people),
added AS (
    INSERT INTO visits_visitcount AS c (spot_id, gate_id, half_hour, direction, colour, people)
    SELECT spot_id, gate_id, half_hour, direction, colour, sum(people)
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3, 2, 4, 5
    ON CONFLICT (spot_id, half_hour, gate_id, direction, colour)
    DO UPDATE SET people = c.people + excluded.people)
SELECT count(*) FROM taken"""


def fold_batch() -> int:
    """Fold at most BATCH_ROWS notes; return how many were taken."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [BATCH_ROWS])
        return int(cursor.fetchone()[0])


# The rows of the log whose entry or exit falls into a day, as migration 0003 counts them, less what was counted.
_MISSED: Final = """
WITH truth AS (
    SELECT spot_id, coalesce(gate_id, 0) AS gate_id, date_bin('30 minutes', t_in, '2020-01-01Z') AS half_hour,
           0::int2 AS direction, colour FROM visits_visit
    WHERE source <> 2 AND t_in >= %(since)s AND t_in < %(until)s
    UNION ALL
    SELECT spot_id, coalesce(gate_id, 0), date_bin('30 minutes', t_out, '2020-01-01Z'), 1::int2, colour
    FROM visits_visit
    WHERE t_out >= %(since)s AND t_out < %(until)s AND t_in >= %(since)s - interval '1 day' AND t_in < %(until)s),
both_sides AS (
    SELECT spot_id, gate_id, half_hour, direction, colour, 1 AS people FROM truth
    UNION ALL
    SELECT spot_id, gate_id, half_hour, direction, colour, -people FROM visits_visitcount
    WHERE half_hour >= %(since)s AND half_hour < %(until)s
    UNION ALL
    SELECT spot_id, gate_id, half_hour, direction, colour, -people FROM visits_visitdelta
    WHERE half_hour >= %(since)s AND half_hour < %(until)s),
added AS (
    INSERT INTO visits_visitcount AS c (spot_id, gate_id, half_hour, direction, colour, people)
    SELECT spot_id, gate_id, half_hour, direction, colour, sum(people) FROM both_sides
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(people) <> 0 ORDER BY 1, 3, 2, 4, 5
    ON CONFLICT (spot_id, half_hour, gate_id, direction, colour)
    DO UPDATE SET people = c.people + excluded.people RETURNING 1)
SELECT count(*) FROM added"""


def add_missed(day: date) -> int:
    """Add to the counts of a day by what they differ from the log; return in how many buckets they did.

    One statement sees one moment, and triggers note in the transaction of the visit: nothing under way can differ.
    What is folded meanwhile moves from notes to counts, which changes no sum; so a difference may be added to
    whatever the count has become. After bulk loading nearly every bucket differs: notes would be written once more
    only to be folded. Whoever folds takes buckets in the same order, so that neither waits for the other in a ring.
    The log must still hold the day and the one before: whoever calls sees to it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, {"since": day_start(day), "until": day_end(day)})
        return int(cursor.fetchone()[0])
