"""How many people are at a spot now: t_in <= now < t_eff, and no check-out (a phone's clock may run ahead).

Each process keeps a counter per spot, moved by its own scans. A counter older than FRESH_SECONDS is counted
anew in PostgreSQL together with the next batch that scans there, the longest uncounted first, as long as
counting takes no more than COUNTING_SHARE of the time. So at a calm gate the number is exact, as of the scan;
in a rush it may miss, until its next count, what other processes scanned and whose estimated stay ended; and
after a restart in a rush it begins with what this process has seen itself.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from heapq import nsmallest
from typing import Final

FRESH_SECONDS: Final = 1.0
COUNTING_SHARE: Final = 0.05  # Of each process's time, in the long run.
COUNTING_SECONDS_SAVED_MAX: Final = 0.5  # What calm times save for a rush.
COUNTING_SECONDS_PER_BATCH: Final = 0.01  # Whoever is in the batch waits for it.
_SECONDS_PER_SPOT_AT_FIRST: Final = 0.001  # Until it has been measured: it grows with the visits of a stay.
_NEWEST_WEIGHT: Final = 0.2
SPOTS_MAX: Final = (
    200_000  # Counters kept; beyond, the oldest half is forgotten and counted again when needed.
)
AHEAD: Final = timedelta(minutes=5)  # Clocks of devices may run ahead: who just entered is inside.


class Occupancy:
    """The counters of one process."""

    def __init__(self) -> None:
        self._people: dict[int, int] = {}
        self._counted_at: dict[int, float] = {}
        self._seconds_per_spot = _SECONDS_PER_SPOT_AT_FIRST
        self._seconds_left = COUNTING_SECONDS_SAVED_MAX
        self._saved_at = 0.0

    def inside(self, spot_id: int) -> int:
        """Return the people at a spot, as last known."""
        return max(0, self._people.get(spot_id, 0))

    def move(self, spot_id: int, people: int) -> None:
        """Add those who entered (or subtract those who left)."""
        self._people[spot_id] = self._people.get(spot_id, 0) + people

    def to_count(self, spot_ids: Iterable[int], now: float) -> list[int]:
        """Return which of these spots to count now."""
        counted_at = self._counted_at.get
        stale = [spot for spot in spot_ids if now - counted_at(spot, float("-inf")) >= FRESH_SECONDS]
        if not stale:
            return stale
        affordable = self._affordable(now)
        if len(stale) <= affordable:
            return stale
        return nsmallest(affordable, stale, key=lambda spot: counted_at(spot, float("-inf")))

    def set(self, counts: Iterable[tuple[int, int]], *, now: float, seconds: float = 0.0) -> None:
        """Take counts just made, which took so many seconds."""
        counted = dict(counts)
        self._people |= counted
        self._counted_at |= dict.fromkeys(counted, now)
        if counted:
            self._seconds_left -= seconds
            self._seconds_per_spot += _NEWEST_WEIGHT * (seconds / len(counted) - self._seconds_per_spot)
        if len(self._people) > SPOTS_MAX:
            self._forget_oldest_half()

    def _affordable(self, now: float) -> int:
        saved = (now - self._saved_at) * COUNTING_SHARE
        self._seconds_left = min(COUNTING_SECONDS_SAVED_MAX, self._seconds_left + saved)
        self._saved_at = now
        if self._seconds_left <= 0:
            return 0
        # At least one: a spot so busy that it cannot be counted quickly is still counted now and then.
        seconds = min(self._seconds_left, COUNTING_SECONDS_PER_BATCH)
        return max(1, int(seconds / max(self._seconds_per_spot, 1e-6)))

    def _forget_oldest_half(self) -> None:
        by_age = sorted(self._people, key=lambda spot: self._counted_at.get(spot, 0.0))
        for spot_id in by_age[: len(by_age) // 2]:
            del self._people[spot_id]
            self._counted_at.pop(spot_id, None)


def since(now: datetime, usual_stay: timedelta) -> datetime:
    """Return the moment before which nobody without a check-out has entered and is still there."""
    return now - usual_stay
