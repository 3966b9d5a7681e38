"""What happens to units, told upwards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitApproved:
    """A unit was registered by its competent body and has its first place."""

    unit_id: int
