"""Dense numbers of people: given once, and led back to the person only here."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db import connection

from antoan.foundation.db.arrays import id_array

Array = npt.NDArray[Any]

# Who has a number keeps it; the sequence is not spent on those.
_GIVE: Final = """
INSERT INTO tracing_personnumber (person_id)
SELECT q.id FROM unnest(%s::bigint[]) AS q(id)
WHERE NOT EXISTS (SELECT FROM tracing_personnumber known WHERE known.person_id = q.id)
ON CONFLICT DO NOTHING
"""
_NUMBERS: Final = "SELECT person_id, number FROM tracing_personnumber WHERE person_id = ANY(%s::bigint[])"
_PEOPLE: Final = "SELECT number, person_id FROM tracing_personnumber WHERE number = ANY(%s::int[])"
_FORGOTTEN: Final = "SELECT number FROM tracing_forgottennumber ORDER BY number"


def numbers_of(person_ids: Iterable[int]) -> dict[int, int]:
    """Return the numbers of people by person; who has none yet is given one."""
    wanted = set(person_ids)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [id_array(wanted)])
        known: dict[int, int] = dict(cursor.fetchall())
        if missing := wanted - known.keys():
            cursor.execute(_GIVE, [id_array(sorted(missing))])
            cursor.execute(_NUMBERS, [id_array(missing)])
            known |= dict(cursor.fetchall())
    return known


def people_of(numbers: Array) -> dict[int, int]:
    """Return the people behind numbers; numbers of the erased are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [id_array(np.unique(numbers).tolist())])
        return dict(cursor.fetchall())


def forgotten_numbers() -> Array:
    """Return the numbers of the erased that some sealed day may still hold."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGOTTEN)
        return np.array([row[0] for row in cursor.fetchall()], np.int32)
