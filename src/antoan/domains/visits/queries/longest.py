"""Statements that raise the longest stay of a spot; for services/longest.py."""

from datetime import datetime
from typing import Final

from django.db import connection

_RAISE_LONGEST: Final = """
INSERT INTO visits_longeststay AS known (spot_id, seconds)
SELECT spot_id, ceil(extract(epoch FROM max(t_eff - t_in)))::int4
FROM visits_visit WHERE t_in >= %s AND t_in < %s GROUP BY spot_id ORDER BY spot_id
ON CONFLICT (spot_id) DO UPDATE SET seconds = excluded.seconds WHERE known.seconds < excluded.seconds
"""
_RAISE_ONE: Final = """
INSERT INTO visits_longeststay AS known (spot_id, seconds) VALUES (%s, %s)
ON CONFLICT (spot_id) DO UPDATE SET seconds = excluded.seconds WHERE known.seconds < excluded.seconds
"""


def raise_longest_stays(since: datetime, until: datetime) -> int:
    """Raise the longest stay of every spot to what began between two moments; return how many rose."""
    with connection.cursor() as cursor:
        cursor.execute(_RAISE_LONGEST, [since, until])
        risen: int = cursor.rowcount
    return risen


def raise_longest_to(spot_id: int, seconds: int) -> None:
    """Raise the longest stay of a spot to so many seconds."""
    with connection.cursor() as cursor:
        cursor.execute(_RAISE_ONE, [spot_id, seconds])
