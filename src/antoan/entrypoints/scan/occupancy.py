"""How many people are at a spot now: t_in <= now < t_eff, and no check-out (a phone's clock may run ahead).

Each process keeps a counter per spot, moved by its own scans. A counter older than FRESH_SECONDS is counted
anew in PostgreSQL together with the next batch that scans there, at most COUNTS_PER_SECOND spots a second
(a spot never seen before is always counted). So at a calm gate the number is exact, as of the scan; in a
rush it may miss, until its next count, what other processes scanned and whose estimated stay ended: a
second or so while fewer than COUNTS_PER_SECOND spots are busy, proportionally longer beyond.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

FRESH_SECONDS: Final = 1.0
COUNTS_PER_SECOND: Final = 100
SPOTS_MAX: Final = (
    200_000  # Counters kept; beyond, the oldest half is forgotten and counted again when needed.
)
AHEAD: Final = timedelta(minutes=5)  # Clocks of devices may run ahead: who just entered is inside.


class Occupancy:
    """The counters of one process."""

    def __init__(self) -> None:
        self._people: dict[int, int] = {}
        self._counted_at: dict[int, float] = {}
        self._second = 0
        self._counted_this_second = 0

    def inside(self, spot_id: int) -> int:
        """Return the people at a spot, as last known."""
        return max(0, self._people.get(spot_id, 0))

    def move(self, spot_id: int, people: int) -> None:
        """Add those who entered (or subtract those who left)."""
        if spot_id in self._people:
            self._people[spot_id] += people

    def to_count(self, spot_ids: Iterable[int], now: float) -> list[int]:
        """Return which of these spots to count now."""
        if int(now) != self._second:
            self._second, self._counted_this_second = int(now), 0
        due = []
        for spot_id in spot_ids:
            counted_at = self._counted_at.get(spot_id)
            if counted_at is None:
                due.append(spot_id)
            elif now - counted_at >= FRESH_SECONDS and self._counted_this_second < COUNTS_PER_SECOND:
                self._counted_this_second += 1
                due.append(spot_id)
        return due

    def set(self, counts: Iterable[tuple[int, int]], now: float) -> None:
        """Take counts just made."""
        for spot_id, people in counts:
            self._people[spot_id] = people
            self._counted_at[spot_id] = now
        if len(self._people) > SPOTS_MAX:
            self._forget_oldest_half()

    def _forget_oldest_half(self) -> None:
        by_age = sorted(self._counted_at, key=self._counted_at.__getitem__)
        for spot_id in by_age[: len(by_age) // 2]:
            del self._people[spot_id], self._counted_at[spot_id]


def since(now: datetime, usual_stay: timedelta) -> datetime:
    """Return the moment before which nobody without a check-out has entered and is still there."""
    return now - usual_stay
