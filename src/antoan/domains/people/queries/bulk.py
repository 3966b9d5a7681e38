"""Reads of many people at once, for domains that derive from them. Nothing here is shown to anybody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from antoan.foundation.db.arrays import id_array

_LOCKED = """
SELECT id, qid, qid_source = 'local', full_name, gender, birth_on
FROM people_person WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""
_IDENTITIES = """
SELECT id, qid, qid_source = 'local', full_name, gender, birth_on FROM people_person WHERE id = ANY(%s::bigint[])
"""
_NAMED = "SELECT id, qid FROM people_person WHERE qid = ANY(%s) OR id = ANY(%s::bigint[])"
_BY_WARD = "SELECT ward_id, count(*) FROM people_person GROUP BY ward_id"
_SOME_BY_WARD = "SELECT ward_id, count(*) FROM people_person WHERE id = ANY(%s::bigint[]) GROUP BY ward_id"
_PAGE = "SELECT id FROM people_person WHERE id > %s ORDER BY id LIMIT %s"

_BIRTH_YEARS = "SELECT id, extract(year FROM birth_on)::int FROM people_person WHERE id = ANY(%s::bigint[])"
_RESIDENTS = """
SELECT id FROM people_person
WHERE ward_id = ANY(%s::bigint[]) AND birth_on BETWEEN %s AND %s AND id > %s
ORDER BY id LIMIT %s
"""
_WARDS = "SELECT id, ward_id FROM people_person WHERE id = ANY(%s::bigint[])"

_ROSTER = """
SELECT id, qid FROM people_person
WHERE ward_id = ANY(%s::bigint[]) AND birth_on BETWEEN %s AND %s
ORDER BY lower(address), name_folded, id
"""


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


def identities_of(person_ids: Iterable[int]) -> list[Identity]:
    """Return people without holding them, for whoever only looks ahead."""
    with connection.cursor() as cursor:
        cursor.execute(_IDENTITIES, [id_array(list(person_ids))])
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


def wards_of(person_ids: Iterable[int]) -> dict[int, int | None]:
    """Return by person the ward of residence; None for who has none on record."""
    with connection.cursor() as cursor:
        cursor.execute(_WARDS, [id_array(list(person_ids))])
        return dict(cursor.fetchall())


def birth_years_of(person_ids: Iterable[int]) -> dict[int, int]:
    """Return in which year people were born, to tell two of one label apart."""
    with connection.cursor() as cursor:
        cursor.execute(_BIRTH_YEARS, [id_array(list(person_ids))])
        return dict(cursor.fetchall())


def residents_of(
    ward_ids: Iterable[int], *, born_from: date, born_until: date, batch_rows: int
) -> Iterator[list[int]]:
    """Return who lives in these wards and was born within these days, in ascending batches."""
    wards, last_id = id_array(list(ward_ids)), 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_RESIDENTS, [wards, born_from, born_until, last_id, batch_rows])
            batch = [row[0] for row in cursor.fetchall()]
        if not batch:
            return
        yield batch
        last_id = batch[-1]


def roster_of_wards(ward_ids: Iterable[int], *, born_from: date, born_until: date) -> list[tuple[int, str]]:
    """Return ids and QIDs of who lives in these wards, door by door: the order in which cards are handed out."""
    with connection.cursor() as cursor:
        cursor.execute(_ROSTER, [id_array(list(ward_ids)), born_from, born_until])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def people_named(texts: Iterable[str]) -> dict[str, int]:
    """Return the people that QIDs or ids name, by text; who is unknown is left out. For commands on the server."""
    wanted = set(texts)
    ids = [int(text) for text in wanted if text.isascii() and text.isdigit() and len(text) < 19]
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [sorted(wanted), id_array(ids)])
        rows = cursor.fetchall()
    by_id = {str(person_id): person_id for person_id, _ in rows}
    by_qid = {qid: person_id for person_id, qid in rows}
    return {text: found for text in wanted if (found := by_qid.get(text) or by_id.get(text)) is not None}


def people_by_ward(person_ids: Sequence[int] | None = None) -> dict[int | None, int]:
    """Return how many people (of these, or all) live in each ward; None stands for an unknown home."""
    with connection.cursor() as cursor:
        if person_ids is None:
            cursor.execute(_BY_WARD)
        else:
            cursor.execute(_SOME_BY_WARD, [id_array(person_ids)])
        return dict(cursor.fetchall())
