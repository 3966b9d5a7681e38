"""The engine of open days: two statements over the visits as they are, by both covering indexes.

A B-tree finds overlaps only when something bounds how far back to look: the longest stay of each spot.
"""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from psycopg import sql

from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.engines.online import NEVER, OBSERVED_MAX
from antoan.domains.tracing.meetings import CaseStays, Meetings
from antoan.domains.tracing.queries.copying import FLAG, INT4, INT8, SECONDS, copied
from antoan.domains.tracing.queries.numbers import numbers_of, people_of
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.values import EPOCH, STAY_S_MAX
from antoan.foundation.db.arrays import id_array

Array = npt.NDArray[Any]

_STAYS: Final = """
SELECT c.case_id, v.spot_id, v.t_in, v.t_eff, v.t_out IS NULL
FROM unnest({case}::int[], {person}::bigint[], {since}::int8[], {until}::int8[]) AS c(case_id, person_id, since, until)
CROSS JOIN LATERAL (
    SELECT * FROM visits_visit v
    WHERE v.person_id = c.person_id AND v.t_in >= to_timestamp(c.since) AND v.t_in < to_timestamp(c.until)
      AND v.t_in >= to_timestamp({first}) AND v.t_in < to_timestamp({last})) v
"""
# Whole seconds: somebody is there after second a when they left in a later second.
_OTHERS: Final = """
FROM unnest({stay}::int[], {spot}::int[], {own}::bigint[], {a}::int8[], {b}::int8[]) AS q(stay, spot, own, a, b)
LEFT JOIN visits_longeststay l ON l.spot_id = q.spot
CROSS JOIN LATERAL (
    SELECT * FROM visits_visit v
    WHERE v.spot_id = q.spot AND v.t_in >= to_timestamp(q.a - coalesce(l.seconds, {longest})) AND v.t_in < to_timestamp(q.b)
      AND v.t_in >= to_timestamp({first}) AND v.t_in < to_timestamp({last})
      AND v.t_eff >= to_timestamp(q.a + 1) AND v.person_id <> q.own) v
"""
_MEETINGS: Final = "SELECT q.stay, v.person_id, v.t_in, v.t_eff, v.t_out IS NULL" + _OTHERS
_TOTALS: Final = (
    """
SELECT q.stay, v.person_id, count(*)::int4,
    sum(least(floor(date_part('epoch', v.t_eff))::int8, q.b) - greatest(floor(date_part('epoch', v.t_in))::int8, q.a))::int8,
    (min(greatest(floor(date_part('epoch', v.t_in))::int8, q.a)) - {epoch})::int4"""
    + _OTHERS
    + "GROUP BY q.stay, v.person_id"
)
_NEXT: Final = """
SELECT q.position, min(v.t_in)
FROM unnest({position}::int[], {person}::bigint[], {after}::int8[]) AS q(position, person_id, after)
JOIN visits_visit v ON v.person_id = q.person_id
    AND v.t_in >= to_timestamp(q.after + 1) AND v.t_in < to_timestamp(q.after + {longest})
    AND v.t_in >= to_timestamp({first}) AND v.t_in < to_timestamp({last})
GROUP BY q.position
"""
_OBSERVED: Final = """
SELECT v.t_in, v.t_eff FROM visits_visit v
WHERE v.spot_id = {spot} AND v.t_out IS NOT NULL AND v.t_in >= to_timestamp({first}) AND v.t_in < to_timestamp({last})
ORDER BY v.t_in DESC LIMIT {most}
"""
_VISITORS: Final = """
SELECT q.position, count(DISTINCT v.person_id)
FROM unnest({position}::int[], {spot}::int[], {since}::int8[], {until}::int8[]) AS q(position, spot, since, until)
LEFT JOIN visits_longeststay l ON l.spot_id = q.spot
JOIN visits_visit v ON v.spot_id = q.spot
    AND v.t_in >= to_timestamp(q.since - coalesce(l.seconds, {longest})) AND v.t_in < to_timestamp(q.until)
    AND v.t_in >= to_timestamp({first}) AND v.t_in < to_timestamp({last})
    AND v.t_eff >= to_timestamp(q.since + 1)
GROUP BY q.position
"""
_SEEN: Final = """
SELECT count(DISTINCT person_id) FROM visits_visit WHERE t_in >= to_timestamp({first}) AND t_in < to_timestamp({last})
"""
_COUNTS: Final = """
SELECT q.position, count(*)
FROM unnest({position}::int[], {person}::bigint[]) AS q(position, person_id)
JOIN visits_visit v ON v.person_id = q.person_id AND v.t_in >= to_timestamp({first}) AND v.t_in < to_timestamp({last})
GROUP BY q.position
"""
_EPOCH_S: Final = int(EPOCH.timestamp())


class Range(NamedTuple):
    """Seconds between which the stays begin that are looked at."""

    first: int
    last: int


_EVER: Final = (Range(-(1 << 31), 1 << 31),)


