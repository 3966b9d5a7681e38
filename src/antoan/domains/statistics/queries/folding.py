"""Folds what triggers noted into counts of half hours and of days: one statement, so that nothing is lost or counted twice."""

from typing import Final

from django.db import connection

from antoan.domains.statistics.limits import NOTES_PER_BATCH

_FOLD: Final = """
WITH taken AS (
    DELETE FROM statistics_areanote WHERE id IN (
        SELECT id FROM statistics_areanote ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING ward_id, measure, at, kind, detail, amount),
hours AS (
    INSERT INTO statistics_areahour AS c (ward_id, measure, at, kind, detail, amount)
    SELECT ward_id, measure, at, kind, detail, sum(amount) FROM taken
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 2, 1, 4, 5
    ON CONFLICT (at, measure, ward_id, kind, detail) DO UPDATE SET amount = c.amount + excluded.amount),
days AS (
    INSERT INTO statistics_areaday AS c (ward_id, measure, day, kind, detail, amount)
    SELECT ward_id, measure, (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, kind, detail, sum(amount) FROM taken
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 2, 1, 4, 5
    ON CONFLICT (day, measure, ward_id, kind, detail) DO UPDATE SET amount = c.amount + excluded.amount)
SELECT count(*) FROM taken"""


def fold_batch() -> int:
    """Fold at most NOTES_PER_BATCH notes; return how many were taken."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [NOTES_PER_BATCH])
        return int(cursor.fetchone()[0])
