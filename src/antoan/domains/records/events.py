"""What happens to health records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DosesRecorded:
    """Doses of many people came at once, or were taken back."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HealthRecordChanged:
    """A health record of this person came, changed or was annulled."""

    person_id: int
