"""Compiles the loops that numpy has no word for. Compiled once a machine: the result is kept beside the source."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """Return a loop over arrays as machine code that lets other threads run."""
    return cast(Loop, numba.njit(cache=True, nogil=True)(loop))
