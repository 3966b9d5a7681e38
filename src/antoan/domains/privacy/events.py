"""What happens to a person's requests, told by SMS and to whoever must follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestOpened:
    """Somebody asked for something about their data."""

    number: str
    person_id: int


@dataclass(frozen=True, slots=True)
class RequestChanged:
    """A request went on: decided, late, held back, or ready."""

    number: str
    person_id: int
    step: int


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """Somebody agreed to a purpose or withdrew."""

    person_id: int
    purpose: str
