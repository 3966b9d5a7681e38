"""Computes what every area lies in, through all eras."""

from collections import defaultdict
from collections.abc import Iterable, Mapping


def ancestries(
    parents: Mapping[int, int | None], default_successions: Iterable[tuple[int, int]]
) -> dict[int, frozenset[int]]:
    """Return for each area itself, those above it, and the same for its predecessors and successors."""
    earlier: dict[int, set[int]] = defaultdict(set)
    later: dict[int, set[int]] = defaultdict(set)
    for old, new in default_successions:
        later[old].add(new)
        earlier[new].add(old)
    reached = {}
    for area_id in parents:
        home = _climb({area_id}, parents)
        relatives = _all_along(home, earlier) | _all_along(home, later)
        reached[area_id] = frozenset(home | _climb(relatives, parents))
    return reached


def _climb(area_ids: set[int], parents: Mapping[int, int | None]) -> set[int]:
    reached: set[int] = set()
    for start in area_ids:
        area_id: int | None = start
        while area_id is not None and area_id not in reached:
            reached.add(area_id)
            area_id = parents[area_id]
    return reached


def _all_along(area_ids: set[int], links: Mapping[int, set[int]]) -> set[int]:
    """Follow the links in one direction through all eras."""
    reached: set[int] = set()
    step = area_ids
    while step:
        step = {end for start in step for end in links.get(start, ())} - reached
        reached |= step
    return reached
