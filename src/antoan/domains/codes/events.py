"""What happens to codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonalCodeChanged:
    """A personal code of this person was issued or revoked."""

    qid: str


@dataclass(frozen=True, slots=True)
class DynamicCodeReplayed:
    """The code of one half minute was shown at a second gate. Announced by the scan process, through the outbox."""

    person_id: int
    first_gate_id: int
    gate_id: int
