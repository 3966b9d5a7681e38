"""The compiled loop of the index of persons."""

from typing import Any

import numpy.typing as npt

from antoan.domains.tracing.compiled import compiled

Array = npt.NDArray[Any]


@compiled
def count_and_place(person: Array, starts: Array, order: Array) -> None:
    """Sort by counting: twice over the rows, whatever their order."""
    for row in range(len(person)):
        starts[person[row] + 1] += 1
    for number in range(1, len(starts)):
        starts[number] += starts[number - 1]
    free = starts.copy()
    for row in range(len(person)):
        order[free[person[row]]] = row
        free[person[row]] += 1