class PostgresEngine:
    """PostgreSQL over the days it holds, or over some of them."""

    name = "postgres"

    def __init__(self, ranges: tuple[Range, ...] = _EVER) -> None:
        """Look at stays that begin in these ranges only; at all unless told."""
        self._ranges = ranges

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case."""
        chosen = cases.within(window)
        stays = self.stays_of(chosen, rule)
        found = []
        for between in self._ranges:
            statement = _others(_TOTALS, stays, between, stays.case)
            case, person, meetings, seconds, first_at = copied(statement, [INT4, INT8, INT4, INT8, INT4])
            found.append(Contacts.of((case, _numbered(person), meetings, seconds, first_at)))
        return Contacts.joined(found).each_pair_once()

    def stays_of(self, cases: Cases, rule: ContactRule) -> CaseStays:
        """Return the stays in which cases infect somebody, if there is anybody."""
        people = people_of(cases.person)
        known = np.array([number in people for number in cases.person.tolist()], bool)
        position = np.flatnonzero(known)
        ids = [people[number] for number in cases.person[known].tolist()]
        found = []
        for between in self._ranges:
            statement = sql.SQL(_STAYS).format(
                case=_ids(position),
                person=sql.Literal(id_array(ids)),
                since=_moments(cases.since[known].astype(np.int64) - rule.linger_s - STAY_S_MAX),
                until=_moments(cases.until[known].astype(np.int64) + rule.before_s),
                **_between(between),
            )
            case, spot, came, left, estimated = copied(statement, [INT4, INT4, SECONDS, SECONDS, FLAG])
            stays = CaseStays.infectious(
                cases=cases, rule=rule, case=case, spot=spot, came=came, left=left, estimated=estimated
            )
            found.append(stays)
        return CaseStays.joined(found)

    def meetings(self, stays: CaseStays) -> Meetings:
        """Return every overlap of the stays with a stay of somebody else."""
        found = []
        for between in self._ranges:
            statement = _others(_MEETINGS, stays, between, np.arange(len(stays.case)))
            stay, person, t_in, t_eff, estimated = copied(statement, [INT4, INT8, SECONDS, SECONDS, FLAG])
            found.append(Meetings(stay, _numbered(person), t_in, t_eff, estimated))
        return Meetings.joined(found)

    def next_entries(self, person: Array, after: Array) -> Array:
        """Return of each person when they entered anywhere next, within a day."""
        people = people_of(person)
        soonest = np.full(len(person), NEVER, np.int32)
        for between in self._ranges:
            statement = sql.SQL(_NEXT).format(
                position=_ids(np.arange(len(person))),
                person=sql.Literal(id_array(people.get(number, 0) for number in person.tolist())),
                after=_moments(after),
                longest=sql.Literal(STAY_S_MAX),
                **_between(between),
            )
            position, t_in = copied(statement, [INT4, SECONDS])
            soonest[position] = np.minimum(soonest[position], t_in)
        return soonest

    def observed_stays(self, spot: int) -> Array:
        """Return how long people stayed at a spot, of those who were scanned out."""
        found = [np.empty(0, np.int32)]
        for between in self._ranges:
            statement = sql.SQL(_OBSERVED).format(
                spot=sql.Literal(spot), most=sql.Literal(OBSERVED_MAX), **_between(between)
            )
            t_in, t_eff = copied(statement, [SECONDS, SECONDS])
            found.append(t_eff - t_in)
        return np.concatenate(found)[:OBSERVED_MAX]

    def visitors(self, spot: Array, since: Array, until: Array) -> Array:
        """Return how many people were at each spot between two seconds."""
        total = np.zeros(len(spot), np.int64)
        for between in self._ranges:
            statement = sql.SQL(_VISITORS).format(
                position=_ids(np.arange(len(spot))),
                spot=_ids(spot),
                since=_moments(since),
                until=_moments(until),
                longest=sql.Literal(STAY_S_MAX),
                **_between(between),
            )
            position, count = copied(statement, [INT4, INT8])
            total[position] += count
        return total

    def people_seen(self) -> int:
        """Return how many people were anywhere at all, in the range with most of them."""
        counts = [copied(sql.SQL(_SEEN).format(**_between(between)), [INT8])[0] for between in self._ranges]
        return int(np.concatenate(counts).max(initial=0))

    def stay_counts(self, person: Array) -> Array:
        """Return how many stays each person has."""
        people = people_of(person)
        total = np.zeros(len(person), np.int64)
        for between in self._ranges:
            statement = sql.SQL(_COUNTS).format(
                position=_ids(np.arange(len(person))),
                person=sql.Literal(id_array(people.get(number, 0) for number in person.tolist())),
                **_between(between),
            )
            position, count = copied(statement, [INT4, INT8])
            total[position] += count
        return total


def _others(text: str, stays: CaseStays, between: Range, named: Array) -> sql.Composed:
    people = people_of(stays.person)
    own = [people.get(number, 0) for number in stays.person.tolist()]
    return sql.SQL(text).format(
        stay=_ids(named),
        spot=_ids(stays.spot),
        own=sql.Literal(id_array(own)),
        a=_moments(stays.a),
        b=_moments(stays.b),
        longest=sql.Literal(STAY_S_MAX),
        epoch=sql.Literal(_EPOCH_S),
        **_between(between),
    )


def _between(between: Range) -> dict[str, sql.Literal]:
    first, last = (second + _EPOCH_S for second in between)
    return {"first": sql.Literal(first), "last": sql.Literal(last)}


def _ids(values: Array) -> sql.Literal:
    return sql.Literal(id_array(values.tolist()))


def _moments(seconds: Array) -> sql.Literal:
    """Return seconds since our epoch as seconds since PostgreSQL's `to_timestamp` begins."""
    return sql.Literal(id_array((seconds.astype(np.int64) + _EPOCH_S).tolist()))


def _numbered(person_ids: Array) -> Array:
    """Return the numbers of people; who never had one is given one."""
    distinct, where = np.unique(person_ids, return_inverse=True)
    numbers = numbers_of(distinct.tolist())
    return np.array([numbers[person_id] for person_id in distinct.tolist()], np.int32)[where]
