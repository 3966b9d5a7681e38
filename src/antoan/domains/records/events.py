"""What happens to health records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HealthRecordChanged:
    """A health record of this person came, changed or was annulled."""

    person_id: int
