"""A town of stays for measuring tracing: two weeks, a city's half-hours, few crowded spots and many quiet ones."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.engine import Cases, Window
from antoan.domains.tracing.sealing.layout import PARQUET, Sealed, SealedDay
from antoan.domains.tracing.sealing.shelf import ShelfDay
from antoan.domains.tracing.sealing.writing import write_archive, write_hot
from antoan.domains.tracing.values import day_bounds

FIRST: Final = date(2026, 11, 1)
DAYS: Final = 14
VISITS_A_DAY: Final = 2.5  # Of a person.
PEOPLE_A_SPOT: Final = 25
CROWD_MAX: Final = 60  # No spot is more popular than so many usual ones.
USUAL_S: Final = np.array([900, 1_800, 3_000, 5_400, 28_800])
# Arrivals by half-hour, per mille of a day, from 06:00 on; before, hardly anybody is about.
ARRIVALS: Final = np.array(
    [3.3, 7.7, 15.1, 28.4, 34.8, 36.7, 35.1, 34.2, 35.5, 35.2, 36.1, 38.5, 46.6, 48.4, 49.4, 40.2, 37.5, 35.1, 33.0, 30.3,
     27.8, 26.7, 29.5, 32.5, 35.2, 33.7, 30.3, 28.5, 27.5, 22.8, 16.9, 10.3, 6.2, 3.9, 2.4, 1.2]
)  # fmt: skip


class Town:
    """Stays of one size; the same seed gives the same town."""

    def __init__(
        self, visits: int, *, days: int = DAYS, visits_a_day: float = VISITS_A_DAY, seed: int = 7
    ) -> None:
        """Decide who lives there and which spots are popular."""
        self.visits, self._days = visits, days
        self.people = max(int(visits / days / visits_a_day), 1_000)
        self.spots = max(self.people // PEOPLE_A_SPOT, 50)
        self._draw = np.random.default_rng(seed)
        popular = np.minimum(self._draw.pareto(1.2, self.spots) + 0.2, CROWD_MAX)
        self._popular = np.cumsum(popular / popular.sum())
        self._usual = self._draw.choice(USUAL_S, self.spots, p=[0.3, 0.3, 0.2, 0.1, 0.1])

    @property
    def window(self) -> Window:
        """All its days."""
        return Window(day_bounds(FIRST)[0], day_bounds(FIRST + timedelta(days=self._days))[0])

    def days(self) -> Iterator[tuple[date, Columns]]:
        """Return the days, their stays in the order of people, as they come."""
        count = self.visits // self._days
        for number in range(self._days):
            day = FIRST + timedelta(days=number)
            person = np.sort(self._draw.integers(0, self.people, count, np.int32))
            spot = np.searchsorted(self._popular, self._draw.random(count)).clip(max=self.spots - 1)
            slot = self._draw.choice(len(ARRIVALS), count, p=ARRIVALS / ARRIVALS.sum())
            t_in = day_bounds(day)[0] + 6 * 3_600 + slot * 1_800 + self._draw.integers(0, 1_800, count)
            length = np.clip(self._usual[spot] * np.exp(self._draw.normal(0, 0.4, count)), 30, 43_200)
            stays = (person, spot, t_in, t_in + length.astype(np.int64))
            estimated = self._draw.random(count) < 0.4
            # Nobody enters twice within a second: the database would refuse it.
            _, once = np.unique((person.astype(np.int64) << 32) + t_in, return_index=True)
            yield day, Columns(*(values[once].astype(np.int32) for values in stays), estimated[once])

    def cases(self, count: int) -> Cases:
        """Return fresh cases, infectious in the whole window: no two rounds ask for the same people."""
        chosen = self._draw.choice(self.people, min(count, self.people), replace=False)
        since, until = self.window
        return Cases.of(chosen, np.full(len(chosen), since), np.full(len(chosen), until))


def sealed(folder: Path, day: date, columns: Columns) -> ShelfDay:
    """Write both forms of a day, as sealing does."""
    root, ordered = Sealed(folder), columns.in_order()
    first_s, last_s = ordered.span
    with root.new_generation(day, "bench") as part:
        write_archive(part, day, ordered)
        write_hot(part, ordered)
        sizes = {path.name: path.stat().st_size for path in part.iterdir()}
    mark = ordered.fingerprint()
    known = SealedDay(
        day=day, generation="bench", rows=mark.rows, estimated=mark.estimated, checksum=mark.checksum, first_s=first_s,
        last_s=last_s, hot_bytes=sum(sizes.values()) - sizes[PARQUET], archive_bytes=sizes[PARQUET], sealed_at="",
    )  # fmt: skip
    return ShelfDay(known, root.folder_of(known))
