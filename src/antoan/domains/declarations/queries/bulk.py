"""Reads of many people's declarations at once, for the passes. Nothing here is shown to anybody."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from antoan.domains.declarations.values import Declared
from antoan.foundation.db.arrays import id_array

# A pass weighs the newest declaration that counts; people declare daily, so only that one is read.
# The scan process derives the same two facts (entrypoints/scan/store.py); a test holds both together.
_LATEST = """
SELECT DISTINCT ON (person_id)
    person_id, id, declared_at, is_risky, confirmed_at, annulled_at, channel
FROM declarations_declaration
WHERE person_id = ANY(%s::bigint[]) AND confirmed_at IS NOT NULL AND annulled_at IS NULL AND flag = ''
    AND declared_at < %s
ORDER BY person_id, declared_at DESC, is_risky DESC
"""


def latest_declarations_of(person_ids: Sequence[int], *, until: datetime) -> list[Declared]:
    """Return of each of these people the newest declaration that counts and was made before `until`."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [id_array(person_ids), until])
        return [Declared._make(row) for row in cursor.fetchall()]
