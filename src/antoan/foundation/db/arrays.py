"""Lists of numbers as one parameter of a statement."""

from collections.abc import Iterable


def id_array(ids: Iterable[int]) -> str:
    """Return the literal of a bigint array, for ``ANY(%s::bigint[])``: many times quicker than adapting a list."""
    return "{" + ",".join(map(str, ids)) + "}"
