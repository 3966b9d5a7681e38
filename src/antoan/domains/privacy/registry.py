"""Where each domain says what it keeps of a person, what holds an erasure back, and how its old rows go.

Domains above register here when they start; for those below `keeping.py` does. A table with people's data that
nobody registers fails tests/architecture/test_personal_data.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol

from antoan.domains.privacy.values import Held
from antoan.foundation.db.kept import Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

Resource = dict[str, Any]  # FHIR R4.


class Hold(Protocol):
    """Tells whether the law keeps somebody from being erased on a day."""

    def __call__(self, person_id: int, today: date) -> Held | None:
        """Return why, or None."""


class Sweep(Protocol):
    """Deletes what lies before a day; called again until it deletes nothing. Bounded, each call a transaction."""

    def __call__(self, first_day_kept: date) -> dict[str, int]:
        """Return how many rows went, by table."""


def no_resources(person_id: int) -> Sequence[Resource]:
    """Return nothing: for parts that are not about health."""
    return ()


@dataclass(frozen=True, slots=True)
class Part:
    """One domain's share of what is kept of a person."""

    key: str
    title: Words
    kept: tuple[Kept, ...]
    resources: Callable[[int], Sequence[Resource]] = field(default=no_resources)


_parts: Final[dict[str, Part]] = {}
_holds: Final[dict[str, Hold]] = {}
_sweeps: Final[dict[str, Sweep]] = {}


def register_part(part: Part) -> None:
    """Have a domain's tables told in copies and counted in certificates. Twice is once."""
    _parts[part.key] = part


def register_hold(key: str, hold: Hold) -> None:
    """Have an erasure wait; `key` stands in rights.json with its legal ground."""
    _holds[key] = hold


def register_sweep(period: str, sweep: Sweep) -> None:
    """Have old rows deleted; `period` stands in retention.json with its days."""
    _sweeps[period] = sweep


def parts() -> tuple[Part, ...]:
    """Return all parts, in a stable order."""
    return tuple(_parts[key] for key in sorted(_parts))


def holds_of(person_id: int, today: date) -> tuple[Held, ...]:
    """Return all that keeps somebody from being erased."""
    found = (hold(person_id, today) for hold in _holds.values())
    return tuple(held for held in found if held is not None)


def sweeps() -> dict[str, Sweep]:
    """Return how old rows go, by period."""
    return dict(_sweeps)


def before_day(forget: Callable[[datetime], dict[str, int]]) -> Sweep:
    """Return a sweep of a function that deletes what lies before a moment: local midnight of the first day kept."""

    def sweep(first_day_kept: date) -> dict[str, int]:
        return forget(day_start(first_day_kept))

    return sweep
