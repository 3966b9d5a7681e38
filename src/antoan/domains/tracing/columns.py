"""Stays as columns: how engines hold them, in which order, and what tells two sets of them apart."""

from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# One number for a row, the same in PostgreSQL (queries/exporting.py) and here; its squares are added up, so that
# values that changed places between rows do not cancel out.
FACTORS: Final = {"person": 1_000_003, "spot": 998_244_353, "t_in": 19_260_817, "t_eff": 433_494_437}
ESTIMATE_FACTOR: Final = 8_717_829_120
TIME_SHIFT: Final = (
    1 << 31
)  # Times before the epoch are negative; remainders of those differ between languages.
MODULUS: Final = 2_147_483_647


class Fingerprint(NamedTuple):
    """How many stays there are, how many of them end by estimate, and the checksum of them all."""

    rows: int
    estimated: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Stays, one value each: dense number of the person, spot, whole seconds, and whether the end is estimated."""

    person: Array
    spot: Array
    t_in: Array
    t_eff: Array
    estimated: Array

    def __len__(self) -> int:
        """Return how many stays there are."""
        return len(self.person)

    def take(self, chosen: Array) -> "Columns":
        """Return the chosen stays, in the order of the choice."""
        return Columns(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def in_order(self) -> "Columns":
        """Return the stays by spot and time in: the order of the sealed files."""
        key = self.spot.astype(np.int64) << 32
        key += self.t_in.astype(np.int64) + TIME_SHIFT
        return self.take(np.argsort(key, kind="stable"))

    def fingerprint(self) -> Fingerprint:
        """Return what must be equal before the rows behind may be let go."""
        return Fingerprint(len(self), int(np.count_nonzero(self.estimated)), _checksum(self))

    @property
    def span(self) -> tuple[int, int]:
        """The earliest time in and the latest effective end; nothing when there are no stays."""
        return (int(self.t_in.min()), int(self.t_eff.max())) if len(self) else (0, 0)

    @classmethod
    def empty(cls) -> "Columns":
        """Return no stays."""
        nothing = np.empty(0, np.int32)
        return cls(nothing, nothing, nothing, nothing, np.empty(0, bool))

    @classmethod
    def joined(cls, parts: "list[Columns]") -> "Columns":
        """Return the stays of several sets, one set after the other."""
        if not parts:
            return cls.empty()
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


def _checksum(columns: Columns) -> int:
    total = np.uint64(0)
    step = 1 << 22  # Rows at a time: the temporary arrays stay small beside the columns.
    with np.errstate(over="ignore"):
        for begin in range(0, len(columns), step):
            part = slice(begin, begin + step)
            mixed = columns.person[part].astype(np.int64) * FACTORS["person"]
            mixed += columns.spot[part].astype(np.int64) * FACTORS["spot"]
            mixed += (columns.t_in[part].astype(np.int64) + TIME_SHIFT) * FACTORS["t_in"]
            mixed += (columns.t_eff[part].astype(np.int64) + TIME_SHIFT) * FACTORS["t_eff"]
            mixed += columns.estimated[part].astype(np.int64) * ESTIMATE_FACTOR
            mixed %= MODULUS
            total += (mixed * mixed).astype(np.uint64).sum(dtype=np.uint64)
    return int(total)
