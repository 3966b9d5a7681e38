"""What gates announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeCopied:
    """One code was shown at two gates too soon; told by the scan process."""

    person_id: int
    first_gate_id: int
    first_at: str
    gate_id: int
    at: str
    kilometres: float


@dataclass(frozen=True, slots=True)
class SpecimenShown:
    """A code made to test a gate was scanned; told by the scan process."""

    scan_id: str
    qid: str
    gate_id: int
    device_id: int
    at: str
