"""One answer from sealed and open days: the compiled loops over files, PostgreSQL over the rest.

A case's stay may lie in one source and the stay that met it in another, so that both are asked for the stays of
the cases first, and then both for what met any of them.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.meetings import CaseStays, Meetings
from antoan.domains.tracing.rules.exposure import ContactRule

Array = npt.NDArray[Any]

NEVER: Final = np.iinfo(np.int32).max  # Somebody who entered nowhere afterwards.
OBSERVED_MAX: Final = 2_000  # So many stays of a spot tell how long people stay there.


class Source(Protocol):
    """Some days of stays."""

    def stays_of(self, cases: Cases, rule: ContactRule) -> CaseStays:
        """Return the stays in which cases infect somebody, if there is anybody."""

    def meetings(self, stays: CaseStays) -> Meetings:
        """Return every overlap of the stays with a stay of somebody else."""

    def next_entries(self, person: Array, after: Array) -> Array:
        """Return of each person when they entered anywhere next after a second; NEVER when they did not."""

    def observed_stays(self, spot: int) -> Array:
        """Return how long people stayed at a spot, of those who were scanned out, at most OBSERVED_MAX."""

    def visitors(self, spot: Array, since: Array, until: Array) -> Array:
        """Return how many people were at each spot between two seconds."""

    def people_seen(self) -> int:
        """Return how many people were anywhere at all."""

    def stay_counts(self, person: Array) -> Array:
        """Return how many stays each person has."""


class OnlineEngine:
    """Several sources as one engine."""

    name = "online"

    def __init__(self, sources: Sequence[Source]) -> None:
        """Take the sources; no stay is in two of them."""
        self._sources = sources

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case."""
        chosen = cases.within(window)
        stays = self.stays_of(chosen, rule)
        met = self.meetings(stays)
        a, b = stays.a[met.stay], stays.b[met.stay]
        first_at = np.maximum(met.t_in, a)
        seconds = np.minimum(met.t_eff, b) - first_at
        once = np.ones(len(first_at), np.int32)
        each = Contacts.of((stays.case[met.stay], met.person, once, seconds, first_at))
        return each.each_pair_once()

    def stays_of(self, cases: Cases, rule: ContactRule) -> CaseStays:
        """Return the stays in which cases infect somebody, if there is anybody."""
        return CaseStays.joined([source.stays_of(cases, rule) for source in self._sources])

    def meetings(self, stays: CaseStays) -> Meetings:
        """Return every overlap of the stays with a stay of somebody else."""
        return Meetings.joined([source.meetings(stays) for source in self._sources])

    def next_entries(self, person: Array, after: Array) -> Array:
        """Return of each person when they entered anywhere next."""
        soonest = np.full(len(person), NEVER, np.int32)
        for source in self._sources:
            soonest = np.minimum(soonest, source.next_entries(person, after))
        return soonest

    def observed_stays(self, spot: int) -> Array:
        """Return how long people stayed at a spot, of those who were scanned out."""
        found = [source.observed_stays(spot) for source in self._sources]
        return np.concatenate([np.empty(0, np.int32), *found])[:OBSERVED_MAX]

    def visitors(self, spot: Array, since: Array, until: Array) -> Array:
        """Return how many people were at each spot between two seconds; overnight, one may count twice."""
        total = np.zeros(len(spot), np.int64)
        for source in self._sources:
            total += source.visitors(spot, since, until)
        return total

    def people_seen(self) -> int:
        """Return how many people were anywhere at all; those of one source stand for all."""
        return max((source.people_seen() for source in self._sources), default=0)

    def stay_counts(self, person: Array) -> Array:
        """Return how many stays each person has."""
        total = np.zeros(len(person), np.int64)
        for source in self._sources:
            total += source.stay_counts(person)
        return total
