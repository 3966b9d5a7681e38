"""Reads of many people at once, for domains that derive from them. Nothing here is shown to anybody."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from antoan.foundation.db.arrays import id_array

_LOCKED = """
SELECT id, qid, qid_source = 'local', full_name, gender, birth_on
FROM people_person WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""
_PAGE = "SELECT id FROM people_person WHERE id > %s ORDER BY id LIMIT %s"


class Identity(NamedTuple):
    """What a pass says of who somebody is."""

    person_id: int
    qid: str
    qid_is_local: bool
    full_name: str
    gender: str
    birth_on: date


def locked_identities(person_ids: Sequence[int]) -> list[Identity]:
    """Return people in order of id and hold their rows until the transaction ends.

    Whoever derives something from several tables of one person holds this first: two derivations then
    follow one another, and the later one sees what the earlier one's transaction wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED, [id_array(person_ids)])
        return [Identity._make(row) for row in cursor.fetchall()]


def all_person_ids(batch_rows: int) -> Iterator[list[int]]:
    """Return everybody's ids in ascending batches."""
    last_id = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, [last_id, batch_rows])
            batch = [row[0] for row in cursor.fetchall()]
        if not batch:
            return
        yield batch
        last_id = batch[-1]
