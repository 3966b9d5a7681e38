"""Pairs of visits of one person at places too far apart, found in the store: also what came late or by another process."""

from datetime import datetime
from typing import Final

from django.db import connection

from antoan.domains.gates.day import day
from antoan.domains.gates.values import Copy
from antoan.domains.places.queries import gates_by_id, positions_of_places
from antoan.kit.distances import kilometres_between

PAIRS_MAX: Final = 50_000  # Of one look; beyond, the rest is found by the next one.

_PAIRS: Final = """
SELECT person_id, before_gate, before_at, gate_id, t_in FROM (
    SELECT person_id, t_in, gate_id, spot_id, lag(t_in) OVER w AS before_at, lag(gate_id) OVER w AS before_gate,
           lag(spot_id) OVER w AS before_spot
    FROM visits_visit WHERE t_in >= %s AND t_in < %s
    WINDOW w AS (PARTITION BY person_id ORDER BY t_in)) AS entries
WHERE before_spot <> spot_id ORDER BY t_in DESC LIMIT %s"""


def copies_between(since: datetime, until: datetime) -> list[Copy]:
    """Return the pairs nobody can have travelled. For the worker."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [since, until, PAIRS_MAX])
        rows = cursor.fetchall()
    gates = gates_by_id(gate for row in rows for gate in (row[1], row[3]))
    where = positions_of_places({gate.place_id for gate in gates.values()})
    found = []
    for person_id, first_gate, first_at, gate, at in rows:
        here, there = (where.get(gates[one].place_id) for one in (first_gate, gate))
        if here is None or there is None or here.position is None or there.position is None:
            continue
        kilometres = kilometres_between(here.position, there.position)
        if day().copied_code.is_too_soon(kilometres, at - first_at):
            found.append(Copy(person_id, first_gate, first_at, gate, at, kilometres))
    return found
