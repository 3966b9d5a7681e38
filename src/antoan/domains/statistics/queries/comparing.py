"""Compares counts with the truth in one statement, and notes what is missing or too much.

Both sides are read as one moment sees them, and triggers note in the transaction that changes the truth; so nothing
that happens meanwhile can look like a difference.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.queries.truth import TRUTH
from antoan.kit.clock import day_end, day_start

_COMPARE: Final = """
WITH truth AS (
    SELECT ward_id, measure, at, kind, detail, sum(amount) AS amount FROM ({truth}) AS t GROUP BY 1, 2, 3, 4, 5),
counted AS (
    SELECT ward_id, measure, at, kind, detail, sum(amount) AS amount FROM (
        SELECT ward_id, measure, at, kind, detail, amount FROM statistics_areahour
        WHERE measure = %(measure)s AND at >= %(since)s AND at < %(until)s
        UNION ALL
        SELECT ward_id, measure, at, kind, detail, amount FROM statistics_areanote
        WHERE measure = %(measure)s AND at >= %(since)s AND at < %(until)s) AS c
    GROUP BY 1, 2, 3, 4, 5),
differing AS (
    SELECT ward_id, measure, at, kind, detail,
           (coalesce(truth.amount, 0) - coalesce(counted.amount, 0))::int AS amount
    FROM truth FULL JOIN counted USING (ward_id, measure, at, kind, detail)
    WHERE coalesce(truth.amount, 0) <> coalesce(counted.amount, 0)),
noted AS (
    INSERT INTO statistics_areanote (ward_id, measure, at, kind, detail, amount)
    SELECT ward_id, measure, at, kind, detail, amount FROM differing)
SELECT count(*), coalesce(sum(amount) FILTER (WHERE amount > 0), 0),
       coalesce(-sum(amount) FILTER (WHERE amount < 0), 0) FROM differing"""


@dataclass(frozen=True, slots=True)
class Difference:
    """In how many buckets a measure differed, and by how much each way."""

    measure: Measure
    buckets: int
    missing: int
    surplus: int


def compared(measure: Measure, first: date, last: date) -> Difference:
    """Compare a measure over some days; what differs is noted, so that the next fold sets it right."""
    period = {
        "measure": measure.value,
        "first": first,
        "last": last,
        "since": day_start(first),
        "until": day_end(last),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COMPARE.format(truth=TRUTH[measure]), period)
        return Difference(measure, *map(int, cursor.fetchone()))
