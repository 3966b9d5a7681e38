"""Deletes what the cache table still holds of times that are over: Django does so only when the table is full."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import connection

BATCH_ROWS: Final = 5_000
_DELETE: Final = """
DELETE FROM "{table}" WHERE cache_key IN (SELECT cache_key FROM "{table}" WHERE expires < %s LIMIT %s)
"""


def drop_expired_cache(before: datetime) -> dict[str, int]:
    """Delete a batch of what ended before a moment; return rows by table. Counters of tries hold addresses."""
    table = str(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(_DELETE.format(table=table), [before, BATCH_ROWS])
        count = cursor.rowcount
    return {table: count} if count else {}
