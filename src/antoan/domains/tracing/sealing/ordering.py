"""Where each spot and each person begins among the stays of a day."""

from typing import Any

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.columns import Columns

Array = npt.NDArray[Any]


def spots_index(columns: Columns) -> tuple[Array, Array]:
    """Return for stays in order of spots where each spot begins, one more at the end, and its longest stay."""
    count = int(columns.spot[-1]) + 1 if len(columns) else 0
    starts = np.searchsorted(columns.spot, np.arange(count + 1)).astype(np.int32)
    longest = np.zeros(count + 1, np.int32)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    if len(filled):
        longest[filled] = np.maximum.reduceat(columns.t_eff - columns.t_in, starts[filled])
    return starts, longest


def persons_index(columns: Columns) -> tuple[Array, Array]:
    """Return where each person begins in the order of persons, one more at the end, and the stays in that order."""
    # Loaded here: the compiler of the loop takes a second, and every process imports this file.
    from antoan.domains.tracing.sealing.counting import count_and_place

    count = int(columns.person.max()) + 1 if len(columns) else 0
    starts = np.zeros(count + 1, np.int32)
    order = np.empty(len(columns), np.int32)
    count_and_place(columns.person, starts, order)
    return starts, order
