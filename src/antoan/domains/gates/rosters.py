"""Whom a gate expects: the people of its roster. Domains that keep lists of people register themselves here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

ROSTER_PEOPLE_MAX = 10_000  # Beyond, those who came last stay: about half a megabyte on the phone.


class RosterSource(Protocol):
    """Knows people whom a place expects."""

    def people_of(self, place_id: int, now: datetime, limit: int) -> Sequence[int]:
        """Return at most so many people, those most expected first."""


_sources: list[RosterSource] = []


def register_roster(source: RosterSource) -> None:
    """Have a source asked from now on. Registering twice is registering once."""
    if source not in _sources:
        _sources.append(source)


def roster_of(place_id: int, now: datetime) -> list[int]:
    """Return everybody whom a place expects, each once, at most ROSTER_PEOPLE_MAX."""
    people: dict[int, None] = {}
    for source in _sources:
        people |= dict.fromkeys(source.people_of(place_id, now, ROSTER_PEOPLE_MAX))
    return list(people)[:ROSTER_PEOPLE_MAX]
