"""What happens to workers, told to those who hear later. Numbers only: the outbox keeps events."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkerStatusMayHaveChanged:
    """Something was recorded of somebody who works somewhere."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonMayBeAwaited:
    """Somebody became known, or got a paper, that a unit's row waits for."""

    person_id: int
