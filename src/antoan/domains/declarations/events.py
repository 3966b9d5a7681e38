"""What happens to declarations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HealthDeclared:
    """A declaration about this person came, was confirmed or was annulled."""

    person_id: int
