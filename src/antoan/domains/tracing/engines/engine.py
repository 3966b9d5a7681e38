"""What an engine is asked and what it answers: dense numbers and whole seconds, never a name."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.rules.exposure import ContactRule

Array = npt.NDArray[Any]

_MODULUS = (1 << 61) - 1


class Window(NamedTuple):
    """The seconds that are looked at; what a case does outside them infects nobody."""

    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases, one value each: the person's number, and the seconds between which the person infects."""

    person: Array
    since: Array
    until: Array

    def __len__(self) -> int:
        """Return how many cases there are."""
        return len(self.person)

    def within(self, window: Window) -> "Cases":
        """Return the same cases, infectious in the window only."""
        return Cases(self.person, np.maximum(self.since, window.since), np.minimum(self.until, window.until))

    @classmethod
    def of(cls, person: npt.ArrayLike, since: npt.ArrayLike, until: npt.ArrayLike) -> "Cases":
        """Return cases from any whole numbers."""
        return cls(*(np.asarray(values, np.int32) for values in (person, since, until)))


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who met which case: position of the case, the contact's number, meetings, seconds together, the first moment."""

    case: Array
    person: Array
    meetings: Array
    seconds: Array
    first_at: Array

    def __len__(self) -> int:
        """Return how many pairs of case and contact there are."""
        return len(self.case)

    def in_order(self) -> "Contacts":
        """Return the pairs by case and contact."""
        order = np.lexsort((self.person, self.case))
        return Contacts(*(values[order] for values in self.columns()))

    def columns(self) -> tuple[Array, ...]:
        """Return the five columns."""
        return self.case, self.person, self.meetings, self.seconds, self.first_at

    def checksum(self) -> tuple[int, int, int, int]:
        """Return pairs, meetings, seconds and a sum over all values that is the same in any order."""
        with np.errstate(over="ignore"):
            mixed = (
                self.case.astype(np.int64) * 1_000_003 + self.person.astype(np.int64) * 998_244_353
            ) % _MODULUS + self.first_at.astype(np.int64) * 433_494_437
            mixed = (mixed % _MODULUS) ^ (self.seconds.astype(np.int64) * 19_260_817)
            total = int((mixed % 2_147_483_647).sum(dtype=np.int64))
        return len(self), int(self.meetings.sum(dtype=np.int64)), int(self.seconds.sum(dtype=np.int64)), total

    @classmethod
    def of(cls, columns: "list[Any] | tuple[Any, ...]") -> "Contacts":
        """Return contacts from five columns in any whole numbers."""
        kinds = (np.int32, np.int32, np.int32, np.int64, np.int32)
        return cls(*(np.asarray(values, kind) for values, kind in zip(columns, kinds, strict=True)))

    def each_pair_once(self) -> "Contacts":
        """Return the pairs in order, what is told of one pair several times added up."""
        if not len(self):
            return self
        every = self.in_order()
        begins = np.flatnonzero(np.r_[True, (np.diff(every.case) != 0) | (np.diff(every.person) != 0)])
        return Contacts(
            every.case[begins],
            every.person[begins],
            np.add.reduceat(every.meetings, begins),
            np.add.reduceat(every.seconds, begins),
            np.minimum.reduceat(every.first_at, begins),
        )

    @classmethod
    def joined(cls, parts: "list[Contacts]") -> "Contacts":
        """Return all pairs of several answers."""
        if not parts:
            return cls.of([[], [], [], [], []])
        return cls(
            *(np.concatenate(columns) for columns in zip(*(part.columns() for part in parts), strict=True))
        )


class Engine(Protocol):
    """Finds contacts of many cases at once."""

    name: str

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case within the window, in any order."""
