"""Counts different people exactly, in one pass over sealed days: who was seen last in which group. Arrays in, arrays out.

The stays of a sealed day are in order of spot and time in, so each group (a spot's hour, a ward's day) is read in one
piece; a person counts when the group they were last seen in is another one. No sorting, no hashing, one number a person.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.compiled import compiled

Array = npt.NDArray[Any]


@compiled
def by_spot_and_hour(
    spots: Array, starts: Array, t_in: Array, person: Array, persons: int, first_s: int
) -> tuple[Array, Array, Array]:
    """Return spot, hour (from `first_s` on) and different people of every hour of some spots in which anybody came."""
    rows = 0
    for at in range(len(spots)):
        rows += starts[spots[at] + 1] - starts[spots[at]]
    last_group = np.full(persons, -1, np.int32)
    out_spot, out_hour = np.empty(rows, np.int32), np.empty(rows, np.int32)
    out_people = np.zeros(rows, np.int32)
    group = -1
    for at in range(len(spots)):
        spot, hour_before = spots[at], -1
        for row in range(starts[spot], starts[spot + 1]):
            hour = (t_in[row] - first_s) // 3_600
            if hour != hour_before:
                group += 1
                out_spot[group], out_hour[group] = spot, hour
                hour_before = hour
            if last_group[person[row]] != group:
                last_group[person[row]] = group
                out_people[group] += 1
    return out_spot[: group + 1], out_hour[: group + 1], out_people[: group + 1]


@compiled
def by_groups_of_spots(
    spots: Array, group_of: Array, starts: Array, person: Array, persons: int, groups: int
) -> tuple[Array, Array]:
    """Return different people and visits of each group of spots; `spots` come in order of their groups."""
    last_group = np.full(persons, -1, np.int32)
    people, visits = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    for at in range(len(spots)):
        group = group_of[at]
        for row in range(starts[spots[at]], starts[spots[at] + 1]):
            visits[group] += 1
            if last_group[person[row]] != group:
                last_group[person[row]] = group
                people[group] += 1
    return people, visits
