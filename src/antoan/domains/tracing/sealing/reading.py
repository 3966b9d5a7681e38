"""Reads the hot files of a day where they lie: nothing is copied, the system's page cache is the memory."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.sealing.layout import PARQUET, PERSONS, SPOTS, VISITS
from antoan.domains.tracing.sealing.ordering import persons_index, spots_index

Array = npt.NDArray[Any]
_NOTHING = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Day:
    """The stays of one day in order of spots and times, with the beginnings of spots and persons."""

    spot: Array
    t_in: Array
    t_eff: Array
    person: Array
    by_person: Array
    estimated: Any  # An Arrow array: one bit a stay.
    spot_starts: Array
    longest: Array
    person_starts: Array
    first_s: int
    last_s: int
    # Stays that changed since, by position, rising: whoever reads passes them over.
    dropped: Array = field(default_factory=lambda: _NOTHING)

    def __len__(self) -> int:
        """Return how many stays there are, dropped ones included."""
        return len(self.person)

    def is_estimated(self, rows: Array) -> Array:
        """Tell of stays whether their end is an estimate."""
        return np.asarray(self.estimated.take(pa.array(rows)).to_numpy(zero_copy_only=False))

    def rows_of_person(self, number: int) -> Array:
        """Return where the stays of a person are, dropped ones included."""
        if not 0 <= number < len(self.person_starts) - 1:
            return _NOTHING
        return self.by_person[self.person_starts[number] : self.person_starts[number + 1]]

    def rows_of_spot(self, spot: int) -> slice:
        """Return where the stays at a spot are, dropped ones included."""
        if not 0 <= spot < len(self.spot_starts) - 1:
            return slice(0, 0)
        return slice(int(self.spot_starts[spot]), int(self.spot_starts[spot + 1]))

    def without(self, changed: Columns) -> "Day":
        """Return the day without the stays of these persons, spots and times in."""
        rows = [self._rows_at(*key) for key in zip(changed.person, changed.spot, changed.t_in, strict=True)]
        dropped = np.unique(np.concatenate([_NOTHING, self.dropped, *rows])).astype(np.int32)
        return replace(self, dropped=dropped)

    def columns(self) -> Columns:
        """Return all stays, dropped ones included."""
        estimated = self.estimated.to_numpy(zero_copy_only=False)
        return Columns(self.person, self.spot, self.t_in, self.t_eff, estimated)

    def _rows_at(self, person: int, spot: int, t_in: int) -> Array:
        rows = self.rows_of_person(int(person))
        return np.asarray(rows[(self.spot[rows] == spot) & (self.t_in[rows] == t_in)])


def opened_day(folder: Path, *, first_s: int, last_s: int) -> Day:
    """Map the files of a day; FileNotFoundError when another generation took their place."""
    visits, spots = _batch(folder / VISITS), _batch(folder / SPOTS)
    plain = {name: _plain(visits, name) for name in ("spot", "t_in", "t_eff", "person", "by_person")}
    return Day(
        **plain,
        estimated=visits.column("estimated"),
        spot_starts=_plain(spots, "starts"),
        longest=_plain(spots, "longest"),
        person_starts=_plain(_batch(folder / PERSONS), "starts"),
        first_s=first_s,
        last_s=last_s,
    )


def day_in_memory(columns: Columns) -> Day:
    """Return stays that no file holds as a day."""
    ordered = columns.in_order()
    spot_starts, longest = spots_index(ordered)
    person_starts, by_person = persons_index(ordered)
    first_s, last_s = ordered.span
    return Day(
        spot=ordered.spot,
        t_in=ordered.t_in,
        t_eff=ordered.t_eff,
        person=ordered.person,
        by_person=by_person,
        estimated=pa.array(ordered.estimated),
        spot_starts=spot_starts,
        longest=longest,
        person_starts=person_starts,
        first_s=first_s,
        last_s=last_s,
    )


def read_archive(folder: Path) -> Columns:
    """Return the stays of the Parquet file."""
    table = pq.read_table(folder / PARQUET)
    names = ("person", "spot", "t_in", "t_eff", "estimated")
    return Columns(*(table.column(name).to_numpy() for name in names))


def _batch(path: Path) -> Any:
    return pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0)


def _plain(batch: Any, name: str) -> Array:
    """Return a column as numpy sees it, without a copy."""
    return np.asarray(batch.column(name).to_numpy(zero_copy_only=True))
