"""The compiled loops of the sweep. Arrays in, arrays out; whoever calls has made room."""

from typing import Any

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.compiled import compiled

Array = npt.NDArray[Any]

_SPREAD = np.uint32(2_654_435_769)  # 2**32 over the golden ratio: spreads neighbouring numbers over a table.


@compiled
def _first_from(values: Array, begin: int, end: int, wanted: int) -> int:
    """Return the first position from which on the rising values are at least `wanted`."""
    while begin < end:
        middle = (begin + end) >> 1
        if values[middle] < wanted:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled
def bounds(
    chosen: Array,
    spot: Array,
    a: Array,
    b: Array,
    starts: Array,
    longest: Array,
    t_in: Array,
    low: Array,
    high: Array,
) -> None:
    """Find of each chosen stay between which rows of its spot the stays lie that can meet it.

    Whoever left after `a` came after `a` less the longest stay of the spot.
    """
    for number in range(len(chosen)):
        stay = chosen[number]
        where = spot[stay]
        begin, end = starts[where], starts[where + 1]
        low[number] = _first_from(t_in, begin, end, a[stay] - longest[where] + 1)
        high[number] = _first_from(t_in, low[number], end, b[stay])


@compiled
def _is_dropped(row: int, dropped: Array) -> bool:
    found = _first_from(dropped, 0, len(dropped), row)
    return bool(found < len(dropped) and dropped[found] == row)


@compiled
def overlaps(
    chosen: Array, low: Array, high: Array, case: Array, own: Array, a: Array, b: Array, t_in: Array, t_eff: Array,
    person: Array, dropped: Array, out_case: Array, out_person: Array, out_seconds: Array, out_first: Array,
) -> int:  # fmt: skip
    """Write case, person, seconds and first moment of every overlap; return how many there are."""
    filled = 0
    for number in range(len(chosen)):
        stay = chosen[number]
        begins, ends = a[stay], b[stay]
        for row in range(low[number], high[number]):
            if t_eff[row] <= begins or person[row] == own[stay]:
                continue
            if len(dropped) > 0 and _is_dropped(row, dropped):
                continue
            first = max(t_in[row], begins)
            out_case[filled] = case[stay]
            out_person[filled] = person[row]
            out_seconds[filled] = min(t_eff[row], ends) - first
            out_first[filled] = first
            filled += 1
    return filled


@compiled
def met_rows(
    chosen: Array, low: Array, high: Array, own: Array, a: Array, t_eff: Array, person: Array, dropped: Array,
    out_stay: Array, out_row: Array,
) -> int:  # fmt: skip
    """Write which stay met which row; return how many there are."""
    filled = 0
    for number in range(len(chosen)):
        stay = chosen[number]
        for row in range(low[number], high[number]):
            if t_eff[row] <= a[stay] or person[row] == own[stay]:
                continue
            if len(dropped) > 0 and _is_dropped(row, dropped):
                continue
            out_stay[filled] = stay
            out_row[filled] = row
            filled += 1
    return filled


@compiled
def visitors(
    spot: Array, since: Array, until: Array, starts: Array, longest: Array, t_in: Array, t_eff: Array, person: Array,
    dropped: Array,
) -> Array:  # fmt: skip
    """Count the different people at each spot between two seconds."""
    counts = np.zeros(len(spot), np.int64)
    for number in range(len(spot)):
        where = spot[number]
        begin = _first_from(t_in, starts[where], starts[where + 1], since[number] - longest[where] + 1)
        end = _first_from(t_in, begin, starts[where + 1], until[number])
        here = np.empty(end - begin, np.int32)
        filled = 0
        for row in range(begin, end):
            if t_eff[row] > since[number] and not (len(dropped) > 0 and _is_dropped(row, dropped)):
                here[filled] = person[row]
                filled += 1
        counts[number] = len(np.unique(here[:filled]))
    return counts


@compiled
def _by_case(case: Array, cases: int) -> tuple[Array, Array]:
    """Sort by counting: where each case begins, and the overlaps in that order."""
    starts = np.zeros(cases + 1, np.int64)
    for number in range(len(case)):
        starts[case[number] + 1] += 1
    for number in range(1, cases + 1):
        starts[number] += starts[number - 1]
    free = starts[:-1].copy()
    order = np.empty(len(case), np.int64)
    for number in range(len(case)):
        order[free[case[number]]] = number
        free[case[number]] += 1
    return starts, order


@compiled
def added_up(
    case: Array, person: Array, seconds: Array, first_at: Array, cases: int
) -> tuple[Array, Array, Array, Array, Array]:
    """Add overlaps up by case and person, with one small hash table used again for each case."""
    starts, order = _by_case(case, cases)
    largest = 0
    for number in range(cases):
        largest = max(largest, starts[number + 1] - starts[number])
    size = 16
    while size < 2 * largest:
        size *= 2
    table = np.full(size, -1, np.int64)  # Where in the output a person stands.
    room = len(case)
    out_case, out_person = np.empty(room, np.int32), np.empty(room, np.int32)
    out_meetings, out_first = np.empty(room, np.int32), np.empty(room, np.int32)
    out_seconds = np.empty(room, np.int64)
    filled = 0
    for number in range(cases):
        own = 16
        while own < 2 * (starts[number + 1] - starts[number]):
            own *= 2
        for position in range(starts[number], starts[number + 1]):
            row = order[position]
            slot = np.int64(np.uint32(person[row]) * _SPREAD) & (own - 1)
            while table[slot] >= 0 and out_person[table[slot]] != person[row]:
                slot = (slot + 1) & (own - 1)
            if table[slot] < 0:
                table[slot] = filled
                out_case[filled], out_person[filled] = number, person[row]
                out_meetings[filled], out_seconds[filled], out_first[filled] = 0, 0, first_at[row]
                filled += 1
            at = table[slot]
            out_meetings[at] += 1
            out_seconds[at] += seconds[row]
            out_first[at] = min(out_first[at], first_at[row])
        table[:own] = -1
    return (
        out_case[:filled],
        out_person[:filled],
        out_meetings[:filled],
        out_seconds[:filled],
        out_first[:filled],
    )
